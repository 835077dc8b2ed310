#!/usr/bin/env bash
# Checks a running server from outside: NoETL's own client from PyPI, unchanged, then Schemathesis on the OpenAPI document.
#   tools/api/check.sh http://127.0.0.1:8082 PLAYBOOK.yaml [examples for each operation, default 10]
#   NOETL_CHECK_CLIENT_ONLY=1  only NoETL's client
#   NOETL_CHECK_SEED  what Schemathesis' examples begin with (default 1: the same each time)
# Needs Python 3.9 or newer with venv; what it installs is kept in the user's cache. Exit status 0 when everything held.
set -euo pipefail

base=${1:?the server\'s URL}
playbook=${2:?a playbook to register and run}
examples=${3:-10}
here=$(cd "$(dirname "$0")" && pwd)
work=$here/../../target/api-check
packages=(noetl==5.3.2 schemathesis==4.32.5)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/noetl-camel/api-check-$(printf '%s' "${packages[*]}" | cksum | cut -d' ' -f1)
unset PYTHONPATH
if [ ! -f "$venv/complete" ]; then
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
  touch "$venv/complete"
fi

# a home of its own, without any context of the user's
rm -rf "$work"
mkdir -p "$work/home"
export HOME="$work/home"
"$venv/bin/python" "$here/real_client.py" "$venv/bin/noetl" "$base" "$playbook"

[ "${NOETL_CHECK_CLIENT_ONLY:-}" != 1 ] || exit 0

# positive_data_acceptance: a text that fits the schema need be no playbook, path or SQL
# what else is left out, and why, stands in schemathesis.toml
# in its own folder: it keeps a cache where it runs
cd "$work"
"$venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$base/api/openapi.json" --max-examples "$examples" \
  --workers 2 --exclude-checks positive_data_acceptance --seed "${NOETL_CHECK_SEED:-1}"
