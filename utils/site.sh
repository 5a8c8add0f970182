#!/usr/bin/env bash
# Makes a site of README.md, CONTRIBUTING.md, CHANGELOG.md, docs/ and examples/README.md
# with Debian's mkdocs; a broken link is an error.
#   site.sh FOLDER
set -euo pipefail
folder=$(realpath -m "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/pages"
# Pages keep their places, so that links between them stay as they are.
cp -r README.md CONTRIBUTING.md CHANGELOG.md LICENSE docs "$work/pages"
mkdir "$work/pages/examples"
cp examples/README.md "$work/pages/examples"
rm "$work/pages/docs/Dialect.intro.md"
# What is no page is shown where the sources are: as code.
sed -Ei 's,\[([^]]*)\]\((\.\./)?(include|test|utils|viewer|LICENSE|examples/kernel-dialect)[^)]*\),`\1`,g' \
  "$work"/pages/*.md "$work"/pages/docs/*.md
cp utils/mkdocs.yml utils/mkdocs_hooks.py "$work"
mkdocs build --quiet --strict --config-file "$work/mkdocs.yml" --site-dir "$folder"
