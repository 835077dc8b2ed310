#!/usr/bin/env bash
# Measures the template engine (JMH) and CPython's jinja2 on the same templates, one after the other; of both the best round counts.
# Usage: bench/jinja/run.sh [CORPUS]   (default: ../shared/jinja/corpus.jsonl; its rows of variant "typical" that render)
# JAVA_HOME is the JDK 25 to run on (default: java and javac on the PATH); python3 needs jinja2.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
corpus="${1:-${NOETL_SHARED:-../shared}/jinja/corpus.jsonl}"
bin="${JAVA_HOME:+$JAVA_HOME/bin/}"
work=target/bench-jinja
jmh=1.37
mkdir -p "$work/classes"
python3 - "$corpus" > "$work/rows.jsonl" <<'PY'
import json
import sys

for line in open(sys.argv[1]):
    row = json.loads(line)
    if row["variant"] == "typical" and "expected" in row:
        print(json.dumps({"template": row["template"], "context": row["context"]}))
PY
if [ ! -f "$work/classpath" ] || [ pom.xml -nt "$work/classpath" ]; then
  mvn -q -B dependency:copy "-Dartifact=org.openjdk.jmh:jmh-generator-annprocess:$jmh" "-DoutputDirectory=$work" >&2
  mvn -q -B -Dfast compile dependency:build-classpath -Dmdep.includeScope=test "-Dmdep.outputFile=$work/classpath" >&2
fi
processor="$work/jmh-generator-annprocess-$jmh.jar"
classpath="target/classes:$(cat "$work/classpath")"
"${bin}javac" -nowarn -proc:full -cp "$classpath" -processorpath "$processor:$classpath" -d "$work/classes" bench/jinja/JinjaBench.java
"${bin}java" -cp "$work/classes:$classpath" org.openjdk.jmh.Main JinjaBench \
  -jvmArgsAppend "-Drows=$work/rows.jsonl" -rf json -rff "$work/result.json" > "$work/jmh.log"
cpython="$(python3 bench/jinja/cpython.py "$work/rows.jsonl")"
python3 - "$work/result.json" $cpython <<'PY'
import json
import sys

java = {r["benchmark"].rsplit(".", 1)[1]: min(min(fork) for fork in r["primaryMetric"]["rawData"]) for r in json.load(open(sys.argv[1]))}
cpython = {"compile": float(sys.argv[2]), "render": float(sys.argv[3])}
print("%-10s %12s %12s %8s" % ("µs", "this", "CPython", "times"))
for name in ("compile", "render"):
    print("%-10s %12.3f %12.3f %8.1f" % (name, java[name], cpython[name], cpython[name] / java[name]))
PY
