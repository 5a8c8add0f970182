"""Builds the Python package: its sources, and libidealloc by CMake, without LLVM.

IDEALLOC_LIBRARY=FILE takes a library that is built already."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from setuptools import Distribution, find_packages, setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build-python"  # setuptools' own name is that of a CMake preset
SONAME = "libidealloc.so.0"
VERSION, DESCRIPTION = re.search(
    r'project\(idealloc VERSION (\S+).*?DESCRIPTION "(.*?)"',
    (ROOT / "CMakeLists.txt").read_text(),
    re.DOTALL,
).groups()


def build_library():
    """The path of the library."""
    if built := os.environ.get("IDEALLOC_LIBRARY"):
        return built
    folder = BUILD / "cmake"
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    subprocess.run(
        ["cmake", "-S", ROOT, "-B", folder, *generator, "-DCMAKE_BUILD_TYPE=Release",
         "-DIDEALLOC_ENABLE_MLIR=OFF", "-DIDEALLOC_ENABLE_TOOLS=OFF",
         "-DIDEALLOC_ENABLE_TESTS=OFF", "-DIDEALLOC_ENABLE_BENCHMARKS=OFF"],
        check=True,
    )
    subprocess.run(
        ["cmake", "--build", folder, "--target", "IdeallocC", "--parallel"], check=True
    )
    return folder / "lib" / SONAME


class BuildWithLibrary(build_py):
    """The package and, in it, the library."""

    def run(self):
        super().run()
        target = Path(self.build_lib) / "idealloc" / SONAME
        self.mkpath(str(target.parent))
        shutil.copy(build_library(), target)


class OneForAllPythons(bdist_wheel):
    """The library is of one platform, but no version of Python."""

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


class WithLibrary(Distribution):
    """Not pure, so that the wheel is one of this platform."""

    def has_ext_modules(self):
        return True


setup(
    name="idealloc",
    version=VERSION,
    description=DESCRIPTION,
    license="Apache-2.0 WITH LLVM-exception",
    python_requires=">=3.10",
    package_dir={"": "python"},
    packages=find_packages("python"),
    package_data={"idealloc": ["py.typed"]},
    entry_points=(ROOT / "python/entry_points.txt").read_text(),
    distclass=WithLibrary,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": OneForAllPythons},
    options={"build": {"build_base": str(BUILD)}},
    zip_safe=False,
)
