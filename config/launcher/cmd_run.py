"""`./regie run`: the suite in French with the demo régie, ready to be opened in a browser."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

from . import addons, database
from .home import digest, stamp_read, stamp_write
from .session import Session
from .ui import Stop, say, step, table

DATABASE = "regie"
FIRST_PORT = 8069
SERVE = Path(__file__).with_name("serve.py")


def run(args):
    """Prepare, create or bring up to date, serve until Ctrl-C."""
    started = time.monotonic()
    session = Session(parts=("pango", "fonts"))
    port = choose_port(args.port)
    with session.serving(args.database_url) as server:
        site = Site(session, server, demo=not args.no_demo, name=args.database, conf="run")
        with session.home.lock(f"run-{site.name}", on_wait=lambda: _already_running(site)):
            site.bring_up(reset=args.reset)
            site.serve(port, args.workers, started)
    say("Server and database are stopped.")
    return 0


def _already_running(site):
    raise Stop(f"Another launcher of this clone is already serving the database {site.name}; stop it first.")


def _busy():
    raise BlockingIOError


def is_free(port):
    """Whether nothing listens on that port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(wanted):
    """The port asked for, or the first free one from 8069 on."""
    if wanted:
        if not is_free(wanted):
            raise Stop(f"Port {wanted} is taken on this machine.", f"./regie run --port {wanted + 1}")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 40, 2):
        if is_free(port):
            return port
    raise Stop("No free port between 8069 and 8109.", "./regie run --port 9000")


def demo_passwords(found):
    """{login: password} written in the demo files."""
    passwords = {}
    for _addon, path in addons.demo_files(found):
        if path.suffix != ".xml":
            continue
        for record in ElementTree.parse(path).getroot().iter("record"):
            if record.get("model") == "res.users":
                values = {field.get("name"): (field.text or "").strip() for field in record.iter("field")}
                if values.get("login") and values.get("password"):
                    passwords[values["login"]] = values["password"]
    return passwords


