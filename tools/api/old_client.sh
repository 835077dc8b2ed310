#!/usr/bin/env bash
# NoETL's older client, noetl-cli 2.5.3, unchanged, against a running server: every call that it makes, its output checked.
#   tools/api/old_client.sh http://127.0.0.1:8082 PLAYBOOK.yaml
# By hand, as it is built from source: needs Python 3.12 or newer (PYTHON, default python3), Rust's cargo and up to half an hour
# the first time; the build is kept in the user's cache. Exit status 0 when everything held.
set -euo pipefail

base=${1:?the server\'s URL}
playbook=${2:?a playbook to register and run}
here=$(cd "$(dirname "$0")" && pwd)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/noetl-camel/noetl-cli-2.5.3
unset PYTHONPATH
if [ ! -x "$venv/bin/noetl" ]; then
  "${PYTHON:-python3}" -m venv --clear "$venv"
  # its own choice of a compiler may not be there
  RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN:-stable} "$venv/bin/pip" install --disable-pip-version-check noetl-cli==2.5.3
fi

# a home of its own, without any context of the user's
HOME=$(mktemp -d)
export HOME
trap 'rm -rf -- "$HOME"' EXIT
"$venv/bin/python" "$here/real_client.py" "$venv/bin/noetl" "$base" "$playbook"
