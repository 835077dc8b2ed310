#!/usr/bin/env bash
# Builds what the image contains, without a container engine, and starts it as the image and the chart would: schema first,
# then two replicas on one PostgreSQL, the test of the chart, a worker, and a rolling restart under load.
# Usage: try.sh FOLDER   (needs target/noetl-camel.jar; packages and extensions that FOLDER has are kept)
set -euo pipefail
here=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
folder=$1
work=$(mktemp -d)
pids=()
finish() {
  kill ${pids[@]+"${pids[@]}"} 2>/dev/null || true
  wait
  rm -rf -- "$work"
}
trap finish EXIT
say() { printf '[image %3d s] %s\n' "$SECONDS" "$*"; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

"$here/layout.sh" "$folder"
folder=$(cd -- "$folder" && pwd)
[[ -f $folder/server.aot ]] || "$here/train.sh" "$folder"
say "the folder is made: $(du -sh "$folder" | cut -f1), caches $(du -ch "$folder"/*.aot | tail -1 | cut -f1)"

# A PostgreSQL: the one that a server without NOETL_DATABASE_URL brings along.
database_port=$(free_port)
"$folder/bin/noetlctl" server start --port 0 --database-port "$database_port" --data "$work/postgres" >"$work/postgres.out" 2>&1 &
pids+=($!)
until grep -q 'is ready' "$work/postgres.out"; do kill -0 "${pids[0]}" && sleep 1; done
say "PostgreSQL is there"

export NOETL_DATABASE_URL=jdbc:postgresql://127.0.0.1:$database_port/demo_noetl NOETL_USER=demo NOETL_PASSWORD=demo
psql -q "postgresql://demo:demo@127.0.0.1:$database_port/demo_noetl" -c 'CREATE DATABASE noetl_image' >/dev/null
NOETL_DATABASE_URL=${NOETL_DATABASE_URL%/*}/noetl_image
"$folder/bin/noetl-migrate"
"$folder/bin/noetl-migrate"

# Two at once, as two new pods do.
psql -q "postgresql://demo:demo@127.0.0.1:$database_port/demo_noetl" -c 'CREATE DATABASE noetl_twice' >/dev/null
NOETL_DATABASE_URL=${NOETL_DATABASE_URL%/*}/noetl_twice "$folder/bin/noetl-migrate" &
first=$!
NOETL_DATABASE_URL=${NOETL_DATABASE_URL%/*}/noetl_twice "$folder/bin/noetl-migrate"
wait $first
say "the schema is there: again and twice at once did no harm"

head -c 32 /dev/urandom | base64 >"$work/master.key"
export NOETL_SECRETS_MASTERKEYFILE=$work/master.key NOETL_ACCESS_ADMINKEY=try-$RANDOM$RANDOM$RANDOM NOETL_ACCESS_MODE=locked
export NOETL_OUTBOUND_ALLOWED=127.0.0.1/32
ports=("$(free_port)" "$(free_port)" "$(free_port)")
replicas=()
start_replica() { # NUMBER [VARIABLE=VALUE…]
  local replica=$1 began
  shift
  began=$(date +%s%N)
  env HOME="$work/home-$replica" NOETL_JAVA_OPTS=-XX:MaxRAMPercentage=25 "$@" "$folder/bin/noetlctl" server start --host 0.0.0.0 \
    --port "${ports[replica]}" --data "$work/data-$replica" --samples >>"$work/server-$replica.out" 2>&1 &
  pids+=($!)
  replicas[replica]=$!
  until curl -sf "http://127.0.0.1:${ports[replica]}/actuator/health/readiness" >/dev/null; do
    kill -0 "${replicas[replica]}" || { tail -5 "$work/server-$replica.out"; exit 1; }
    sleep 0.2
  done
  say "replica $replica is ready after $((($(date +%s%N) - began) / 1000000)) ms"
}
stop_replica() { # NUMBER
  local code=0
  kill -TERM "${replicas[$1]}"
  wait "${replicas[$1]}" || code=$?
  [[ $code == 143 || $code == 0 ]] || { say "replica $1 ended with code $code"; exit 1; }
}
start_replica 0
start_replica 1
status() { curl -s -o /dev/null -w '%{http_code}' "$@"; }
[[ $(status "http://127.0.0.1:${ports[0]}/api/executions") == 401 ]]
say "without a key: 401"

export TEST_DATABASE_HOST=127.0.0.1 TEST_DATABASE_PORT=$database_port TEST_DATABASE_NAME=demo_noetl TEST_SAMPLES=true
export NOETL_API_KEY=$NOETL_ACCESS_ADMINKEY
TEST_SERVER_PORT=${ports[0]} NOETL_SERVER_URL=http://127.0.0.1:${ports[1]} "$folder/bin/noetl-test-batch"
say "the batch ran, through the second replica"

mkdir "$work/playbooks"
cp "$here/../../playbooks/tests/fixtures/playbooks/hello_world/hello_world.yaml" "$work/playbooks/"
NOETL_SERVER_URL=http://127.0.0.1:${ports[0]} "$folder/bin/noetl-register" "$work/playbooks" 0
say "noetl-register registered a folder"

# A worker has neither API nor console.
start_replica 2 SPRING_PROFILES_ACTIVE=worker
key="Authorization: Bearer $NOETL_API_KEY"
[[ $(status "http://127.0.0.1:${ports[2]}/health") == 200 ]]
[[ $(status -H "$key" "http://127.0.0.1:${ports[2]}/metrics") == 200 ]]
[[ $(status -H "$key" "http://127.0.0.1:${ports[2]}/api/executions") == 404 ]]
[[ $(status -H "$key" "http://127.0.0.1:${ports[2]}/actuator/hawtio") != 200 ]]
say "the worker answers probes and scrapes alone"
stop_replica 2

# Under load each replica goes and comes again, twice.
python3 "$here/load.py" "$work/enough" "http://127.0.0.1:${ports[0]}" "http://127.0.0.1:${ports[1]}" >"$work/load.out" 2>&1 &
load=$!
for ((round = 0; round < ${ROUNDS:-2}; round++)); do
  for replica in 0 1; do
    sleep 3
    stop_replica $replica
    start_replica $replica
  done
done
touch "$work/enough"
wait $load || { cat "$work/load.out"; tail -n 3 "$work"/server-?.out; exit 1; }
unended=$(psql -Atq "${NOETL_DATABASE_URL/jdbc:postgresql:\/\//postgresql://demo:demo@}" \
  -c "SELECT count(*) FROM noetl.execution WHERE path = 'image/load' AND status <> 'COMPLETED'")
[[ $unended == 0 ]] || { say "$unended executions in the table did not complete"; exit 1; }
say "$((2 * ${ROUNDS:-2})) restarts under load: $(cat "$work/load.out")"

stop_replica 0
stop_replica 1
say "both replicas stopped in good order"
written=$(find "$folder" -newer "$work/master.key" -type f | head -3)
[[ -z $written ]] || { echo "written where the image is read-only: $written"; exit 1; }
say "nothing was written to the folder that the image has read-only"
