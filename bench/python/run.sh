#!/usr/bin/env bash
# Measures Python and DuckDB calls. Usage: bench/python/run.sh [calls] [cpu] [duckdb] [soak=100000] …
# JAVA is the JDK 25 to run on (default: java on the PATH); JAVA_OPTS are added to the command.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
java="${JAVA:-java}"
if [ ! -f target/bench.classpath ] || [ pom.xml -nt target/bench.classpath ]; then
  mvn -q -B -Dfast compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/bench.classpath >&2
fi
# shellcheck disable=SC2086
exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${JAVA_OPTS:-} \
  -cp "target/classes:$(cat target/bench.classpath)" bench/python/PythonBench.java "$@"
