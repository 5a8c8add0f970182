#!/usr/bin/env bash
# Packs the network examples/resnet-tiny.mlir into one arena: installs what is
# missing, builds, bufferizes, plans, prints before and after, draws the arena.
set -euo pipefail
cd "$(dirname "$0")/.."
utils/build.sh release idealloc-opt idealloc-plan

out=build/demo
mkdir -p "$out"
export PATH="$PWD/build/bin:$PATH"

idealloc-opt examples/resnet-tiny.mlir --pass-pipeline="$(cat examples/bufferize.pipeline)" \
  -o "$out/before.mlir"
idealloc-opt "$out/before.mlir" --idealloc="dump-problem=$out/problem.csv" \
  -o "$out/after.mlir"
idealloc-plan "$out/problem.csv" -o "$out/plan.csv" --svg "$out/arena.svg" \
  --format json >"$out/summary.json"
python3 utils/demo_report.py "$out"
