#!/usr/bin/env bash
# What partitions cost at insert, as a ratio. Usage: bench/retention/run.sh [rounds]
# JAVA is the JDK 25 to run on (default: java on the PATH).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
java="${JAVA:-java}"
if [ ! -f target/bench.classpath ] || [ pom.xml -nt target/bench.classpath ]; then
  mvn -q -B -Dfast compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/bench.classpath >&2
fi
exec "$java" -cp "target/classes:$(cat target/bench.classpath)" bench/retention/PartitionBench.java "$@"
