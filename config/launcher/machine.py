"""What this machine is: distribution, its own package sources, rights of the account that runs the launcher."""

import os
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

from .ui import ask

KEYRING_NAMES = ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")


def os_release(path="/etc/os-release"):
    """The machine's os-release file as a dict."""
    try:
        text = Path(path).read_text()
    except OSError:
        return {}
    return {k: v.strip("\"'") for k, _, v in (row.partition("=") for row in text.splitlines()) if k}


def is_root():
    """Whether the launcher runs as root."""
    return os.geteuid() == 0


def sudo_prefix():
    """Words to put before a command that needs root: [], ["sudo", "-n"], or None when neither is possible."""
    if is_root():
        return []
    if shutil.which("sudo"):
        asked = ask(["sudo", "-n", "true"])
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


@dataclass(frozen=True)
class AptSource:
    """One package source of the machine."""

    uri: str
    suites: tuple
    components: tuple
    signed_by: str = ""


def parse_list(text):
    """Sources of a one-line-style `.list` file."""
    found = []
    for row in text.splitlines():
        row = row.split("#", 1)[0].strip()
        match = re.match(r"deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s*(?P<rest>.*)", row)
        if match:
            options = dict(part.split("=", 1) for part in shlex.split(match["options"] or "") if "=" in part)
            found.append(
                AptSource(match["uri"], (match["suite"],), tuple(match["rest"].split()), options.get("signed-by", ""))
            )
    return found


def parse_deb822(text):
    """Sources of a deb822-style `.sources` file."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        fields, key = {}, None
        for row in block.splitlines():
            if row.startswith("#"):
                continue
            if row[:1].isspace() and key:
                fields[key] += " " + row.strip()
            elif ":" in row:
                key, value = row.split(":", 1)
                key = key.strip().lower()
                fields[key] = value.strip()
        if "deb" not in fields.get("types", "").split() or fields.get("enabled", "yes").lower() == "no":
            continue
        signed_by = fields.get("signed-by", "")
        for uri in fields.get("uris", "").split():
            found.append(
                AptSource(
                    uri,
                    tuple(fields.get("suites", "").split()),
                    tuple(fields.get("components", "").split()),
                    signed_by if signed_by.startswith("/") else "",
                )
            )
    return found


def apt_sources(etc="/etc/apt"):
    """All binary package sources of the machine, in the order apt reads them."""
    etc = Path(etc)
    found = []
    files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]
    for path in files:
        if path.suffix == ".sources":
            found += parse_deb822(path.read_text(errors="replace"))
        elif path.suffix == ".list" and path.is_file():
            found += parse_list(path.read_text(errors="replace"))
    return found


def debian_mirror(sources, codename):
    """The machine's own Debian mirror: the source of its release's main component, else None (Ubuntu, no source)."""
    for source in sources:
        if (
            codename in source.suites
            and "main" in source.components
            and source.uri.split(":")[0]
            in (
                "http",
                "https",
                "file",
                "mirror+file",
            )
        ):
            return source
    return None


def debian_keyring(root="/usr/share/keyrings"):
    """Path of the machine's Debian archive keyring, or None."""
    for folder in (Path(root), Path("/etc/apt/trusted.gpg.d")):
        for name in KEYRING_NAMES:
            if (folder / name).is_file():
                return folder / name
    return None


def has_apt():
    """Whether the machine has apt and dpkg."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def cpu_model():
    """Name of the processor, for the reports of measures."""
    try:
        for row in Path("/proc/cpuinfo").read_text().splitlines():
            if row.startswith("model name"):
                return row.split(":", 1)[1].strip()
    except OSError:
        pass
    return os.uname().machine
