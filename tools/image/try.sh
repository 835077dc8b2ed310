#!/usr/bin/env bash
# Builds what the image contains, without a container engine, and starts it as the image and the chart would: schema first,
# then two replicas on one PostgreSQL, with a root file system that they do not write to. Then the chart's test runs the batch.
# Usage: try.sh FOLDER   (needs target/noetl-camel.jar; what is in FOLDER already is kept)
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

head -c 32 /dev/urandom | base64 >"$work/master.key"
export NOETL_SECRETS_MASTERKEYFILE=$work/master.key NOETL_ACCESS_ADMINKEY=try-$RANDOM$RANDOM$RANDOM NOETL_ACCESS_MODE=locked
export NOETL_OUTBOUND_ALLOWED=127.0.0.1/32 MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE=readinessState,db
ports=()
for replica in 0 1; do
  port=$(free_port)
  ports+=("$port")
  began=$(date +%s%N)
  HOME=$work NOETL_JAVA_OPTS=-XX:MaxRAMPercentage=25 "$folder/bin/noetlctl" server start --host 0.0.0.0 --port "$port" \
    --data "$work/data-$replica" --samples >"$work/server-$replica.out" 2>&1 &
  pids+=($!)
  until curl -sf "http://127.0.0.1:$port/actuator/health/readiness" >/dev/null; do
    kill -0 "${pids[-1]}" || { tail -5 "$work/server-$replica.out"; exit 1; }
    sleep 0.2
  done
  say "replica $replica is ready after $((($(date +%s%N) - began) / 1000000)) ms"
done
[[ $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:${ports[0]}/api/executions") == 401 ]]
say "without a key: 401"

export TEST_DATABASE_HOST=127.0.0.1 TEST_DATABASE_PORT=$database_port TEST_DATABASE_NAME=demo_noetl TEST_SAMPLES=true
TEST_SERVER_PORT=${ports[0]} NOETL_SERVER_URL=http://127.0.0.1:${ports[1]} NOETL_API_KEY=$NOETL_ACCESS_ADMINKEY "$folder/bin/noetl-test-batch"
say "the batch ran, through the second replica"
for replica in 1 2; do
  kill -TERM "${pids[replica]}"
  code=0
  wait "${pids[replica]}" || code=$?
  [[ $code == 143 || $code == 0 ]]
done
say "both replicas stopped in good order"
