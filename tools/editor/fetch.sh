#!/usr/bin/env bash
# Installs yaml-language-server, which editors use, by package-lock.json (with its checksums) into a folder; what is there already is
# left alone. Without npm there is none, and the test that asks it is left out. Usage: fetch.sh FOLDER
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="$1"
if cmp -s "$folder/package-lock.json" "$here/package-lock.json" && [ -d "$folder/node_modules" ]; then
  exit 0
fi
if ! command -v npm >/dev/null; then
  echo "language server: no npm, so none" >&2
  exit 0
fi
echo "language server: fetching …" >&2
rm -rf "$folder"
mkdir -p "$folder"
cp "$here/package.json" "$folder/package.json"
cp "$here/package-lock.json" "$folder/new-lock.json"
cd "$folder"
mv new-lock.json package-lock.json
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
