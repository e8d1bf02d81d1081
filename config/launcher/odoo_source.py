"""Odoo 19.0 itself: ODOO_HOME, else the Debian package in a private tree, else a shallow clone of upstream."""

import configparser
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import apt, machine
from .home import stamp_read, stamp_write
from .ui import Stop, ask, run_logged, say, step

# The libraries that upstream's package leaves out for licence reasons: an empty file keeps the bundles whole.
EMPTY_SCRIPTS = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)


@dataclass(frozen=True)
class Odoo:
    """An Odoo that can be run: the directory to put on Python's path, its version, and where it comes from."""

    path: Path
    revision: str
    origin: str

    @property
    def core_addons(self):
        """Folders that hold core addons."""
        return [path for path in (self.path / "odoo" / "addons", self.path / "addons") if path.is_dir()]


def settings(home):
    """The file config/sources.ini."""
    parser = configparser.ConfigParser()
    parser.read(home.config / "sources.ini", encoding="utf-8")
    return parser


def find_package(folder):
    """The directory that holds the `odoo` package, in a checkout, a site directory or an extracted tree."""
    folder = Path(folder)
    for path in (folder, folder / "usr/lib/python3/dist-packages", folder.parent if folder.name == "odoo" else folder):
        if (path / "odoo" / "release.py").is_file():
            return path
    return None


def series_of(path):
    """`19.0` for an Odoo whose release.py says version_info = (19, 0, …)."""
    match = re.search(r"version_info\s*=\s*\((\d+),\s*(\d+)", (path / "odoo" / "release.py").read_text())
    return f"{match[1]}.{match[2]}" if match else "unknown"


def choose(environ, has_apt, mirror, keyring):
    """Names of the sources to try, in order, with the reason why the package cannot be used when it cannot."""
    if environ.get("ODOO_HOME"):
        return ["home"], ""
    if not has_apt:
        return ["git"], "this machine has no apt"
    if mirror is None:
        return ["git"], "the machine's apt sources name no Debian mirror"
    if keyring is None:
        return ["git"], "the machine has no Debian archive keyring"
    return ["debian", "git"], ""


def own_archive():
    """The Debian archive that this machine's own apt sources name, or None (Ubuntu, no source)."""
    release = machine.os_release()
    if release.get("ID") != "debian":
        return None
    return machine.debian_mirror(machine.apt_sources(), release.get("VERSION_CODENAME", ""))


def prepare(home, environ=None):
    """Return the Odoo to run, fetched if needed."""
    environ = os.environ if environ is None else environ
    series = settings(home)["odoo"]["series"]
    mirror = own_archive()
    order, reason = choose(environ, machine.has_apt(), mirror, machine.debian_keyring())
    if order == ["home"]:
        return _from_home(environ["ODOO_HOME"], series)
    ready = cached(home, series)
    if ready:
        return ready
    if reason:
        say(f"  Odoo {series}: {reason}; taking upstream's own source instead.")
    if "debian" in order:
        try:
            return _from_debian(home, mirror, machine.debian_keyring())
        except Stop as error:
            say(f"  Odoo {series}: the Debian package cannot be used, taking upstream's own source instead.\n{error}")
    return _from_git(home)


def _from_home(folder, series):
    path = find_package(Path(folder).expanduser())
    if path is None:
        raise Stop(f"ODOO_HOME is {folder}, but there is no odoo/release.py in it.")
    if series_of(path) != series:
        raise Stop(f"ODOO_HOME is {folder}, an Odoo {series_of(path)}; the suite needs {series}.")
    return Odoo(path.resolve(), _git_revision(path) or series, f"ODOO_HOME ({path})")


def cached(home, series):
    """The Odoo that was fetched before, or None."""
    for name in ("debian", "git"):
        stamp = stamp_read(home.shared / f"odoo-{name}.json")
        path = find_package(home.shared / f"odoo-{name}")
        if stamp and path and series_of(path) == series:
            return Odoo(path, stamp["revision"], stamp["origin"])
    return None


def _git_revision(path):
    if not shutil.which("git"):
        return ""
    asked = ask(["git", "-C", path, "rev-parse", "--short=12", "HEAD"])
    inside = ask(["git", "-C", path, "ls-files", "odoo/release.py"])
    return asked.stdout.strip() if asked.returncode == 0 and inside.stdout.strip() else ""


