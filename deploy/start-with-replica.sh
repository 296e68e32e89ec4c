#!/bin/sh
# Start OrgWatch where the disk is thrown away (docs/operations.md): put the database back from its replica, then run with
# Litestream beside it. Needs litestream and python on the PATH, ORGWATCH_DB, LITESTREAM_REPLICA_URL and the store's keys.
set -eu
config="$(dirname "$0")/litestream.yml"
if [ ! -e "$ORGWATCH_DB" ]; then
  litestream restore -config "$config" -if-replica-exists -o "$ORGWATCH_DB.replica" "$ORGWATCH_DB"
  if [ -e "$ORGWATCH_DB.replica" ]; then
    # What was posted in its last seconds may be missing in a replica: after `restore` the bot looks before it sends.
    python -m bot restore "$ORGWATCH_DB.replica"
    rm -f "$ORGWATCH_DB.replica" "$ORGWATCH_DB.replica-wal" "$ORGWATCH_DB.replica-shm"
  fi
fi
exec litestream replicate -config "$config" -exec "python -m bot run ${*:-}"
