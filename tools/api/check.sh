#!/usr/bin/env bash
# Checks a running server from outside: NoETL's own client from PyPI, unchanged, then Schemathesis on the OpenAPI document.
#   tools/api/check.sh http://127.0.0.1:8082 PLAYBOOK.yaml [examples for each operation, default 10]
# Needs Python 3.9 or newer with venv. Exit status 0 when everything held.
set -euo pipefail

base=${1:?the server\'s URL}
playbook=${2:?a playbook to register and run}
examples=${3:-10}
work=$(cd "$(dirname "$0")/../.." && pwd)/target/api-check
mkdir -p "$work/home"
if [ ! -x "$work/venv/bin/noetl" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check noetl==5.3.2 schemathesis==4.32.5
fi
export HOME="$work/home"
unset PYTHONPATH

"$work/venv/bin/python" "$(dirname "$0")/real_client.py" "$work/venv/bin/noetl" "$base" "$playbook"

# positive_data_acceptance: a text that fits the schema need be no playbook, path or SQL
# cleanup: to GET it is /api/executions/{id}, which its Allow header says
# in its own folder: it keeps a cache where it runs
cd "$work"
"$work/venv/bin/schemathesis" run "$base/api/openapi.json" --max-examples "$examples" --workers 2 \
  --exclude-path-regex 'docs|execution/execute|playbooks/execute|v2|legacy|cleanup|db/init' \
  --exclude-checks positive_data_acceptance
