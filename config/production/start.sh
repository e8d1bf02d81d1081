#!/bin/sh
# Start Odoo (or one of its commands) with a configuration whose master password nobody knows.
set -eu
umask 077
ODOO_RC=$(mktemp -d)/odoo.conf
export ODOO_RC
cat "${ODOO_CONF:-/etc/odoo/odoo.conf}" > "$ODOO_RC"
printf 'admin_passwd = %s\n' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >> "$ODOO_RC"
exec "$@"
