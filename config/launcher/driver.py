"""Runs inside the private environment, with Odoo: one process, one JSON order on the command line.

The only module of the launcher that imports Odoo. Orders: `create`, `install`, `upgrade`, `demo`, `finish`, `logins`,
`bundles`, `users`…; database work without Odoo (the functions `sql_…`) needs psycopg2 only.
The answer is one JSON line on standard output that starts with `@@`; everything else is Odoo's log.
"""

import contextlib
import json
import logging
import sys

_logger = logging.getLogger("regie.driver")


def connect(order, database="postgres"):
    """A psycopg2 connection in autocommit."""
    import psycopg2

    connection = psycopg2.connect(dbname=database, **order["server"])
    connection.autocommit = True
    return contextlib.closing(connection)


def quoted(name):
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def sql_list(order):
    """{database: comment} of the server."""
    with connect(order) as connection, connection.cursor() as cr:
        cr.execute(
            "SELECT datname, COALESCE(shobj_description(oid, 'pg_database'), '')"
            " FROM pg_database WHERE NOT datistemplate"
        )
        return dict(cr.fetchall())


def sql_drop(order):
    """Drop databases, ending their sessions."""
    with connect(order) as connection, connection.cursor() as cr:
        for name in order["names"]:
            cr.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")


def sql_copy(order):
    """Copy a database (sessions on the source are ended)."""
    with connect(order) as connection, connection.cursor() as cr:
        cr.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [order["source"]],
        )
        cr.execute(f"DROP DATABASE IF EXISTS {quoted(order['name'])} WITH (FORCE)")
        cr.execute(f"CREATE DATABASE {quoted(order['name'])} TEMPLATE {quoted(order['source'])}")


def sql_rename(order):
    """Give a finished database its name and its comment, in place of the one that had it."""
    with connect(order) as connection, connection.cursor() as cr:
        cr.execute(f"DROP DATABASE IF EXISTS {quoted(order['name'])} WITH (FORCE)")
        cr.execute(f"ALTER DATABASE {quoted(order['source'])} RENAME TO {quoted(order['name'])}")
        cr.execute(f"COMMENT ON DATABASE {quoted(order['name'])} IS %s", [order["comment"]])


def sql_empty(order):
    """An empty database with the extensions that Odoo and the suite use. `unaccent` is made immutable, as Odoo does,
    before any index uses it: a dump does not say it."""
    import psycopg2

    with connect(order) as connection, connection.cursor() as cr:
        cr.execute(f"DROP DATABASE IF EXISTS {quoted(order['name'])} WITH (FORCE)")
        cr.execute(f"CREATE DATABASE {quoted(order['name'])} ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0")
    with connect(order, order["name"]) as connection, connection.cursor() as cr:
        for extension in ("unaccent", "pg_trgm", "btree_gist"):
            cr.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        with contextlib.suppress(psycopg2.errors.InsufficientPrivilege):
            cr.execute("ALTER FUNCTION unaccent(text) IMMUTABLE")


def _facts(cr):
    """Rows of every table, stored files, installed modules and versions, as the cursor's snapshot sees them."""
    cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    rows = {}
    for (table,) in cr.fetchall():
        cr.execute(f"SELECT count(*) FROM {quoted(table)}")
        rows[table] = cr.fetchone()[0]
    cr.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL ORDER BY 1")
    files = [name for (name,) in cr.fetchall()]
    cr.execute("SELECT name, latest_version FROM ir_module_module WHERE state = 'installed' ORDER BY name")
    return {"rows": rows, "files": files, "modules": dict(cr.fetchall())}


def sql_facts(order):
    """What a restored database is compared with."""
    with connect(order, order["name"]) as connection, connection.cursor() as cr:
        return _facts(cr)


