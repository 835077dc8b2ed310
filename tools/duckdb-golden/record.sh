#!/usr/bin/env bash
# Records what the duckdb package of PyPI (the version that we ship the jar of) gives for the cases of the
# differential test, into src/test/resources/…/duckdb_golden.json. Run it when the cases or the version change.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
resources="$here/../../src/test/resources/io/noetl/camel/component/python"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check duckdb==1.5.5 pytz
cd "$resources"
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" -c '
import json, duckdb_cases
print("[" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in duckdb_cases.main()) + "]")' >"$work/golden.json"
mv "$work/golden.json" duckdb_golden.json