def _from_debian(home, archive, keyring):
    options = settings(home)["odoo"]
    log = home.log("odoo-package")
    state = home.shared / "apt-odoo"
    target = home.shared / "odoo-debian"
    draft = home.shared / "odoo-debian.new"
    shutil.rmtree(draft, ignore_errors=True)
    signed = archive.signed_by or keyring
    line = f"deb [signed-by={signed}] {archive.uri} {options['suite']} main\n"
    source = apt.PrivateApt(state, log, sources=line)
    with step("Odoo: list of packages, signature checked"):
        source.update()
    version = source.version("odoo-19")
    if not version or version == "(none)":
        raise Stop("The machine's Debian mirror has no package odoo-19.")
    with step(f"Odoo: package odoo-19 {version} and its scripts and fonts downloaded"):
        debs = source.download(options["packages"].split())
    with step("Odoo: packages extracted"):
        apt.extract(debs, draft, log)
        path = find_package(draft)
        trim(path)
    with step("Odoo: fonts mended"):
        _mend_fonts(home, draft, path, options["own_suite_packages"].split(), log)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    stamp_write(home.shared / "odoo-debian.json", {"revision": version, "origin": f"Debian package odoo-19 {version}"})
    shutil.rmtree(state, ignore_errors=True)
    return cached(home, options["series"])


def trim(path):
    """Keep French among the translations (1 GB of the package) and lay the scripts that the package left out."""
    for folder in path.glob("odoo/addons/**/i18n"):
        for po in folder.glob("*.po"):
            if not re.fullmatch(r"fr(_\w+)?\.po", po.name):
                po.unlink()
    for name in EMPTY_SCRIPTS:
        script = path / "odoo" / "addons" / name
        if script.parent.parent.is_dir() and not script.exists():
            script.parent.mkdir(exist_ok=True)
            script.write_text("")


def dangling_links(path):
    """Links of the tree that lead nowhere."""
    return [link for link in path.rglob("*") if link.is_symlink() and not link.exists()]


def _mend_fonts(home, draft, path, packages, log):
    """Give each dangling font link a file of the same name: from the system's fonts, else from the machine's own
    suite, else from the extracted packages under another extension (WOFF2 of the same face)."""
    broken = dangling_links(path)
    if not broken:
        return
    folders = [Path("/usr/share/fonts"), Path("/usr/share/fonts-font-awesome"), draft / "usr/share"]
    broken = _relink(broken, folders, path)
    if broken:
        try:
            state = apt.PrivateApt(home.shared / "apt-fonts", log)
            state.update()
            spare = home.shared / "fonts.new"
            apt.extract(state.download(packages), spare, log)
            broken = _relink(broken, [spare / "usr/share"], path)
            shutil.rmtree(spare)
            shutil.rmtree(home.shared / "apt-fonts", ignore_errors=True)
        except Stop as error:
            say(f"    fonts of the machine's own suite: {error}")
    for link in broken:
        say(f"    no file for the font {link.relative_to(path)}; the link is removed")
        link.unlink()


def _relink(broken, folders, path):
    left = []
    for link in broken:
        found = next((f for d in folders if d.is_dir() for f in d.rglob(link.name) if f.is_file()), None)
        if found is None:
            twin = next((f for f in path.rglob(f"fontawesome/fonts/{link.name}") if f.exists()), None)
            found = twin
        if found is None:
            left.append(link)
            continue
        target = found.resolve()
        link.unlink()
        shutil.copyfile(target, link)
    return left


def _from_git(home):
    options = settings(home)["odoo"]
    target = home.shared / "odoo-git"
    if not shutil.which("git"):
        raise Stop("Odoo is fetched with git, which is missing.", "apt-get install git")
    log = home.log("odoo-git")
    shutil.rmtree(target, ignore_errors=True)
    with step(f"Odoo: clone of upstream's branch {options['branch']}"):
        try:
            run_logged(
                ["git", "clone", "-q", "--depth", "1", "-b", options["branch"], options["git"], target],
                log,
                env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
            )
        except Stop as error:
            raise Stop(
                f"Odoo {options['series']} cannot be fetched from upstream.\n{error}\n"
                "Fetch it by another way and name its directory:",
                "ODOO_HOME=/path/to/odoo ./regie run",
            ) from None
    revision = _git_revision(target)
    stamp_write(home.shared / "odoo-git.json", {"revision": revision, "origin": f"upstream's source {revision}"})
    return cached(home, options["series"])
