#!/usr/bin/env bash
# Builds the collector of the trial once, into the folder of tools ($NOETL_TOOLS, else ~/.cache/noetl-tools), and prints where it is.
#
#   tools/operations/collector/build.sh
set -euo pipefail
here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
tools=${NOETL_TOOLS:-$HOME/.cache/noetl-tools}
version=$(cat "$here/go.mod" "$here/go.sum" "$here/main.go" | cksum)

mkdir -p "$tools"
if [[ ! -x $tools/collector || $(cat "$tools/collector.version" 2>/dev/null) != "$version" ]]; then
  command -v go >/dev/null || { echo "no go found, which builds the collector. Install Go 1.26 or newer." >&2; exit 1; }
  echo "building the OpenTelemetry collector (once) …" >&2
  (cd "$here" && go build -ldflags "-s -w" -o "$tools/collector.new" .) >&2
  mv -- "$tools/collector.new" "$tools/collector"
  echo "$version" >"$tools/collector.version"
fi
echo "$tools/collector"
