#!/usr/bin/env bash
# Makes the start-up caches (JEP 483, 514) of a folder that layout.sh made: at the place and with the Java that it will run with.
# GraalPy's files are unpacked into it on the way. Usage: train.sh FOLDER   (not as root: PostgreSQL refuses that)
set -euo pipefail
folder=$(cd -- "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
rm -f -- "$folder"/*.aot
unset NOETL_DATABASE_URL POSTGRES_HOST

NOETL_TRAIN=$folder/client.aot "$folder/bin/noetlctl" training
# The batch completes although its third child has no bucket.
NOETL_TRAIN=$folder/server.aot "$folder/bin/noetlctl" run batch_execution/multi_playbook_batch --samples \
  --data "$work/data" --database-port 0
chmod -R a+rX "$folder"
ls -l "$folder"/*.aot
