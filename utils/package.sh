#!/usr/bin/env bash
# Makes the Debian packages idealloc and python3-idealloc and the Python wheel, and
# uses each of them in a root that has nothing else of idealloc.
#   package.sh [FOLDER [BUILD]]    default: packages/, of the release build in build/
# IDEALLOC_LIBRARY=FILE: the wheel takes this libidealloc.so.0 instead of building one.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${1:-packages}")
build=${2:-}
if [ -z "$build" ]; then
  utils/build.sh release
  build=build
fi
build=$(realpath "$build")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$out"

(cd "$scratch" && cpack --config "$build/CPackConfig.cmake" -B "$scratch/cpack" >cpack.log ||
  { cat cpack.log; exit 1; })
mkdir "$scratch/source"
git ls-files -z | xargs -0 cp --parents -t "$scratch/source"
(cd "$scratch/source" && /usr/bin/python3 -m pip wheel -q --no-index --no-deps \
  --no-build-isolation --wheel-dir "$scratch" .)
rm -f "$out"/*idealloc*.deb "$out"/idealloc-*.whl
mv "$scratch"/cpack/*.deb "$scratch"/*.whl "$out"

# A root of its own: what dpkg puts there, with the libraries of this system below.
root=$scratch/root
mkdir -p "$root"/var/lib/dpkg/{info,updates}
touch "$root/var/lib/dpkg/status"
dpkg --root="$root" --force-not-root --force-depends --log=/dev/null \
  -i "$out"/*idealloc*.deb >"$scratch/dpkg.log" 2>&1 || { cat "$scratch/dpkg.log"; exit 1; }
dpkg --root="$root" --verify idealloc python3-idealloc

use() { # Runs a command that sees the root alone.
  env -i PATH="$root/usr/bin:/usr/lib/llvm-22/bin:/usr/bin:/bin" \
    LD_LIBRARY_PATH="$root/usr/lib" "$@"
}
printf 'id,lower,upper,size\na,0,4,64\nb,2,6,32\nc,4,8,64\n' >"$scratch/a.csv"
use idealloc-plan "$scratch/a.csv" | grep -qx 'makespan     96'
if [ -x "$root/usr/bin/idealloc-opt" ]; then
  use idealloc-opt test/Docs/mlp.mlir --idealloc | grep -q 'memref<20480xi8>'
  use mlir-opt --load-dialect-plugin="$root/usr/lib/IdeallocPlugin.so" test/Docs/mlp.mlir \
    --pass-pipeline='builtin.module(idealloc)' | grep -q 'memref<20480xi8>'
fi
python3 utils/doc_example.py docs/Use.md c >"$scratch/plan.c"
clang-22 "$scratch/plan.c" -o "$scratch/plan" -I"$root/usr/include" -L"$root/usr/lib" -lidealloc
use "$scratch/plan" | grep -qx 'arena 96, a at 0'
python3 utils/doc_example.py docs/Use.md python >"$scratch/plan.py"
site=$root/usr/lib/python3/dist-packages
use PYTHONPATH="$site" /usr/bin/python3 "$scratch/plan.py" | grep -q '96 optimal'

# The wheel needs nothing of the Debian packages.
/usr/bin/python3 -m pip install -q --no-index --no-deps --target "$scratch/site" "$out"/*.whl
env -i PYTHONPATH="$scratch/site" /usr/bin/python3 "$scratch/plan.py" | grep -q '96 optimal'
ls "$out"
