"""The addons of this repository: manifests, order of dependencies, hashes of what a database is made of."""

import ast
from dataclasses import dataclass, field
from pathlib import Path

from .home import digest, file_digest, tree_digest
from .ui import Stop

# What never changes what a test database contains.
NOT_INSTALLED = ("tests", "demo", "readme", "static/description")
# Raised by hand when the way databases are prepared changes.
RECIPE = 1


@dataclass
class Addon:
    """One addon of the repository."""

    name: str
    path: Path
    manifest: dict
    inside: list = field(default_factory=list)
    outside: list = field(default_factory=list)

    def has_tests(self):
        """Whether it has test files."""
        return any((self.path / "tests").glob("test_*.py"))

    def has_browser_tests(self):
        """Whether its tests open pages (bundles are then built once, in its template)."""
        words = ("HttpCase", "start_tour", "browser_js", "playwright")
        files = (self.path / "tests").glob("*.py")
        return any(word in file.read_text(errors="replace") for file in files for word in words)


def read(folders):
    """Addons found directly below the folders, by name, each with its direct dependencies sorted out."""
    found = {}
    for folder in folders:
        for manifest in sorted(Path(folder).glob("*/__manifest__.py")):
            try:
                values = ast.literal_eval(manifest.read_text())
            except (ValueError, SyntaxError) as error:
                raise Stop(f"{manifest} cannot be read: {error}") from None
            if values.get("installable", True):
                found[manifest.parent.name] = Addon(manifest.parent.name, manifest.parent, values)
    for addon in found.values():
        depends = addon.manifest.get("depends", ["base"])
        addon.inside = [name for name in depends if name in found]
        addon.outside = [name for name in depends if name not in found]
    return found


def ordered(found, names=None):
    """The named addons (all by default) and what they need inside the repository, dependencies first."""
    order, doing = [], []

    def visit(name):
        if name in order:
            return
        if name in doing:
            raise Stop(f"Addons depend on each other in a circle: {' → '.join([*doing, name])}")
        doing.append(name)
        for below in sorted(found[name].inside):
            visit(below)
        doing.pop()
        order.append(name)

    for name in sorted(found if names is None else names):
        if name not in found:
            raise Stop(f"There is no addon {name}; known: {', '.join(sorted(found))}.")
        visit(name)
    return order


def core_modules(found, names):
    """Direct dependencies outside the repository of these addons and of what they need."""
    return sorted({module for name in ordered(found, names) for module in found[name].outside} | {"base"})


def largest_below(found, name, ready):
    """The addon, among those that are ready, which has most of what this one needs and nothing else; None when no one
    has. Both stand on the same core modules: what is then left to install is a few addons of this repository."""
    inside, outside = set(ordered(found, [name])), core_modules(found, [name])
    below = [
        other for other in ready if set(ordered(found, [other])) < inside and core_modules(found, [other]) == outside
    ]
    return max(below, key=lambda other: len(ordered(found, [other])), default=None)


def environment_key(home, odoo):
    """Hash of everything below the addons: Odoo, pinned packages, recipe."""
    names = ("requirements.txt", "requirements-oca.txt")
    return digest(RECIPE, odoo.revision, file_digest(*(home.config / name for name in names)))


def core_key(home, odoo, modules):
    """Hash of a database where only core modules are installed."""
    return digest(environment_key(home, odoo), sorted(modules))


def template_key(home, odoo, found, name):
    """Hash of the database where an addon and what it needs are installed."""
    trees = {below: tree_digest(found[below].path, NOT_INSTALLED) for below in ordered(found, [name])}
    return digest(core_key(home, odoo, core_modules(found, [name])), trees)


def run_hashes(found):
    """Hash of each addon as the running database knows it: everything but its tests."""
    return {name: tree_digest(addon.path, ("tests", "readme")) for name, addon in sorted(found.items())}


def demo_files(found, names=None):
    """(addon, path of a demo file), in the order they are loaded."""
    return [
        (name, found[name].path / file)
        for name in ordered(found, names)
        for file in found[name].manifest.get("demo", [])
    ]
