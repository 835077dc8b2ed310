#!/usr/bin/env bash
# Builds helm and helm-unittest from their Go modules, and the check of manifests beside for each release of Kubernetes, into a folder outside the tree; what is there already is left alone.
# Usage: install.sh [FOLDER]   (default: $NOETL_TOOLS, else ~/.cache/noetl-tools). Prints the folder.
set -euo pipefail

folder=${1:-${NOETL_TOOLS:-$HOME/.cache/noetl-tools}}
helm_version=v3.19.0
unittest_version=v1.0.3
kubernetes_minor=34

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
say() { printf 'helm tools: %s\n' "$*" >&2; }
there() { [[ -x $folder/$1 && $(cat "$folder/$1.version" 2>/dev/null) == "$2" ]]; }

build() { # NAME VERSION MODULE PACKAGE [FLAGS…]
  local name=$1 version=$2 module=$3 package=$4 source
  shift 4
  there "$name" "$version" && return
  command -v go >/dev/null || { say "no go found, which builds $name. Install Go 1.24 or newer."; exit 1; }
  say "building $name $version (once) …"
  # In the module's own folder: `go install` refuses modules with replace directives.
  source=$(cd / && go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  (cd "$source" && go build "$@" -o "$folder/$name.new" "$package")
  mv -- "$folder/$name.new" "$folder/$name"
  echo "$version" >"$folder/$name.version"
}

utilities=helm.sh/helm/v3/pkg/chartutil
build helm "$helm_version" helm.sh/helm/v3 ./cmd/helm \
  -ldflags "-s -w -X $utilities.k8sVersionMajor=1 -X $utilities.k8sVersionMinor=$kubernetes_minor"
build helm-unittest "$unittest_version" github.com/helm-unittest/helm-unittest ./cmd/helm-unittest

# manifests-1.x: strict decoding with the API's own types of that release.
here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
for mod in "$here"/manifests/1.*.mod; do
  name=manifests-$(basename "$mod" .mod)
  version=$(cat "$here/manifests/main.go" "$mod" "${mod%.mod}.sum" | cksum | tr ' ' -)
  there "$name" "$version" && continue
  command -v go >/dev/null || { say "no go found, which builds $name. Install Go 1.24 or newer."; exit 1; }
  say "building $name (once) …"
  (cd "$here/manifests" && go build -modfile="$mod" -ldflags "-s -w" -o "$folder/$name.new" .)
  mv -- "$folder/$name.new" "$folder/$name"
  echo "$version" >"$folder/$name.version"
done
printf '%s\n' "$folder"
