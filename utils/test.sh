#!/usr/bin/env bash
# Installs what is missing, builds, runs all tests; the last line is
# "N passed, N failed[, N skipped]".
#   test.sh              the release build, all tests, lit also with
#                        --verify-roundtrip
#   test.sh --sanitize   the tests under AddressSanitizer and UBSan
set -uo pipefail
cd "$(dirname "$0")/.."

preset=release
folder=build
if [ "${1:-}" = --sanitize ]; then
  preset=asan
  folder=build-asan
elif [ $# -gt 0 ]; then
  echo "usage: $0 [--sanitize]" >&2
  exit 1
fi

utils/setup.sh
utils/setup.sh --browser ||
  echo "No browser could be installed: tests of the viewer are left out" >&2
utils/build.sh "$preset" all check-idealloc-depends || { echo "0 passed, 1 failed"; exit 1; }
lit=$(grep -oP 'LLVM_EXTERNAL_LIT:FILEPATH=\K.*' "$folder/CMakeCache.txt")
results=("$folder/test/results.json")
python3 "$lit" -sv -o "${results[0]}" "$folder/test"
if [ "$preset" = release ]; then
  results+=("$folder/test/results-roundtrip.json")
  IDEALLOC_VERIFY_ROUNDTRIP=1 python3 "$lit" -sv -o "${results[1]}" \
    "$folder"/test/{Dialect,Transforms,Conversion,Docs}
fi
python3 utils/count_results.py "${results[@]}"
