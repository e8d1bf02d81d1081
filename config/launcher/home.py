"""Where the launcher keeps things. Nothing is written outside `.regie/` (except a database directory when root's
checkout cannot be reached by the unprivileged account of PostgreSQL, see `postgres`).

`.regie/` of the clone holds its state: cluster, databases, filestores, logs. Downloads (Odoo, Python environment,
browser) live there too, unless the environment variable REGIE_HOME names another directory: several clones then share
one set of downloads and keep their own state.
"""

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Home:
    """The paths of one clone."""

    def __init__(self, root=ROOT, environ=None):
        environ = os.environ if environ is None else environ
        self.root = Path(root)
        self.state = self.root / ".regie"
        shared = environ.get("REGIE_HOME")
        self.shared = Path(shared).expanduser().resolve() if shared else self.state
        self.config = self.root / "config"
        self.addons = self.root / "addons"
        self.tests = self.root / "tests"
        self.logs = self.state / "log"

    def prepare(self):
        """Create the private directories."""
        for path in (self.state, self.shared, self.logs):
            path.mkdir(parents=True, exist_ok=True)
        return self

    def log(self, name):
        """An empty log file of that name."""
        self.logs.mkdir(parents=True, exist_ok=True)
        path = self.logs / f"{name}.log"
        path.write_text("")
        return path

    @contextmanager
    def lock(self, name, shared=False, on_wait=None):
        """Hold a lock between launchers: downloads of `shared`, cluster and templates of this clone."""
        path = (self.shared if shared else self.state) / f"{name}.lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if on_wait:
                    on_wait()
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def digest(*parts):
    """Short hash of values that JSON can write: the key of anything cached."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def file_digest(*paths):
    """Short hash of the content of files; a missing file counts as empty."""
    total = hashlib.sha256()
    for path in paths:
        path = Path(path)
        total.update(b"\0" + path.name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b""))
    return total.hexdigest()[:16]


SKIPPED = {"__pycache__", ".git", "node_modules"}


def tree_digest(folder, leave_out=()):
    """Short hash of names and contents below a folder, compiled files and the folders `leave_out` (relative) aside."""
    folder = Path(folder)
    leave_out = {Path(path) for path in leave_out}
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if SKIPPED & set(relative.parts) or path.suffix == ".pyc" or not path.is_file():
            continue
        if leave_out & {relative, *relative.parents}:
            continue
        total.update(relative.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def stamp_read(path):
    """Content of a JSON stamp, {} when it is missing or damaged."""
    try:
        return json.loads(Path(path).read_text())
    except (OSError, ValueError):
        return {}


def stamp_write(path, value):
    """Write a JSON stamp in one move, so that an interrupted launcher never leaves half of it."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_text(json.dumps(value, indent=1, sort_keys=True, default=str))
    draft.replace(path)
