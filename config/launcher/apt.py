"""Packages through a private apt state: lists, cache and archives below `.regie/`, nothing installed on the system.

Works without root: signatures are still checked by apt, with the keyring of the machine.
"""

import os
from pathlib import Path

from . import machine
from .ui import Stop, ask, run_logged

ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


class PrivateApt:
    """One private apt state. With `sources` (text of a sources.list) it knows only these; otherwise it reads the
    machine's own sources and knows what the machine has installed."""

    def __init__(self, folder, log, sources=None):
        self.folder = Path(folder)
        self.log = log
        self.sources = sources
        self.archives = self.folder / "cache" / "archives"
        self.env = {**os.environ, **ENVIRONMENT, "APT_CONFIG": str(self.folder / "apt.conf")}

    def _write(self):
        for path in ("state/lists/partial", "cache/archives/partial", "etc"):
            (self.folder / path).mkdir(parents=True, exist_ok=True)
        rows = [
            f'Dir::State "{self.folder}/state";',
            f'Dir::State::lists "{self.folder}/state/lists";',
            f'Dir::Cache "{self.folder}/cache";',
            'APT::Sandbox::User "";',
            'Debug::NoLocking "1";',
            'APT::Install-Recommends "0";',
            'APT::Get::Assume-Yes "1";',
            'Acquire::Languages "none";',
            'APT::Keep-Downloaded-Packages "1";',
            "DPkg::Post-Invoke {};",
            "APT::Update::Post-Invoke {};",
            "APT::Update::Post-Invoke-Success {};",
            "#clear DPkg::Post-Invoke;",
            "#clear APT::Update::Post-Invoke;",
            "#clear APT::Update::Post-Invoke-Success;",
        ]
        if self.sources is None:
            rows.append('Dir::State::status "/var/lib/dpkg/status";')
        else:
            (self.folder / "state" / "status").touch()
            (self.folder / "sources.list").write_text(self.sources)
            rows += [
                f'Dir::State::status "{self.folder}/state/status";',
                f'Dir::Etc::sourcelist "{self.folder}/sources.list";',
                'Dir::Etc::sourceparts "-";',
                'Dir::Etc::preferences "-";',
                'Dir::Etc::preferencesparts "-";',
            ]
        (self.folder / "apt.conf").write_text("\n".join(rows) + "\n")

    def update(self):
        """Fetch the lists of packages; raise Stop when no list could be fetched and verified."""
        self._write()
        run_logged(["apt-get", "update", "-q", "--error-on=any"], self.log, env=self.env)

    def knows(self, package):
        """Whether a package of that name can be downloaded."""
        asked = ask(["apt-cache", "policy", package], env=self.env)
        return "Candidate:" in asked.stdout and "Candidate: (none)" not in asked.stdout

    def version(self, package):
        """The version that would be downloaded."""
        asked = ask(["apt-cache", "policy", package], env=self.env)
        for row in asked.stdout.splitlines():
            if row.strip().startswith("Candidate:"):
                return row.split(":", 1)[1].strip()
        return None

    def download(self, packages):
        """Download exactly these packages; returns their files."""
        folder = self.folder / "debs"
        folder.mkdir(parents=True, exist_ok=True)
        run_logged(["apt-get", "download", "-q", *packages], self.log, env=self.env, cwd=folder)
        return sorted(folder.glob("*.deb"))

    def download_missing(self, packages):
        """Download these packages with what they need and the machine has not; returns their files."""
        for old in self.archives.glob("*.deb"):
            old.unlink()
        run_logged(["apt-get", "install", "-q", "--download-only", *packages], self.log, env=self.env)
        return sorted(self.archives.glob("*.deb"))


def extract(debs, root, log):
    """Extract package files into one tree, without installing them."""
    Path(root).mkdir(parents=True, exist_ok=True)
    for deb in debs:
        run_logged(["dpkg-deb", "-x", deb, root], log)


def install(packages, log):
    """Install packages on the system, as root or with password-less sudo; False when neither is possible."""
    prefix = machine.sudo_prefix()
    if prefix is None or not machine.has_apt():
        return False
    env = {**os.environ, **ENVIRONMENT}
    command = [*prefix, "apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    try:
        run_logged(command, log, env=env)
    except Stop:
        run_logged([*prefix, "apt-get", "update", "-q"], log, env=env)
        run_logged(command, log, env=env)
    return True
