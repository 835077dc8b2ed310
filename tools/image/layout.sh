#!/usr/bin/env bash
# Makes the folder that the image has at /opt/noetl: the extracted application, what it needs beside, and its commands.
# Usage: layout.sh FOLDER   (needs target/noetl-camel.jar, java 25, mvn and python3 with pip)
set -euo pipefail
root=$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
folder=$1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

mkdir -p "$folder"
# Start-up caches belong to one build.
rm -rf -- "$folder/app" "$folder/bin" "$folder/playbooks" "$folder"/*.aot
"$java" -Djarmode=tools -jar "$root/target/noetl-camel.jar" extract --destination "$folder/app" >/dev/null
[[ ! -f $root/target/bom.json ]] || cp "$root/target/bom.json" "$folder/"
cp -R "$root/tools/image/bin" "$root/playbooks" "$folder/"
"$root/tools/extensions/fetch.sh" "$folder/duckdb-extensions"
"$root/tools/python-packages/fetch.sh" "$folder/python-packages"
"$root/tools/python-jit/fetch.sh" "$folder/jit"
