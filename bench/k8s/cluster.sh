# Sourced: an API server with controllers, scheduler and kwok on free ports. Sets KUBECONFIG and $server; logs lie in $work.
# kwok says that pods run, ends those of Jobs and of `helm test`, and gives $work/pod.log as the log of every pod.

# shellcheck shell=bash disable=SC2154 # $work, $folder: of the script that sources this
pids=()
background() { # NAME COMMAND…
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
kubeconfig() { # FILE TOKEN NAMESPACE
  cat >"$1" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "$server", insecure-skip-tls-verify: true}}]
users: [{name: u, user: {token: "$2"}}]
contexts: [{name: x, context: {cluster: c, user: u, namespace: "$3"}}]
current-context: x
YAML
}

start_cluster() {
  local etcd_port peer_port api_port node_port token i
  etcd_port=$(free_port)
  peer_port=$(free_port)
  api_port=$(free_port)
  node_port=$(free_port)
  token=$(openssl rand -hex 16)
  server=https://127.0.0.1:$api_port
  printf '%s,admin,1,system:masters\n' "$token" >"$work/tokens.csv"
  openssl genrsa -out "$work/account.key" 2048 2>/dev/null
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/node.key" -out "$work/node.crt" -days 2 -subj /CN=node 2>/dev/null
  kubeconfig "$work/kubeconfig" "$token" noetl
  export KUBECONFIG=$work/kubeconfig

  background etcd etcd --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$etcd_port" \
    --advertise-client-urls "http://127.0.0.1:$etcd_port" --listen-peer-urls "http://127.0.0.1:$peer_port"
  background apiserver kube-apiserver --etcd-servers "http://127.0.0.1:$etcd_port" --bind-address 127.0.0.1 \
    --advertise-address 127.0.0.1 --secure-port "$api_port" --cert-dir "$work/certificates" --service-account-issuer https://noetl.test \
    --service-account-key-file "$work/account.key" --service-account-signing-key-file "$work/account.key" \
    --service-cluster-ip-range 10.0.0.0/24 --token-auth-file "$work/tokens.csv" --authorization-mode RBAC \
    --endpoint-reconciler-type none --kubelet-preferred-address-types InternalIP --audit-log-path "$work/audit.json" \
    --audit-policy-file "$here/audit.yaml"
  for ((i = 0; i < 120; i++)); do
    kubectl get --raw /readyz >/dev/null 2>&1 && break
    sleep 1
  done
  background manager kube-controller-manager --kubeconfig "$KUBECONFIG" --use-service-account-credentials=false \
    --service-account-private-key-file "$work/account.key" --leader-elect=false --secure-port 0 --node-monitor-grace-period 1h
  background scheduler kube-scheduler --kubeconfig "$KUBECONFIG" --leader-elect=false --secure-port 0
  : >"$work/pod.log"
  {
    cat "$folder/kwok-stages.yaml"
    cat <<YAML
apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterLogs
metadata: {name: all}
spec: {logs: [{logsFile: "$work/pod.log", follow: false}]}
---
apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
metadata: {name: pod-of-a-test}
spec:
  resourceRef: {apiGroup: v1, kind: Pod}
  selector:
    matchLabels: {app.kubernetes.io/component: test}
    matchExpressions:
      - {key: .metadata.deletionTimestamp, operator: DoesNotExist}
      - {key: .status.phase, operator: In, values: [Running]}
  next:
    statusTemplate: "phase: Succeeded"
YAML
  } >"$work/kwok.yaml"
  background kwok kwok --kubeconfig "$KUBECONFIG" --manage-all-nodes=true --config "$work/kwok.yaml" --node-ip 127.0.0.1 \
    --node-port "$node_port" --tls-cert-file "$work/node.crt" --tls-private-key-file "$work/node.key"
  kubectl apply -f - >/dev/null <<'YAML'
apiVersion: v1
kind: Node
metadata:
  name: n1
  labels: {kubernetes.io/hostname: n1, topology.kubernetes.io/zone: z1}
YAML
}
