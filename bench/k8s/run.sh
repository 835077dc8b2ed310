#!/usr/bin/env bash
# The chart against a real API server: admission under the restricted standard, install, upgrade, and what the chart's account may do.
# No container runs: kwok says that pods do. Needs what build.sh made, etcd, kubectl and openssl. Usage: run.sh [FOLDER]
set -uo pipefail
root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
folder=${1:-${NOETL_TOOLS:-$HOME/.cache/noetl-tools}}
export PATH=$folder:$PATH
work=$(mktemp -d)
pids=()
passed=0
failed=0
finish() {
  kill ${pids[@]+"${pids[@]}"} 2>/dev/null
  wait
  rm -rf -- "$work"
}
trap finish EXIT
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
denied() { ! "$@"; }
background() { # NAME COMMAND…
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

for tool in etcd kubectl openssl helm kube-apiserver kwok; do
  command -v "$tool" >/dev/null || { echo "no $tool found: see bench/k8s/build.sh and tools/helm/install.sh" >&2; exit 1; }
done
etcd_port=$(free_port)
peer_port=$(free_port)
api_port=$(free_port)
token=$(openssl rand -hex 16)
printf '%s,admin,1,system:masters\n' "$token" >"$work/tokens.csv"
openssl genrsa -out "$work/account.key" 2048 2>/dev/null
cat >"$work/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://127.0.0.1:$api_port", insecure-skip-tls-verify: true}}]
users: [{name: u, user: {token: "$token"}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
YAML
export KUBECONFIG=$work/kubeconfig

background etcd etcd --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$etcd_port" \
  --advertise-client-urls "http://127.0.0.1:$etcd_port" --listen-peer-urls "http://127.0.0.1:$peer_port"
background apiserver kube-apiserver --etcd-servers "http://127.0.0.1:$etcd_port" --bind-address 127.0.0.1 \
  --advertise-address 127.0.0.1 --secure-port "$api_port" --cert-dir "$work/certificates" --service-account-issuer https://noetl.test \
  --service-account-key-file "$work/account.key" --service-account-signing-key-file "$work/account.key" \
  --service-cluster-ip-range 10.0.0.0/24 --token-auth-file "$work/tokens.csv" --authorization-mode RBAC --endpoint-reconciler-type none
for ((i = 0; i < 120; i++)); do
  kubectl get --raw /readyz >/dev/null 2>&1 && break
  sleep 1
done
background manager kube-controller-manager --kubeconfig "$KUBECONFIG" --use-service-account-credentials=false \
  --service-account-private-key-file "$work/account.key" --leader-elect=false --secure-port 0
background scheduler kube-scheduler --kubeconfig "$KUBECONFIG" --leader-elect=false --secure-port 0
background kwok kwok --kubeconfig "$KUBECONFIG" --manage-all-nodes=true --config "$folder/kwok-stages.yaml"
kubectl apply -f - >/dev/null <<'YAML'
{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {allocatable: {cpu: "16", memory: 64Gi, pods: "110"}, capacity: {cpu: "16", memory: 64Gi, pods: "110"}}}
YAML

kubectl create namespace noetl >/dev/null
kubectl label namespace noetl pod-security.kubernetes.io/enforce=restricted >/dev/null
kubectl -n noetl create secret generic noetl-database --from-literal=password=p >/dev/null
kubectl -n noetl create secret generic noetl-keys --from-literal=master.key="$(openssl rand -base64 32)" --from-literal=admin.key=k >/dev/null
chart=$root/helm/noetl-camel
values=(-f "$chart/ci/default-values.yaml" --set jobs.enabled=true,worker.enabled=true --namespace noetl)
check "every object is admitted" bash -c \
  'helm template noetl "$@" | kubectl apply --dry-run=server -n noetl -f -' - "$chart" "${values[@]}"
check "helm install --wait" helm install noetl "$chart" "${values[@]}" --wait --timeout 3m
check "helm upgrade --wait" helm upgrade noetl "$chart" "${values[@]}" --set server.replicas=3 --wait --timeout 3m
check "helm test" helm test noetl --namespace noetl --timeout 2m

as=(--as system:serviceaccount:noetl:noetl-noetl-camel -n noetl)
for right in "create jobs" "get jobs" "list jobs" "delete jobs" "list pods" "get pods/log" "create configmaps" "create secrets"; do
  # shellcheck disable=SC2086 # a verb and a resource
  check "may $right" kubectl auth can-i $right "${as[@]}"
done
for right in "get secrets" "list secrets" "delete secrets" "create pods" "get nodes" "create pods/exec" "patch jobs" "create rolebindings"; do
  # shellcheck disable=SC2086 # a verb and a resource
  check "may not $right" denied kubectl auth can-i $right "${as[@]}"
done

printf '\n%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
