"""No host name of a package registry or of a mirror: the machine's own settings say where packages come from."""

import re

from repository import tracked_files, where

REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("deb", "debian", "org"),
    ("security", "debian", "org"),
    ("archive", "ubuntu", "com"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("jsdelivr", "net"),
    ("unpkg", "com"),
    ("docker", "io"),
    ("ghcr", "io"),
    ("quay", "io"),
    ("nightly", "odoo", "com"),
    ("apt", "postgresql", "org"),
    ("proxy", "golang", "org"),
)
MIRRORS = (
    r"\b[\w.-]*(?:mirror|artifactory|nexus|devpi)[\w-]*\.[\w.-]*[a-z]{2,}\b|(?:index-url|registry)\s*[=:]\s*https?://"
)


def test_no_registry_and_no_mirror_is_named():
    names = "|".join(re.escape(".".join(parts)) for parts in REGISTRIES)
    pattern = re.compile(rf"(?:{names})\b|{MIRRORS}", re.IGNORECASE)
    found = []
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if path.name == "test_hosts.py":
            continue
        found += [
            f"{where(path)}:{number}: {match[0]}"
            for number, line in enumerate(text.splitlines(), 1)
            if (match := pattern.search(line))
        ]
    assert not found
