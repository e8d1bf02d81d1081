"""Databases with their filestore: made, copied and dropped together, and the odoo.conf that leads to them."""

import json
import os
import secrets
import shutil
from pathlib import Path

from . import logcheck
from .ui import Stop, run_logged

LANGUAGE = "fr_FR"
COUNTRY = "FR"
TIMEZONE = "Europe/Paris"


class Odoo:
    """One odoo.conf: a server, a data directory, addons; and the orders that the driver carries out with it."""

    def __init__(self, home, env, server, *, data, addons_path, name, extra_env=None):
        self.home = home
        self.env = env
        self.server = server
        self.data = Path(data)
        self.addons_path = [Path(path) for path in addons_path]
        self.conf = home.state / f"{name}.conf"
        self.extra_env = extra_env or {}

    def write_conf(self, **options):
        """Write the configuration file, readable by its owner only."""
        self.data.mkdir(parents=True, exist_ok=True)
        old = self.conf.read_text() if self.conf.is_file() else ""
        secret = next((row.split("=")[1].strip() for row in old.splitlines() if row.startswith("admin_passwd")), None)
        values = {
            **self.server.options(),
            "data_dir": self.data,
            "addons_path": ",".join(map(str, self.addons_path)),
            "unaccent": True,
            "http_interface": "127.0.0.1",
            "list_db": False,
            "admin_passwd": secret or secrets.token_urlsafe(24),
            **options,
        }
        draft = self.conf.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text("[options]\n" + "".join(f"{name} = {value}\n" for name, value in values.items()))
        draft.replace(self.conf)
        return self.conf

    def environ(self):
        """Environment of Odoo's processes."""
        values = {**os.environ, **self.server.environ(), "PYTHONPATH": str(self.home.config), **self.extra_env}
        paths = [self.env.path / "bin", self.server.programs, *self.extra_env.get("PATH", "").split(":")]
        values["PATH"] = ":".join([str(path) for path in paths if path] + [os.environ.get("PATH", "")])
        values.pop("PYTHONHOME", None)
        return values

    def order(self, do, log, progress=None, **order):
        """Have the driver carry out an order (one name, or several in one process); returns its answer."""
        server = {"host": self.server.host, "port": self.server.port, "user": self.server.user}
        if self.server.password:
            server["password"] = self.server.password
        order = {
            "do": [do] if isinstance(do, str) else list(do),
            "server": server,
            "conf": str(self.conf),
            "language": LANGUAGE,
            "tz": TIMEZONE,
            "country": COUNTRY,
            **order,
        }
        answer = []

        def watch(line):
            if line.startswith("@@"):
                answer.append(line[2:])
            elif progress and (doing := logcheck.progress_of(line)):
                progress.show(doing)

        run_logged([self.env.python, "-m", "launcher.driver", json.dumps(order)], log, env=self.environ(), watch=watch)
        return json.loads(answer[-1]) if answer else None

    def checked(self, do, log, progress=None, **order):
        """Like `order`, then read its log: anything that leaves a broken database stops the launcher."""
        start = Path(log).stat().st_size if Path(log).exists() else 0
        answer = self.order(do, log, progress, **order)
        with open(log, encoding="utf-8", errors="replace") as handle:
            handle.seek(start)
            findings = logcheck.check(handle.read())
        if findings:
            rows = "\n".join(f"  - {finding}" for finding in findings[:20])
            raise Stop(f"The log {log} shows what must not be ({len(findings)}):\n{rows}")
        return answer

    def filestore(self, name):
        """Folder of a database's files."""
        return self.data / "filestore" / name

    def databases(self, log):
        """{database: comment}."""
        return self.order("sql_list", log)

    def copy(self, source, name, log):
        """Copy a database and its files (hard links: Odoo never changes a stored file)."""
        self.order("sql_copy", log, source=source, name=name)
        shutil.rmtree(self.filestore(name), ignore_errors=True)
        if self.filestore(source).is_dir():
            shutil.copytree(self.filestore(source), self.filestore(name), copy_function=os.link)

    def rename(self, source, name, comment, log):
        """Give a finished database its name, files included."""
        shutil.rmtree(self.filestore(name), ignore_errors=True)
        if self.filestore(source).is_dir():
            self.filestore(source).rename(self.filestore(name))
        self.order("sql_rename", log, source=source, name=name, comment=comment)

    def drop(self, names, log):
        """Drop databases and their files."""
        self.order("sql_drop", log, names=list(names))
        for name in names:
            shutil.rmtree(self.filestore(name), ignore_errors=True)