def sql_dump(order):
    """Dump a database to a file, and say what the dumped snapshot holds."""
    import subprocess

    with connect(order, order["name"]) as connection:
        connection.autocommit = False
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cr:
            cr.execute("SELECT pg_export_snapshot()")
            command = ["pg_dump", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={cr.fetchone()[0]}"]
            subprocess.run([*command, f"--file={order['file']}", order["name"]], check=True)
            version = connection.server_version
            base = {"odoo_dump": "1", "db_name": order["name"], "pg_version": f"{version // 10000}.{version % 10000}"}
            return {**base, "major_version": "19.0", "version": "19.0", **_facts(cr)}


def _load(order, **changes):
    """Odoo's registry after the changes of modules."""
    from odoo.modules.registry import Registry
    from odoo.tools import config

    arguments = ["-c", order["conf"], "-d", order["name"], "--no-http", "--stop-after-init", "--log-level=info"]
    if order.get("language"):
        arguments.append(f"--load-language={order['language']}")
    config.parse_config(arguments, setup_logging=True)
    if changes:
        return Registry.new(order["name"], update_module=True, **changes)
    return Registry(order["name"])


@contextlib.contextmanager
def _environment(registry):
    from odoo import SUPERUSER_ID
    from odoo.api import Environment

    with registry.cursor() as cr:
        yield Environment(cr, SUPERUSER_ID, {})
        cr.commit()


def odoo_create(order):
    """Base in the language, for a company of the country, before anything that depends on either is installed."""
    sql_empty(order)
    registry = _load(order, install_modules=["base"])
    with _environment(registry) as env:
        country = env.ref(f"base.{order['country'].lower()}")
        company = env.ref("base.main_company")
        country.currency_id.active = True
        company.write({"country_id": country.id, "currency_id": country.currency_id.id})
        env["res.users"].with_context(active_test=False).search([]).write({"tz": order["tz"]})
        company.partner_id.write({"tz": order["tz"], "lang": order["language"]})
        env["ir.default"].set("res.partner", "tz", order["tz"])
        env["ir.default"].set("res.partner", "lang", order["language"])
        env.ref("base.user_admin").write({"lang": order["language"], "password": "admin"})


def odoo_install(order):
    """Install modules without demo data."""
    _load(order, install_modules=order["modules"])


def odoo_upgrade(order):
    """Upgrade modules, and install those that are new."""
    _load(order, upgrade_modules=order["modules"], install_modules=order["modules"])


def odoo_demo(order):
    """Load the demo files of these addons, in this order, and mark the addons so that upgrades load them again."""
    from odoo.modules.module import Manifest
    from odoo.tools.convert import convert_file

    registry = _load(order)
    with _environment(registry) as env:
        for name in order["demo"]:
            for file in Manifest.for_addon(name)["demo"]:
                _logger.info("Loading demo file %s/%s", name, file)
                convert_file(env, name, file, {}, mode="init", noupdate=True)
                # with a survey in memory, Odoo asks whether a new user is internal before it has written its groups
                env.flush_all()
                env.invalidate_all()
            env["ir.module.module"].search([("name", "=", name)]).write({"demo": True})


def odoo_finish(order):
    """Everybody in the language, other languages off."""
    registry = _load(order)
    with _environment(registry) as env:
        everybody = env["res.partner"].with_context(active_test=False)
        everybody.search([("lang", "!=", order["language"])]).write({"lang": order["language"]})
        users = env["res.users"].with_context(active_test=False).search([])
        users.filtered(lambda user: not user.tz).write({"tz": order["tz"]})
        env["res.lang"].search([("code", "!=", order["language"])]).write({"active": False})


def odoo_logins(order):
    """Rows (login, person, roles) of the users of the demo data and of the administrator."""
    registry = _load(order)
    with _environment(registry) as env:
        data = env["ir.model.data"].search(
            [("model", "=", "res.users"), ("module", "in", order["suite"]), ("name", "=like", "%\\_demo")], order="id"
        )
        users = env["res.users"].browse(data.mapped("res_id")).exists() | env.ref("base.user_admin")
        roles = env["ir.model.data"].search([("model", "=", "res.groups"), ("name", "=like", "group\\_role\\_%")])
        roles = env["res.groups"].with_context(lang=order["language"]).browse(roles.mapped("res_id"))
        return [
            [
                user.login,
                user.name,
                ", ".join((roles & user.group_ids).mapped("name")) or ("" if not user.share else "portal"),
            ]
            for user in users.filtered("active")
        ]


def odoo_bundles(order):
    """Build the bundles of every page once."""
    registry = _load(order)
    with _environment(registry) as env:
        env["ir.qweb"]._pregenerate_assets_bundles()


def odoo_export_terms(order):
    """Write the translatable terms of a module, sources only."""
    from odoo.tools.translate import trans_export

    registry = _load(order)
    with _environment(registry) as env, open(order["file"], "wb") as sink:
        if not trans_export(None, [order["module"]], sink, "po", env):
            sink.write(b'msgid ""\nmsgstr ""\n')


def odoo_users(order):
    """Number of users who can log in: proves that Odoo opens the database."""
    registry = _load(order)
    with _environment(registry) as env:
        return env["res.users"].search_count([])


def main(arguments):
    """Carry out an order: one or several functions, in turn, in this one process; answers what the last one says."""
    order = json.loads(arguments[0])
    for do in order["do"]:
        answer = globals()[do](order)
    sys.stdout.write("@@" + json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
