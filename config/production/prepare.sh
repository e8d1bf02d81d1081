#!/bin/sh
# First start of PostgreSQL: Odoo's role, which is not a superuser, and the template of its databases.
# unaccent has to be immutable to be indexed (searches without accents), which only a superuser can say.
set -eu
export PGUSER="${POSTGRES_USER:-postgres}"
psql -v ON_ERROR_STOP=1 -v password="$ODOO_DB_PASSWORD" --dbname postgres <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE odoo_template TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' IS_TEMPLATE true;
SQL
psql -v ON_ERROR_STOP=1 --dbname odoo_template <<'SQL'
CREATE EXTENSION unaccent;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
ALTER FUNCTION unaccent(text) IMMUTABLE;
GRANT CREATE ON SCHEMA public TO PUBLIC;
SQL
