#!/bin/sh
# Save a database with its files in one archive: backup.sh [DATABASE]
# The database first, the files next: a file added in between is one too many, never one missing.
set -eu
umask 077
database=${1:-regie}
target=${BACKUP_DIR:-/backup}
filestore=${DATA_DIR:-/var/lib/odoo}/filestore/$database
name=$database-$(date -u +%Y%m%dT%H%M%SZ).tar

work=$(mktemp -d "$target/.partial.XXXXXX")
trap 'rm -rf "$work"' EXIT
pg_dump --format=custom --no-owner --no-acl --file "$work/database.dump" "$database"
pg_restore --list "$work/database.dump" > /dev/null
tar --create --file "$work/$name" -C "$work" database.dump -C "$filestore" --transform 's,^\./,filestore/,' .
(cd "$work" && sha256sum "$name" > "$name.sha256")
mv "$work/$name" "$work/$name.sha256" "$target/"
find "$target" -maxdepth 1 -name "$database-*.tar*" -mtime "+${KEEP_DAYS:-30}" -delete
echo "$target/$name: $(wc -c < "$target/$name") bytes"
