#!/usr/bin/env bash
# Makes the pictures of docs/Report.md in FOLDER: the viewer on a program and on ten
# thousand buffers. Needs a build in build/ and utils/setup.sh --browser.
#   screenshots.sh PROGRAM.mlir [FOLDER]      default: docs/img
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "${2:-$(dirname "$0")/../docs/img}")
cd "$(dirname "$0")/.."
export PATH="$PATH:$PWD/build/bin"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shot() { node utils/screenshots.js "$1" "$2"; }

idealloc-opt "$program" --idealloc="memory-spaces=all report=$work/program.html" \
  -o "$work/planned.mlir"
shot "$work/program.html" "$folder/viewer-program.png"
idealloc-bench --generate random:n=10000,seed=1 --save "$work/many.csv"
idealloc-plan "$work/many.csv" --strategy first-fit-size --html "$work/many.html" >/dev/null
shot "$work/many.html" "$folder/viewer-many.png"
