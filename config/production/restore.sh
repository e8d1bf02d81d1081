#!/bin/sh
# Restore an archive into a new database and check it: restore.sh ARCHIVE DATABASE [--drill]
# With --drill: mail and payments are neutralized, what was found is counted, and the copy is deleted.
set -eu
umask 077
archive=$1
database=$2
filestore=${DATA_DIR:-/var/lib/odoo}/filestore/$database

(cd "$(dirname "$archive")" && sha256sum --check --quiet "$(basename "$archive").sha256")
if [ -e "$filestore" ] || psql --no-align --tuples-only --dbname postgres \
    --command "SELECT datname FROM pg_database" | grep --quiet --line-regexp --fixed-strings "$database"; then
    echo "$database exists already: nothing was done" >&2
    exit 1
fi

mkdir -p "$filestore"
work=$(mktemp -d "$filestore.XXXXXX")
trap 'rm -rf "$work"' EXIT
tar --extract --file "$archive" -C "$work"
createdb --template "${DB_TEMPLATE:-odoo_template}" "$database"
pg_restore --no-owner --no-acl --no-comments --exit-on-error --jobs 2 --dbname "$database" "$work/database.dump"
rmdir "$filestore" && mv "$work/filestore" "$filestore"

query() { psql --no-align --tuples-only --dbname "$database" --command "$1"; }
query "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL" > "$work/expected"
missing=0
while read -r file; do
    [ -f "$filestore/$file" ] || { echo "missing file: $file" >&2; missing=$((missing + 1)); }
done < "$work/expected"
echo "$database: $(query 'SELECT count(*) FROM ir_module_module WHERE state = $$installed$$') modules," \
    "$(query 'SELECT count(*) FROM res_partner') contacts, $(query 'SELECT count(*) FROM ir_attachment') attachments," \
    "$(wc -l < "$work/expected") files of which $missing missing, last change $(query 'SELECT max(write_date) FROM ir_attachment')"

if [ "${3:-}" = "--drill" ]; then
    odoo neutralize --database "$database"
    dropdb "$database"
    rm -rf "$filestore"
fi
[ "$missing" -eq 0 ]
