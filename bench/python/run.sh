#!/usr/bin/env bash
# Measures Python and DuckDB calls. Usage: bench/python/run.sh [calls] [cpu] [parallel] [duckdb] [soak=100000] [server] …
# JAVA is the JDK 25 to run on (default: java on the PATH); JAVA_OPTS are added to the command.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
java="${JAVA:-java}"
if [ ! -f target/bench.classpath ] || [ pom.xml -nt target/bench.classpath ]; then
  mvn -q -B -Dfast compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/bench.classpath >&2
fi
# "server": a fresh server in a process of its own, up to the first Python result and its end, three times.
rest=()
for what in "$@"; do
  if [ "$what" != server ]; then rest+=("$what"); continue; fi
  work=$(mktemp -d)
  cat >"$work/first.yaml" <<'BOOK'
apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: first, path: bench/first}
workflow:
  - step: start
    tool: {kind: python, code: "result = {'answer': 42}"}
BOOK
  for round in 1 2 3; do
    begin=$(date +%s%N)
    ./noetlctl run "$work/first.yaml" --data "$work/data" --database-port 0 >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
    echo "server     fresh server to first Python result and end, round $round $((($(date +%s%N) - begin) / 1000000)) ms"
  done
  rm -rf "$work"
done
[ $# = 0 ] || [ ${#rest[@]} -gt 0 ] || exit 0
set -- ${rest[@]+"${rest[@]}"}
# shellcheck disable=SC2086
exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=cli-logback.xml ${JAVA_OPTS:-} \
  -cp "target/classes:$(cat target/bench.classpath)" bench/python/PythonBench.java "$@"
