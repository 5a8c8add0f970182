#!/usr/bin/env bash
# Measures every planner side by side and writes docs/evaluation: Figure 6 and
# Table 1 of CONVOLVE D5.5. Installs and builds what that needs.
#   reproduce-d5.5.sh DIR [--iterations N] [--seeds N] [--repeat N]
#                     [--time-limit S] [--sizes N,N,...] [--minimalloc TEMPLATE]
# DIR holds the problems A.*.csv to K.*.csv of minimalloc's repository,
# benchmarks/asplos2024. An interrupted run goes on when called again.
set -euo pipefail
if [ $# -eq 0 ] || [ ! -d "$1" ]; then
  sed -n '2,8s/^# \?//p' "$0" >&2
  exit 1
fi
dir=$(realpath "$1")
shift
cd "$(dirname "$0")/.."
utils/setup.sh python3-matplotlib
utils/build.sh release idealloc-bench
# Debian's Python, the one that has Debian's matplotlib.
exec /usr/bin/python3 utils/evaluation_page.py "$dir" "$@"
