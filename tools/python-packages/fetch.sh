#!/usr/bin/env bash
# Installs the Python packages of packages.lock into a folder, checked against their checksums, without native parts.
# What is there already is left alone. Usage: fetch.sh [FOLDER]  (default: $NOETL_PYTHON_PACKAGES, else python-packages in $NOETL_HOME, by default ~/.noetl)
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="${1:-${NOETL_PYTHON_PACKAGES:-${NOETL_HOME:-$HOME/.noetl}/python-packages}}"
mark="$folder/.packages.lock"
if cmp -s "$mark" "$here/packages.lock"; then
  exit 0
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# shellcheck source=options.sh
. "$here/options.sh"
echo "python packages: fetching $(grep -vc '^#' "$here/packages.lock") …" >&2
python3 -m pip download -q --disable-pip-version-check --no-deps --require-hashes -d "$work" "${wheels[@]}" \
  -r "$here/packages.lock" >&2
mkdir -p "$folder"
for wheel in "$work"/*.whl; do
  python3 -m zipfile -e "$wheel" "$folder"
done
find "$folder" -name '*.so' -delete
# GraalPy 25.0 refuses the first assignments to __class__ of a class ("object layout differs"), and takes a later one.
python3 - "$folder/h11/_util.py" <<'PATCH'
import sys
text = open(sys.argv[1]).read()
once = "        v.__class__ = v  # type: ignore\n"
again = """        for _ in range(8):
            try:
                v.__class__ = v  # type: ignore
                break
            except TypeError:
                continue
"""
assert text.count(once) == 1 or text.count(again) == 1, "h11 has changed: look at the patch in fetch.sh"
open(sys.argv[1], "w").write(text.replace(once, again))
PATCH
cp "$here/packages.lock" "$mark"
echo "python packages: $(grep -vc '^#' "$mark") are in $folder" >&2
