#!/usr/bin/env bash
# Fetches the Graal compiler, which compiles Python that runs often, into a folder for --upgrade-module-path.
# What is there already is left alone. Usage: fetch.sh FOLDER   (MVN: the Maven to use, with its options)
set -euo pipefail
folder=$1
version=25.0.3 # GraalPy's own: see pom.xml
if [ "$(cat "$folder/.complete" 2>/dev/null)" = "$version" ]; then
  exit 0
fi
for artifact in org.graalvm.compiler:compiler org.graalvm.truffle:truffle-compiler org.graalvm.sdk:collections org.graalvm.sdk:word; do
  # shellcheck disable=SC2086 # options are words
  ${MVN:-mvn -q -B} dependency:copy -Dartifact="$artifact:$version" -DoutputDirectory="$folder" >&2
done
echo "$version" >"$folder/.complete"
echo "python compiler: $version is in $folder" >&2
