#!/usr/bin/env bash
# Fails if a C++ file is not formatted; --fix formats all.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(command -v clang-format-22 || echo clang-format)
mapfile -t files < <(find include lib tools unittests benchmarks test examples \
  -name '*.h' -o -name '*.cpp' | sort)
if [ "${1:-}" = --fix ]; then
  "$tool" -i "${files[@]}"
else
  "$tool" --dry-run -Werror "${files[@]}"
fi
