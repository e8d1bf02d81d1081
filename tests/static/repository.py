"""What the static tests read: the addons, their manifests, their Python and XML files."""

import ast
import subprocess
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"


@cache
def tracked_files():
    """Return the files that git tracks, or that it would (new and not ignored)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return sorted(path for name in names.split("\0") if name and (path := ROOT / name).is_file())


@cache
def addon_names():
    """Return the technical names of the addons of the suite."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))


@cache
def manifest(addon):
    """Return the manifest of an addon as a dictionary."""
    return ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text("utf-8"))


def files_of(addon, *suffixes, skip=()):
    """Return the files of an addon that end so, without those under the folders to skip."""
    base = ADDONS / addon
    return [
        path
        for path in tracked_files()
        if path.is_relative_to(base)
        and path.suffix in suffixes
        and not set(path.relative_to(base).parts[:-1]) & set(skip)
    ]


@cache
def tree_of(path):
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def xml_of(path):
    """Return the root of an XML file."""
    return ElementTree.parse(path).getroot()


@cache
def models_of(addon):
    """Return {model name: base class} of the models that an addon brings (not those that it extends)."""
    models = {}
    for path in files_of(addon, ".py", skip=("tests",)):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                kind = next((ast.unparse(base).rpartition(".")[2] for base in node.bases), "")
                values = {
                    target.id: statement.value
                    for statement in node.body
                    if isinstance(statement, ast.Assign)
                    for target in statement.targets
                    if isinstance(target, ast.Name)
                }
                if "_name" in values and kind.endswith("Model"):
                    name, inherit = ast.literal_eval(values["_name"]), values.get("_inherit")
                    inherited = ast.literal_eval(inherit) if inherit else []
                    if name not in ([inherited] if isinstance(inherited, str) else inherited):
                        models[name] = kind
    return models


def where(path):
    """Return a path as a message shows it."""
    return str(path.relative_to(ROOT))
