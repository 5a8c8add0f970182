"""lit configuration. Features: mlir (the MLIR side is built), benchmarks (these
are), asan, shared (IDEALLOC_SHARED_DIR, which is not part of the repository, has
programs), clang-format (the version the tree is formatted with is installed),
mutations (a build that can be told to have bugs), matplotlib, pytest, xdsl, snaxc
(Debian's Python can import these; PYTHONPATH is heeded), mkdocs, browser
(Chromium, Node and what viewer/package.json names are there)."""

import glob
import os
import shutil
import subprocess
import sys

import lit.formats

config.name = "idealloc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = config.idealloc_test_dir

config.environment["PATH"] = os.pathsep.join(
    [config.idealloc_tools_dir, config.llvm_tools_dir, os.environ["PATH"]]
)
config.environment["PYTHONPATH"] = os.pathsep.join(
    [os.path.join(config.idealloc_build_dir, "python"),
     *filter(None, [os.environ.get("PYTHONPATH")])]
)
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "HOME"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

opt = "idealloc-opt"
if os.environ.get("IDEALLOC_VERIFY_ROUNDTRIP"):
    opt += " --verify-roundtrip"
runner_libs = ",".join(
    os.path.join(config.llvm_lib_dir, library)
    for library in ("libmlir_runner_utils.so", "libmlir_c_runner_utils.so")
)
differential = os.path.join(config.idealloc_source_dir, "utils/differential.py")
shadow = os.path.join(config.idealloc_source_dir, "utils/shadow.py")
size_bounds = os.path.join(config.idealloc_source_dir, "utils/size_bounds.py")
mutations = os.path.join(config.idealloc_source_dir, "utils/mutations.py")
runtime = os.path.join(config.idealloc_lib_dir, "libidealloc_shadow_runtime.so")
sys.path.insert(0, os.path.join(config.idealloc_source_dir, "utils"))
from differential import LOWERING  # noqa: E402
config.substitutions += [
    # Passes down to LLVM, and what runs @main after them.
    ("%lowering", ",".join(LOWERING)),
    ("%run-main",
     f"mlir-runner -O2 -e main -entry-point-result=void -shared-libs={runner_libs}"),
    ("%idealloc-opt", opt),
    ("%idealloc-test-opt", opt.replace("opt", "test-opt", 1)),
    ("%plugin", config.idealloc_plugin),
    ("%llvm-lib", config.llvm_lib_dir),
    ("%kernel-dialect", config.kernel_dialect),
    ("%python", config.python),
    ("%src", config.idealloc_source_dir),
    ("%build", config.idealloc_build_dir),
    ("%cxx", config.cxx),
    ("%shared", config.idealloc_shared_dir),
    ("%differential",
     f"env IDEALLOC_RUNNER_LIBS={runner_libs} {config.python} {differential}"),
    ("%size-bounds",
     f"env IDEALLOC_RUNNER_LIBS={runner_libs} {config.python} {size_bounds}"),
    ("%shadow",
     f"env IDEALLOC_RUNNER_LIBS={runner_libs},{runtime} {config.python} {shadow}"),
    ("%mutations",
     f"env IDEALLOC_RUNNER_LIBS={runner_libs},{runtime} {config.python} {mutations}"),
]

if config.enable_mlir:
    config.available_features.add("mlir")
if config.benchmarks:
    config.available_features.add("benchmarks")
if config.mutations:
    config.available_features.add("mutations")
if config.sanitizer:
    config.available_features.add("asan")
    # The dylib is not instrumented: it keeps its registries to the end, and
    # allocates from slabs that our code has poisoned.
    config.environment.setdefault(
        "ASAN_OPTIONS", "detect_leaks=0:allow_user_poisoning=0")
for tool, feature in (("clang-format-22", "clang-format"), ("mkdocs", "mkdocs")):
    if shutil.which(tool):
        config.available_features.add(feature)
for module in ("matplotlib", "pytest", "xdsl", "snaxc"):
    if subprocess.run(["/usr/bin/python3", "-c", f"import {module}"],
                      stderr=subprocess.DEVNULL).returncode == 0:
        config.available_features.add(module)
if glob.glob(os.path.join(config.idealloc_shared_dir or os.devnull,
                          "mlir/buf/*.mlir")):
    config.available_features.add("shared")
if (shutil.which("chromium") and shutil.which("node") and os.path.exists(
        os.path.join(config.idealloc_source_dir, "viewer/node_modules/playwright-core"))):
    config.available_features.add("browser")
else:
    lit_config.note("no browser, tests of the viewer are left out: "
                    "utils/setup.sh --browser installs it")
