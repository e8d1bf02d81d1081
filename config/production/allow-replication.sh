#!/bin/sh
# Role and access of the read replica. On a database that exists already: run it once in the container, then restart.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$REPLICATION_PASSWORD" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE replication LOGIN REPLICATION PASSWORD :'password';
SQL
printf 'host replication replication samenet scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
