#!/usr/bin/env bash
# Checks the chart's alerts with Prometheus' own promtool, and tests when each fires and clears. promtool is built once from its Go
# module into the folder of tools ($NOETL_TOOLS, else ~/.cache/noetl-tools). Prints each result.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
tools=${NOETL_TOOLS:-$HOME/.cache/noetl-tools}
version=v0.306.0

mkdir -p "$tools"
if [[ ! -x $tools/promtool || $(cat "$tools/promtool.version" 2>/dev/null) != "$version" ]]; then
  command -v go >/dev/null || { echo "no go found, which builds promtool. Install Go 1.24 or newer." >&2; exit 1; }
  echo "building promtool $version (once) …" >&2
  source=$(cd / && go mod download -json "github.com/prometheus/prometheus@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  (cd "$source" && go build -ldflags "-s -w" -o "$tools/promtool.new" ./cmd/promtool)
  mv -- "$tools/promtool.new" "$tools/promtool"
  echo "$version" >"$tools/promtool.version"
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cp "$root/helm/noetl-camel/files/alerts.yaml" "$root/tools/alerts/tests.yaml" "$work"
cd "$work"
"$tools/promtool" check rules alerts.yaml
# Every alert has a test of its own.
for alert in $(sed -n 's/^ *- alert: //p' alerts.yaml); do
  grep -q "alertname: $alert$" tests.yaml || { echo "$alert has no test in tools/alerts/tests.yaml" >&2; exit 1; }
done
"$tools/promtool" test rules tests.yaml
python3 "$root/tools/boards/make.py" --check
