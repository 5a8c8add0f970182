#!/usr/bin/env bash
# Installs what idealloc needs on Debian 12, if it is missing. Needs root only
# when something is.
#   setup.sh [--browser] [PACKAGE...]   these packages, too; --browser: what the
#                                       tests of viewer/ and the site need
set -euo pipefail
cd "$(dirname "$0")/.."

browser=
if [ "${1:-}" = --browser ]; then
  browser=yes
  shift
  set -- chromium mkdocs "$@"
  # Node from elsewhere brings its own npm.
  command -v npm >/dev/null || set -- nodejs npm "$@"
fi

packages=(
  cmake ninja-build clang-22 lld-22 libclang-rt-22-dev clang-format-22
  llvm-22-dev llvm-22-tools libmlir-22-dev mlir-22-tools
  libgtest-dev libbenchmark-dev libcli11-dev nlohmann-json3-dev libcsv-dev
  python3 python3-pytest python3-pip python3-setuptools python3-wheel git "$@"
)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null |
    grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ -n "$browser" ] && [ ! -d viewer/node_modules/playwright-core ]; then
  npm ci --silent --prefix viewer
fi
