"""What installs without a word and then breaks, or leaks: checks on the text of the sources.

Each rule has a code, the files it reads, a pattern, and the sentence that says what to write instead. A line that ends
with the comment `lint: allow <code>` is left alone.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Rule:
    """One pattern that must not be found."""

    code: str
    suffixes: tuple
    pattern: str
    advice: str

    def search(self, text):
        """Line numbers where the pattern is found."""
        for match in re.finditer(self.pattern, text, re.MULTILINE):
            yield text.count("\n", 0, match.start()) + 1


@dataclass(frozen=True)
class Problem:
    """One place to mend."""

    path: str
    line: int
    code: str
    advice: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.code}] {self.advice}"


PY, XML, JS = (".py",), (".xml",), (".js",)
WORDS = (".py", ".xml", ".js", ".md", ".csv", ".yml", ".yaml", ".ini", ".toml", ".txt", ".cfg", ".conf", ".sh", "")
# The names of package registries and mirrors; escaped, so that this file does not contain one.
HOSTS = (
    r"deb\.debian|security\.debian|snapshot\.debian|ftp\.\w+\.debian|archive\.ubuntu|"
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|registry\.yarnpkg|proxy\.golang|crates\.io|rubygems\.org|"
    r"apt\.postgresql|nightly\.odoo"
)

RULES = (
    Rule("sql-constraints", PY, r"^\s+_sql_constraints\s*=", "is ignored by Odoo 19: write models.Constraint"),
    Rule("tree-view-mode", (*XML, *PY), r"""view_mode["']?\s*[>:=]\s*["']?[\w,]*\btree\b""", "write list, not tree"),
    Rule("tree-tag", XML, r"<tree[\s>]", "write <list>"),
    Rule("kanban-box", (*XML, *JS), r"kanban-box", 'breaks in the browser: write <t t-name="card">'),
    Rule("t-raw", (*XML, *JS), r"\bt-raw\s*=", "prints unescaped text: write t-out"),
    Rule("t-esc", XML, r"\bt-esc\s*=", "is deprecated: write t-out"),
    Rule("oe-chatter", XML, r"oe_chatter", "shows raw lists: write <chatter/>"),
    Rule("group-expand", XML, r"<group\s[^>]*\bexpand\s*=", "is refused in search views: write a bare <group>"),
    Rule("attrs", XML, r"\s(?:attrs|states)\s*=\s*[\"']", "is refused: write invisible=, readonly=, required="),
    Rule("json-route", PY, r"""type\s*=\s*["']json["']""", 'is deprecated: write type="jsonrpc"'),
    Rule("groups-id", (*PY, *XML), r"\bgroups_id\b", "does not exist any more: write group_ids"),
    Rule("today-default", PY, r"default\s*=\s*fields\.\w+\.(?:today|now)\(\)", "is frozen at start: pass the function"),
    Rule("group-operator", PY, r"\bgroup_operator\s*=", "is deprecated: write aggregator="),
    Rule("name-get", PY, r"def name_get\(", "is never called: override _compute_display_name"),
    Rule("old-expression", PY, r"odoo\.osv", "is deprecated: use odoo.fields.Domain"),
    Rule("print", PY, r"^\s*print\(", "leaves nothing in the log: use a logger"),
    Rule("left-over", (*PY, *XML, *JS), r"\b(?:TO[D]O|FIX[M]E|XX[X])\b", "do it, or write it in the note of the issue"),
    Rule(
        "skipped-test", PY, r"@(?:unittest\.)?skip(?:If|Unless)?\b|\.skipTest\(|pytest\.mark\.skip", "no skipped test"
    ),
    Rule(
        "deprecated-access", PY, r"\.check_access_(?:rights|rule)\(", "is deprecated: write check_access / has_access"
    ),
)
HOST_RULE = Rule("registry-host", WORDS, HOSTS, "no name of a package registry or mirror in the repository")
PARTS_OF_LAUNCHER = ("print", "skipped-test")


def check_text(path, text, rules=RULES):
    """Problems of one file, by the patterns."""
    path = Path(path)
    lines = text.splitlines()
    for rule in rules:
        if path.suffix not in rule.suffixes:
            continue
        for number in rule.search(text):
            line = lines[number - 1] if number <= len(lines) else ""
            if f"lint: allow {rule.code}" not in line:
                yield Problem(str(path), number, rule.code, rule.advice)


def check_xml(path, text):
    """A file that is not well-formed."""
    try:
        ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        yield Problem(str(path), error.position[0], "xml", str(error))


def check_manifest(path, addons_folders):
    """Files that a manifest names and that do not exist (a missing asset is only noticed in the browser), and data
    files that no manifest names."""
    folder = Path(path).parent
    values = ast.literal_eval(Path(path).read_text())
    named = set()
    for key in ("data", "demo"):
        for name in values.get(key, []):
            named.add(name)
            if not (folder / name).is_file():
                yield Problem(str(path), 1, "missing-file", f"{key}: {name} does not exist")
    for name in _assets(values):
        addon, _, rest = name.lstrip("/").partition("/")
        owner = next((base / addon for base in addons_folders if (base / addon).is_dir()), None)
        if owner and not any(owner.glob(rest)):
            yield Problem(str(path), 1, "missing-asset", f"{name} matches no file")
    for kind in ("data", "views", "security", "report", "wizard", "demo"):
        for file in sorted((folder / kind).glob("*.xml")):
            if file.relative_to(folder).as_posix() not in named:
                yield Problem(str(file), 1, "orphan-file", "is named by no manifest, so it is never loaded")


def _assets(values):
    for entries in values.get("assets", {}).values():
        for entry in entries:
            path = entry if isinstance(entry, str) else entry[-1]
            if "/static/" in path:
                yield path


def check_tree(root, files):
    """Problems of all the files given (relative to the root): patterns, XML, manifests, host names."""
    root = Path(root)
    folders = [root / "addons", root / "tests"]
    for name in sorted(files):
        path = root / name
        if not path.is_file() or path.suffix in (".png", ".jpg", ".svg", ".woff", ".woff2", ".ico", ".xlsx", ".pdf"):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield from check_text(name, text, (HOST_RULE,))
        parts = Path(name).parts
        if parts[0] in ("addons", "tests"):
            rules = RULES if parts[0] == "addons" else [rule for rule in RULES if rule.code not in PARTS_OF_LAUNCHER]
            if parts[:2] != ("tests", "static"):
                yield from check_text(name, text, rules)
        if path.suffix == ".xml":
            yield from check_xml(name, text)
        if path.name == "__manifest__.py":
            for problem in check_manifest(path, folders):
                relative = Path(problem.path).relative_to(root)
                yield Problem(str(relative), problem.line, problem.code, problem.advice)
