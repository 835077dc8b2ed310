#!/usr/bin/env bash
# The chart and the container tool against a real API server: admission under the restricted standard, install, upgrade, rollback, what the
# chart's account may do; then a server with the token of that account runs steps in Jobs, is told to cancel, is killed and goes on.
# No container runs: kwok says that pods do. Needs what build.sh and tools/helm/install.sh made, etcd, kubectl and openssl.
# Usage: run.sh [FOLDER]
set -uo pipefail
here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd -- "$here/../.." && pwd)
folder=${1:-${NOETL_TOOLS:-$HOME/.cache/noetl-tools}}
export PATH=$folder:$PATH NOETL_AOT=off
work=$(mktemp -d)
passed=0
failed=0
# shellcheck source=bench/k8s/cluster.sh
source "$here/cluster.sh"
finish() {
  kill ${pids[@]+"${pids[@]}"} 2>/dev/null
  wait
  if [[ -n ${KEEP_LOGS:-} ]]; then echo "logs: $work"; else rm -rf -- "$work"; fi
}
trap finish EXIT
check() { # LABEL COMMAND…
  local label=$1
  shift
  if "$@" >"$work/out" 2>&1; then
    passed=$((passed + 1))
    printf '[%3d s] ok: %s\n' "$SECONDS" "$label"
  else
    failed=$((failed + 1))
    printf '[%3d s] FAILED: %s\n' "$SECONDS" "$label"
    sed 's/^/    /' "$work/out"
  fi
}
denied() { ! "$@"; }
within() { # SECONDS COMMAND…
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.5
  done
}

for tool in etcd kubectl openssl helm kube-apiserver kwok psql; do
  command -v "$tool" >/dev/null || { echo "no $tool found: see bench/k8s/build.sh and tools/helm/install.sh" >&2; exit 1; }
done
start_cluster
check "the API server is ready: $(kubectl version 2>/dev/null | sed -n 's/^Server Version: //p')" kubectl get --raw /readyz

# ---------------------------------------------------------------- admission

namespaces() { # NAME…
  local name
  for name in "$@"; do
    kubectl create namespace "$name" &&
      kubectl label namespace "$name" pod-security.kubernetes.io/{enforce,warn}=restricted || return 1
  done
}
# Kinds of others, so that objects of them are taken: without their own schema.
custom() { # GROUP VERSION KIND
  local plural=${3,,}s
  kubectl apply -f - <<YAML
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: $plural.$1
  annotations: {api-approved.kubernetes.io: "unapproved, a stand-in"}
spec:
  group: $1
  scope: Namespaced
  names: {plural: $plural, singular: ${3,,}, kind: $3}
  versions:
    - name: $2
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
YAML
}
check "namespaces under the restricted standard" namespaces noetl batch admission
custom gateway.networking.k8s.io v1 HTTPRoute >/dev/null
custom keda.sh v1alpha1 ScaledObject >/dev/null
custom keda.sh v1alpha1 TriggerAuthentication >/dev/null
custom monitoring.coreos.com v1 ServiceMonitor >/dev/null
kubectl wait --for condition=established --all crd --timeout 30s >/dev/null

chart=$root/helm/noetl-camel
admitted() { # VALUES
  helm template a "$chart" -n admission -f "$1" >"$work/objects.yaml" || return 1
  # Pods are admitted when their account is there.
  helm template a "$chart" -n admission -f "$1" -s templates/serviceaccount.yaml 2>/dev/null | kubectl apply -f - >/dev/null 2>&1
  kubectl apply --dry-run=server --validate=strict -f "$work/objects.yaml" >"$work/admitted" 2>&1 || { cat "$work/admitted"; return 1; }
  grep "would violate" "$work/admitted" && return 1
  kubectl delete serviceaccounts --all -n admission >/dev/null
}
for values in "$chart"/ci/*-values.yaml; do
  check "every object is admitted without a warning: $(basename "$values" -values.yaml)" admitted "$values"
done

# ---------------------------------------------------------------- the release

secrets() {
  kubectl create secret generic noetl-database --from-literal=password=p &&
    kubectl create secret generic noetl-keys --from-literal=master.key="$(openssl rand -base64 32)" --from-literal=admin.key=k
}
check "the secrets of the documents" secrets
values=(-f "$chart/ci/default-values.yaml" --set "jobs.enabled=true,worker.enabled=true,jobs.namespaces={batch},kubernetesSecrets={noetl-database},playbooks.labelled=true" --namespace noetl)
check "helm install --wait" helm install noetl "$chart" "${values[@]}" --wait --timeout 4m
check "helm upgrade --wait, three replicas" helm upgrade noetl "$chart" "${values[@]}" --set server.replicas=3 --wait --timeout 4m
replicas() { [[ $(kubectl get deployment noetl-noetl-camel -o jsonpath='{.status.readyReplicas}') == "$1" ]]; }
check "three replicas are ready" replicas 3
check "helm upgrade --wait, migration as a job" helm upgrade noetl "$chart" "${values[@]}" --set migration.mode=job --wait --wait-for-jobs --timeout 4m
check "helm rollback --wait" helm rollback noetl 2 --namespace noetl --wait --timeout 4m
check "helm test: its pod is admitted and ends" helm test noetl --namespace noetl --timeout 4m

# ---------------------------------------------------------------- rights

account=system:serviceaccount:noetl:noetl-noetl-camel
may() { [[ $(kubectl auth can-i "${@:2}" --as "$account" -n "$1") == yes ]]; }
check "noetl: may get secrets/noetl-database" may noetl get secrets/noetl-database
check "noetl: may list configmaps" may noetl list configmaps
for namespace in noetl batch; do
  for right in "create jobs" "get jobs" "list jobs" "delete jobs" "list pods" "get pods --subresource=log" "create configmaps" "create secrets"; do
    # shellcheck disable=SC2086 # words
    check "$namespace: may $right" may $namespace $right
  done
  for right in "get secrets" "list secrets" "delete secrets" "create pods" "create pods --subresource=exec" "patch jobs" "watch jobs" \
    "create rolebindings" "create serviceaccounts --subresource=token" "get configmaps"; do
    # shellcheck disable=SC2086 # words
    check "$namespace: may not $right" denied may $namespace $right
  done
done
check "elsewhere: may not list jobs" denied may default list jobs
check "in the cluster: may not list nodes" denied may default list nodes

# ---------------------------------------------------------------- a server with the account's token

# shellcheck source=bench/k8s/steps.sh
source "$here/steps.sh"

# ---------------------------------------------------------------- the end

removed() {
  helm uninstall noetl --namespace noetl --wait --timeout 1m || return 1
  left=$(kubectl get deployments,services,roles,rolebindings,networkpolicies,poddisruptionbudgets -n noetl -o name)
  [[ -z $left ]] || { echo "$left"; return 1; }
}
check "helm uninstall leaves nothing" removed
printf '\n%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
