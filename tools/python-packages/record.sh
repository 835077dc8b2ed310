#!/usr/bin/env bash
# Writes packages.lock anew: the versions of packages.in that PyPI has for Python 3.12, with their checksums.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# shellcheck source=options.sh
. "$here/options.sh"
python3 -m pip download -q --disable-pip-version-check --no-deps -d "$work" "${wheels[@]}" -r "$here/packages.in"
{
  echo "# Made by record.sh from packages.in. Native parts are left out when they are installed."
  for wheel in "$work"/*.whl; do
    name="$(basename "$wheel")"
    echo "$(echo "$name" | cut -d- -f1)==$(echo "$name" | cut -d- -f2) --hash=sha256:$(sha256sum "$wheel" | cut -d' ' -f1)"
  done
} >"$here/packages.lock"
