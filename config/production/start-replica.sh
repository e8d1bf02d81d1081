#!/bin/sh
# Copy the primary the first time, then follow it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    pg_basebackup --host "${PRIMARY_HOST:-db}" --username replication --pgdata "$PGDATA" \
        --wal-method stream --checkpoint fast --create-slot --slot "${SLOT:-regie_replica}" --write-recovery-conf
    chmod 700 "$PGDATA"
fi
exec postgres "$@"
