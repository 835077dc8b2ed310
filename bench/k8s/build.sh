#!/usr/bin/env bash
# Builds a Kubernetes control plane and kwok from their Go modules into a folder outside the tree, once: half an hour of two cores.
# Usage: build.sh [FOLDER]   (default: $NOETL_TOOLS, else ~/.cache/noetl-tools). Debian's etcd-server has etcd.
set -euo pipefail
here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
folder=${1:-${NOETL_TOOLS:-$HOME/.cache/noetl-tools}}
kubernetes=1.34.1
kwok=v0.8.0
staging=v0.${kubernetes#1.}
mkdir -p "$folder"
folder=$(cd -- "$folder" && pwd)

if [[ ! -x $folder/kube-apiserver ]]; then
  work=$(mktemp -d)
  trap 'rm -rf -- "$work"' EXIT
  cp "$here/controlplane/main.go" "$work"
  cd "$work"
  go mod init controlplane
  go mod edit -require "k8s.io/kubernetes@v$kubernetes"
  # Kubernetes' own modules: it replaces them by folders of its source, which a module that needs it has to name by version.
  source=$(go mod download -json "k8s.io/kubernetes@v$kubernetes" | sed -n 's/^\t"GoMod": "\(.*\)",$/\1/p')
  while read -r module; do
    go mod edit -replace "$module=$module@$staging"
  done < <(sed -n 's#^\t\(k8s\.io/[^ ]*\) => \./staging/.*#\1#p' "$source")
  GOFLAGS=-mod=mod go mod tidy
  version=k8s.io/component-base/version
  CGO_ENABLED=0 nice -n 15 go build -o "$folder/kube-apiserver" \
    -ldflags "-s -w -X $version.gitVersion=v$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=34" .
  ln -sf kube-apiserver "$folder/kube-controller-manager"
  ln -sf kube-apiserver "$folder/kube-scheduler"
fi
if [[ ! -x $folder/kwok ]]; then
  GOBIN=$folder nice -n 15 go install "sigs.k8s.io/kwok/cmd/kwok@$kwok"
fi
# What kwok does to nodes and pods.
stages=$(cd / && go mod download -json "sigs.k8s.io/kwok@$kwok" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')/kustomize/stage
for file in "$stages"/node/fast/*.yaml "$stages"/pod/fast/*.yaml "$stages"/node/heartbeat-with-lease/*.yaml; do
  [[ $(basename "$file") == kustomization.yaml ]] || { cat "$file"; echo "---"; }
done >"$folder/kwok-stages.yaml"
printf '%s\n' "$folder"
