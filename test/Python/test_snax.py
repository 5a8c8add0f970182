"""snax-allocate{mode=minimalloc} of snax-mlir on idealloc.compat.minimalloc."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

snaxc = pytest.importorskip("snaxc")

FILE = (
    Path(snaxc.__file__).parents[1]
    / "tests/filecheck/transforms/snax-allocate-minimalloc.mlir"
)
SNAX_OPT = (
    "import sys, idealloc.compat.minimalloc as drop_in\n"
    "sys.modules['minimalloc'] = drop_in\n"
    "from snaxc.tools.snax_opt_main import main\n"
    "main()\n"
)


def test_its_own_file_has_the_expected_offsets():
    run = subprocess.run(
        [sys.executable, "-c", SNAX_OPT, "--split-input-file", FILE,
         "-p", "snax-allocate{mode=minimalloc}"],
        capture_output=True, text=True,
    )
    assert run.returncode == 0, run.stderr
    check = subprocess.run(
        [shutil.which("FileCheck") or "FileCheck-22", FILE],
        input=run.stdout, capture_output=True, text=True,
    )
    assert check.returncode == 0, check.stderr
