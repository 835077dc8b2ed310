#!/usr/bin/env bash
# Builds a program of Prometheus' Go module once, into the folder of tools ($NOETL_TOOLS, else ~/.cache/noetl-tools), and prints where it is.
#
#   tools/alerts/build.sh promtool|prometheus
set -euo pipefail
program=$1
tools=${NOETL_TOOLS:-$HOME/.cache/noetl-tools}
version=v0.306.0

mkdir -p "$tools"
if [[ ! -x $tools/$program || $(cat "$tools/$program.version" 2>/dev/null) != "$version" ]]; then
  command -v go >/dev/null || { echo "no go found, which builds $program. Install Go 1.24 or newer." >&2; exit 1; }
  echo "building $program $version (once) …" >&2
  source=$(cd / && go mod download -json "github.com/prometheus/prometheus@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  (cd "$source" && go build -ldflags "-s -w" -o "$tools/$program.new" "./cmd/$program") >&2
  mv -- "$tools/$program.new" "$tools/$program"
  echo "$version" >"$tools/$program.version"
fi
echo "$tools/$program"
