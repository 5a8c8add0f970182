"""Runs the GoogleTest binaries of unittests/."""

import lit.formats

config.name = "idealloc-unit"
config.suffixes = []
config.test_source_root = config.test_exec_root = config.idealloc_unittests_dir
config.test_format = lit.formats.GoogleTest(".", "Tests")
