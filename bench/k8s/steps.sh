# Sourced by run.sh: steps in Jobs, by a server that has no other right than the token of the chart's account.
# A Job is held where a test needs that: its pod asks for a node with a label that no node has yet.

# shellcheck shell=bash disable=SC2154 # variables of run.sh
kubeconfig "$work/account.yaml" "$(kubectl create token noetl-noetl-camel -n noetl)" noetl
database_port=$(free_port)
background database "$root/noetlctl" server start --port 0 --database-port "$database_port" --data "$work/database"
database() { psql -Atq "postgresql://demo:demo@127.0.0.1:$database_port/${2:-noetl_k8s}" -c "$1"; }
check "a PostgreSQL" within 240 grep -q 'is ready' "$work/database.log"
database 'CREATE DATABASE noetl_k8s' demo_noetl

port=$(free_port)
url=http://127.0.0.1:$port
start_server() { # NAME
  KUBECONFIG=$work/account.yaml NOETL_DATABASE_URL=jdbc:postgresql://127.0.0.1:$database_port/noetl_k8s NOETL_USER=demo \
    NOETL_PASSWORD=demo NOETL_KUBERNETES_ENABLED=true NOETL_KUBERNETES_NAMESPACE=noetl NOETL_KUBERNETES_NAMESPACES=batch \
    NOETL_KUBERNETES_SERVICEACCOUNT=noetl-noetl-camel-job NOETL_KUBERNETES_SECRETS=noetl-database NOETL_KUBERNETES_PLAYBOOKS=true \
    NOETL_KUBERNETES_PLAYBOOKINTERVAL=1s NOETL_ACCESS_MODE=open NOETL_SECRETS_MASTERKEYFILE="$work/master.key" \
    background "$1" "$root/noetlctl" server start --port "$port" --data "$work/$1-data"
  server_pid=${pids[-1]}
  within 120 curl -sf "$url/actuator/health/readiness" -o /dev/null
}
openssl rand -base64 32 >"$work/master.key"
check "a server with the account's token" start_server server-1

post() { curl -sf -H 'Content-Type: application/json' -d "$2" "$url$1"; }
register() { # NAME, the tool on stdin
  local file=$work/$1.yaml
  {
    printf 'apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: k8s/%s}\nworkload: {day: 7}\n' "$1" "$1"
    printf 'workflow:\n  - step: start\n    args: {rows: 3}\n    tool:\n'
    sed 's/^/      /'
  } >"$file"
  NOETL_SERVER_URL=$url "$root/noetlctl" catalog register "$file" >"$work/out" 2>&1 || cat "$work/out"
}
start() { post /api/execute "{\"path\": \"k8s/$1\"}" | jq -r .execution_id; }
state() { database "SELECT status FROM noetl.execution WHERE execution_id = $1"; }
becomes() { [[ $(state "$1") == "$2" ]]; }
ends() { within 240 becomes "$1" "$2" || { echo "execution $1 is $(state "$1"), not $2"; curl -s "$url/api/executions/$1" | head -c 3000; return 1; }; }
jobs_of() { kubectl get jobs -n "${2:-noetl}" -l "noetl.io/execution=$1" -o name | wc -l; }
has_job() { [[ $(jobs_of "$@") == 1 ]]; }
no_job() { [[ $(jobs_of "$@") == 0 ]]; }
job() { kubectl get jobs -n "${2:-noetl}" -l "noetl.io/execution=$1" -o json | jq -e "${3:-.items[0]}"; }
result_of() { database "SELECT result FROM noetl.event WHERE execution_id = $1 AND node_name = 'start' AND event_type = 'call.done'"; }

register whole <<'YAML'
kind: container
image: registry.example.com/etl:3
command: [etl]
arguments: [--day, "{{ workload.day }}"]
env: {MODE: full, PRICE: $(MODE)}
files: {settings.json: "{\"day\": {{ workload.day }}}"}
secrets: {token: s3cret-of-the-step}
resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
timeout: 90
backoff_limit: 2
ttl: 600
YAML
register script <<'YAML'
kind: script
namespace: batch
script: echo hello
YAML
register held <<'YAML'
kind: container
image: registry.example.com/etl:3
node_selector: {noetl.test/free: "{{ workload.label | default('yes') }}"}
files: {a.txt: hello}
YAML
register elsewhere <<'YAML'
kind: container
image: registry.example.com/etl:3
namespace: kube-system
YAML
printf 'reading\n{"rows": 3}\nbye\n' >"$work/pod.log"
# kwok takes the log as a container runtime writes it
sed -i "s/^/$(date -u +%FT%T.000000000Z) stdout F /" "$work/pod.log"

whole=$(start whole)
check "a container step completes" ends "$whole" COMPLETED
spec='.items[0].spec as $s | $s.template.spec as $p | $p.containers[0] as $c'
check "its Job: deadline, backoff, time to live" job "$whole" noetl \
  "$spec | \$s.activeDeadlineSeconds == 90 and \$s.backoffLimit == 2 and \$s.ttlSecondsAfterFinished == 600"