class Site:
    """The running database of this clone."""

    def __init__(self, session, server, demo=True, name=None, conf="tool"):
        """`conf` names the odoo.conf: the running server's own, `run`, is rewritten by no other command."""
        self.session = session
        self.home = session.home
        self.demo = demo
        self.name = name or server.database or DATABASE
        self.odoo = database.Odoo(
            self.home,
            session.env,
            server,
            data=self.home.state / "data",
            addons_path=[self.home.addons],
            name=conf,
            extra_env=session.system.environ(),
        )
        self.found = addons.read([self.home.addons])
        self.stamp = self.home.state / f"run-{self.name}-{digest(server.host, server.port, server.user)}.json"
        self.log = self.home.log("run-database")

    def state(self):
        """What the database was made of."""
        return {
            "addons": addons.run_hashes(self.found),
            "below": addons.environment_key(self.home, self.session.odoo),
            "demo": self.demo,
        }

    def bring_up(self, reset=False):
        """Create the database, or upgrade what has changed since the last start."""
        self.odoo.write_conf()
        before = stamp_read(self.stamp)
        exists = self.name in self.odoo.databases(self.log)
        if exists and not before and not reset:
            raise Stop(
                f"The database {self.name} exists on this server and was not made by this clone (or its making was "
                "interrupted). Make it anew, its data are lost:",
                "./regie run --reset",
            )
        if reset or not exists:
            self.create()
        elif before["addons"] != self.state()["addons"] or before["below"] != self.state()["below"]:
            self.upgrade(before)

    def need_database(self):
        """Stop when the database has not been made yet."""
        if self.name not in self.odoo.databases(self.log):
            raise Stop(f"There is no database {self.name} yet.", "./regie run")

    def refresh(self):
        """Upgrade what has changed since the last start, unless a running server uses the database, or another clone
        made it."""
        self.odoo.write_conf()
        if stamp_read(self.stamp):
            with contextlib.suppress(BlockingIOError), self.home.lock(f"run-{self.name}", on_wait=_busy):
                self.bring_up()

    def create(self):
        """Make the database from nothing."""
        self.stamp.unlink(missing_ok=True)
        state = self.state()
        names = addons.ordered(self.found)
        core = addons.core_modules(self.found, names)
        self.odoo.drop([self.name], self.log)
        shutil.rmtree(self.odoo.filestore(self.name), ignore_errors=True)
        with step(f"Database {self.name}: base, in French") as progress:
            self.odoo.checked("odoo_create", self.log, progress, name=self.name)
        with step(f"Database {self.name}: Odoo's modules ({', '.join(core)})") as progress:
            self.odoo.checked("odoo_install", self.log, progress, name=self.name, modules=core)
        with step(f"Database {self.name}: the suite ({', '.join(names)})") as progress:
            self.odoo.checked("odoo_install", self.log, progress, name=self.name, modules=names)
        doing = ["odoo_finish", "odoo_bundles", "odoo_logins"]
        title = "everybody in French, bundles of the pages built"
        if self.demo:
            doing, title = ["odoo_demo", *doing], f"the demo régie, {title}"
        with step(f"Database {self.name}: {title}") as progress:
            rows = self.odoo.checked(doing, self.log, progress, name=self.name, demo=names, suite=names)
        self.remember(state, rows)

    def upgrade(self, before):
        """Upgrade the addons whose files changed (all of them when Odoo or a pinned package changed)."""
        state = self.state()
        self.demo = before.get("demo", self.demo)
        changed = [name for name in addons.ordered(self.found) if before["addons"].get(name) != state["addons"][name]]
        if before["below"] != state["below"]:
            changed = ["base"]
        names = sorted({*changed, *(name for name in self.found if name not in before["addons"])})
        doing = [*(["odoo_upgrade"] if names else []), "odoo_finish", "odoo_logins"]
        with step(f"Database {self.name}: upgrade of {', '.join(names) or 'nothing'}") as progress:
            rows = self.odoo.checked(
                doing, self.log, progress, name=self.name, modules=names, suite=addons.ordered(self.found)
            )
        self.remember({**state, "demo": self.demo}, rows)

    def remember(self, state, rows):
        """Write down what the database is made of, and who can log in."""
        passwords = {"admin": "admin", **demo_passwords(self.found)}
        logins = [[login, passwords.get(login, "(as set)"), person, roles] for login, person, roles in rows]
        stamp_write(self.stamp, {**state, "logins": logins})

    def serve(self, port, workers, started):
        """Run Odoo in the foreground until it ends or Ctrl-C; its log is in .regie/log/server.log."""
        gevent = next(candidate for candidate in range(port + 1, port + 400) if is_free(candidate))
        self.odoo.write_conf(
            http_port=port, gevent_port=gevent, workers=workers, db_name=self.name, dbfilter=f"^{self.name}$"
        )
        log = self.home.log("server")
        with open(log, "a") as sink:
            server = subprocess.Popen(
                [str(self.session.env.python), str(SERVE), "-c", str(self.odoo.conf)],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=self.odoo.environ(),
                start_new_session=True,
            )
        try:
            with step("Server: started"):
                _wait_for(server, port, log)
            self.welcome(port, gevent, workers, started)
            server.wait()
            raise Stop(f"The server ended by itself (exit code {server.returncode}); its log is {log}.")
        except KeyboardInterrupt:
            say("\nStopping…")
        finally:
            _stop(server)

    def welcome(self, port, gevent, workers, started):
        """Print the address, the logins, and how to stop."""
        say(f"\nReady in {time.monotonic() - started:.1f} s:  http://127.0.0.1:{port}/odoo\n")
        logins = stamp_read(self.stamp).get("logins", [])
        for line in table(logins, ["login", "password", "person", "role"]):
            say(f"  {line}")
        if workers:
            say(f"\n{workers} workers; live notifications on port {gevent}, for the reverse proxy's /websocket.")
        say(f"\nThe server's log is {self.home.logs / 'server.log'}. To stop server and database: Ctrl-C.")


def _wait_for(server, port, log, seconds=120):
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=60) as page:
                if page.status == 200:
                    return
        except urllib.error.HTTPError as error:
            raise Stop(f"The login page answers {error.code}; the server's log is {log}.") from None
        except OSError:
            time.sleep(0.2)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
    raise Stop(f"The server does not answer; its log is {log}:\n{tail}")


def _stop(server, seconds=20):
    """Stop the server: ask, then insist."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
