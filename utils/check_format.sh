#!/usr/bin/env bash
# Fails if a C++ file is not formatted, or if its banner is not one line with its
# name; --fix formats all.
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
broken=$(for file in "${files[@]}"; do
  head -qn 1 "$file" | grep -q '^//===-' || continue # Some need none.
  head -n 1 "$file" |
    grep -qE "^//===- ${file##*/} - .*[^ -] -*( ?-?\*- C\+\+ -\*-)?===//\$" || echo "$file"
done)
if [ -n "$broken" ]; then
  printf 'broken banner: %s\n' $broken >&2
  exit 1
fi
