#!/usr/bin/env bash
# Lints and renders the chart with each file of helm/noetl-camel/ci for each release of Kubernetes, checks the rendered objects
# with the API's types of that release, against the restricted Pod Security Standard and what the chart promises, and runs its unit tests. Prints each result.
set -uo pipefail
root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
chart=$root/helm/noetl-camel
tools=$("$root/tools/helm/install.sh") || exit 1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
passed=0
failed=0

check() { # LABEL COMMAND…
  local label=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    passed=$((passed + 1))
    printf 'ok: %s\n' "$label"
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$label"
    sed 's/^/    /' "$work/out"
  fi
}
refuses() { # TEXT HELM-ARGUMENT…
  local text=$1
  shift
  ! "$tools/helm" template release "$chart" "$@" >"$work/refused" 2>&1 && grep -qF -- "$text" "$work/refused"
}

export HELM_CACHE_HOME=$work/cache HELM_CONFIG_HOME=$work/config HELM_DATA_HOME=$work/data
for values in "$chart"/ci/*-values.yaml; do
  name=$(basename "$values" -values.yaml)
  check "lint, $name" "$tools/helm" lint --strict "$chart" -f "$values"
  for version in 1.32 1.33 1.34; do
    check "template, $name, Kubernetes $version" "$tools/helm" template release "$chart" --namespace noetl \
      --kube-version "$version" -f "$values" --output-dir "$work/$name-$version"
    check "types, $name, Kubernetes $version" "$tools/manifests-$version" "$work/$name-$version"
    check "objects, $name, Kubernetes $version" python3 "$root/tools/helm/objects.py" "$work/$name-$version"
  done
done
# The check of types sees what it must: a field that is unknown, or of another type, or given twice.
breaks() { # TEXT SED-EXPRESSION
  rm -rf -- "$work/broken"
  cp -r -- "$work/default-$version" "$work/broken"
  find "$work/broken" -name server.yaml -exec sed -i -E "$2" {} +
  ! "$tools/manifests-$version" "$work/broken" >"$work/refused" 2>&1 && grep -qF -- "$1" "$work/refused"
}
check "an unknown field is seen" breaks 'unknown field "spec.template.spec.containers[0].imagePullPolice"' 's/imagePullPolicy:/imagePullPolice:/'
check "a wrong type is seen" breaks 'cannot unmarshal string into Go struct field' 's/^(  replicas:).*/\1 "two"/'
check "a field twice is seen" breaks 'already set in map' 's/^(  replicas:.*)/\1\n\1/'
check "the schema covers every value" python3 "$root/tools/helm/schema.py" "$chart"
least=$chart/ci/default-values.yaml
check "nothing given is refused" refuses "database.host is empty"
check "an unknown value is refused" refuses "replica" -f "$least" --set server.replica=3
check "a wrong type is refused" refuses "replicas" -f "$least" --set-string server.replicas=many
check "two autoscalers are refused" refuses "give one of them" -f "$least" --set keda.enabled=true,keda.target=server,server.autoscaling.enabled=true

"$tools/helm-unittest" --strict "$chart" >"$work/unit" 2>&1
code=$?
tail -200 "$work/unit"
count() { grep -E '^Tests:' "$work/unit" | grep -oE "[0-9]+ $1" | cut -d' ' -f1; }
passed=$((passed + $(count passed || true) + 0))
if ((code != 0)); then
  broken=$(count failed || true)
  failed=$((failed + ${broken:-1}))
fi
printf '\n%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
