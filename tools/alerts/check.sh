#!/usr/bin/env bash
# Checks the chart's alerts with Prometheus' own promtool, and tests when each fires and clears. promtool is built once from its Go
# module into the folder of tools ($NOETL_TOOLS, else ~/.cache/noetl-tools). Prints each result.
set -euo pipefail
root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
promtool=$("$root/tools/alerts/build.sh" promtool)

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cp "$root/helm/noetl-camel/files/alerts.yaml" "$root/tools/alerts/tests.yaml" "$work"
cd "$work"
"$promtool" check rules alerts.yaml
# Every alert has a test of its own.
for alert in $(sed -n 's/^ *- alert: //p' alerts.yaml); do
  grep -q "alertname: $alert$" tests.yaml || { echo "$alert has no test in tools/alerts/tests.yaml" >&2; exit 1; }
done
"$promtool" test rules tests.yaml
python3 "$root/tools/boards/make.py" --check
