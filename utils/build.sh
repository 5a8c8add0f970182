#!/usr/bin/env bash
# Configures and builds one preset, after installing what is missing.
#   build.sh [PRESET [TARGET...]]      default: release, all tools
set -euo pipefail
cd "$(dirname "$0")/.."
preset=${1:-release}
shift || true
utils/setup.sh
folder=build
[ "$preset" = release ] || folder=build-$preset
# A configured folder reconfigures itself when a CMake file changes.
if [ ! -f "$folder/build.ninja" ]; then
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  cmake --preset "$preset" >"$log" 2>&1 || { cat "$log"; exit 1; }
fi
cmake --build --preset "$preset" --target "${@:-all}"