check "its Job: image, command, arguments, environment" job "$whole" noetl \
  "$spec | \$c.image == \"registry.example.com/etl:3\" and \$c.command == [\"etl\"] and \$c.args == [\"--day\", \"7\"]
   and ([\$c.env[] | {(.name): .value}] | add | .MODE == \"full\" and .PRICE == \"\$\$(MODE)\")"
check "its Job: resources" job "$whole" noetl \
  "$spec | \$c.resources == {requests: {cpu: \"100m\", memory: \"64Mi\"}, limits: {memory: \"128Mi\"}}"
check "its Job: account without a token, restricted" job "$whole" noetl \
  "$spec | \$p.serviceAccountName == \"noetl-noetl-camel-job\" and \$p.automountServiceAccountToken == false
   and \$p.securityContext.runAsNonRoot and \$c.securityContext.capabilities.drop == [\"ALL\"]"
check "its Job is complete" job "$whole" noetl '.items[0].status | .succeeded == 1'
name=$(kubectl get jobs -n noetl -l "noetl.io/execution=$whole" -o jsonpath='{.items[0].metadata.name}')
check "its file, owned by the Job" bash -c "kubectl get configmap $name -n noetl -o json |
  jq -e '.data[\"settings.json\"] == \"{\\\"day\\\": 7}\" and .metadata.ownerReferences[0].kind == \"Job\"'"
check "its secret, owned by the Job" bash -c "kubectl get secret $name -n noetl -o json |
  jq -e '(.data.token | @base64d) == \"s3cret-of-the-step\" and .metadata.ownerReferences[0].kind == \"Job\"'"
printed() { result_of "$whole" | tee "$work/result" | jq -e '.. | objects | select(.exit_code == 0 and .result.rows == 3)' || { cat "$work/result"; return 1; }; }
check "its result: exit code and the last JSON line of the log" printed
logged() { database "SELECT line FROM noetl.step_log WHERE execution_id = $1" | tee "$work/log" | grep -x bye || { cat "$work/log"; return 1; }; }
check "its log is in the step's log" logged "$whole"
check "its secret is in no row of events" denied bash -c "psql -Atq postgresql://demo:demo@127.0.0.1:$database_port/noetl_k8s \
  -c 'SELECT to_jsonb(e) FROM noetl.event e' | grep s3cret-of-the-step"

script=$(start script)
check "a script step in another namespace completes" ends "$script" COMPLETED
check "its log is read" logged "$script"
refused=$(start elsewhere)
check "a namespace that is not allowed fails the step" ends "$refused" FAILED

# Secrets and playbooks of the cluster
register secret <<'YAML'
kind: secrets
provider: kubernetes
name: noetl-database
key: password
YAML
register other-secret <<'YAML'
kind: secrets
provider: kubernetes
name: noetl-keys
YAML
secret=$(start secret)
check "a Secret that is named is read" ends "$secret" COMPLETED
secret=$(start other-secret)
check "another Secret is not" ends "$secret" FAILED
labelled() {
  sed "s/k8s\/script/k8s\/labelled/; s/hello/hello $1/" "$work/script.yaml" >"$work/labelled.yaml"
  kubectl create configmap team -n noetl --from-file="$work/labelled.yaml" --dry-run=client -o yaml |
    kubectl label --local -f - noetl.io/playbook=true -o yaml | kubectl apply -f -
}
versions() { [[ $(database "SELECT count(*) FROM noetl.catalog WHERE path = 'k8s/labelled'") == "$1" ]]; }
check "a ConfigMap with the label" labelled once
check "its playbook is registered" within 120 versions 1
check "the ConfigMap changes" labelled twice
check "its playbook has a second version" within 120 versions 2

cancelled=$(start held)
check "a held Job is there" within 120 has_job "$cancelled"
check "cancel" post "/api/executions/$cancelled/cancel" '{}'
check "the execution is cancelled" ends "$cancelled" CANCELLED
check "its Job is deleted" within 120 no_job "$cancelled"
no_files() { [[ -z $(kubectl get configmaps,pods -n noetl -l "noetl.io/execution=$cancelled" -o name) ]]; }
check "its pod and files go with it" within 120 no_files

resumed=$(start held)
check "another held Job is there" within 120 has_job "$resumed"
uid=$(job "$resumed" noetl '.items[0].metadata.uid')
kill -9 "$server_pid"
check "kill -9, and a server anew" start_server server-2
goes_on() { database "SELECT line FROM noetl.step_log WHERE execution_id = $resumed" | grep -q "Goes on with job"; }
check "it goes on with the Job" within 120 goes_on
kubectl label node n1 noetl.test/free=yes >/dev/null
check "the execution completes" ends "$resumed" COMPLETED
same() { job "$resumed" noetl "(.items | length) == 1 and .items[0].metadata.uid == $uid"; }
check "it is the same, the only Job" same
check "its log is read" logged "$resumed"
created() {
  jq -s --arg user "$account" \
    '[.[] | select(.user.username == $user and .verb == "create" and .objectRef.resource == "jobs" and .responseStatus.code == 201)] | length' \
    "$work/audit.json"
}
check "the server created four Jobs, one a step: $(created)" test "$(created)" = 4
kill "$server_pid"

# What the account was refused, and what it may but never did.
used() {
  jq -r 'select(.user.username == "'"$account"'") | [.verb, .objectRef.resource, .objectRef.subresource // empty] | join(" ")' \
    "$work/audit.json" | sort | uniq -c
}
refusals() { jq -e 'select(.user.username == "'"$account"'" and .responseStatus.code == 403)' "$work/audit.json"; }
check "the cluster refused the server nothing" denied refusals
echo "what the server asked of the cluster:"
used
never() {
  local right
  for right in "create jobs" "get jobs" "list jobs" "delete jobs" "list pods" "get pods log" "create configmaps" "create secrets" \
    "get secrets" "list configmaps"; do
    used | grep -q " $right\$" || { echo "never used: $right"; return 1; }
  done
}
check "it used every right that it has" never
