"""`./regie lint`: ruff, pylint-odoo, and the checks of `lint_rules`. Needs no database and no browser."""

import os
import subprocess
import time

from . import lint_rules
from .session import Session
from .ui import ask, say


def source_files(root):
    """Files of the repository: those git follows, and new ones that it does not ignore."""
    asked = ask(["git", "-C", root, "ls-files", "--cached", "--others", "--exclude-standard"])
    if asked.returncode == 0:
        return asked.stdout.splitlines()
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and ".regie" not in path.parts]


def lint(_args):
    """Run every check; say which failed."""
    session = Session()
    root, env = session.home.root, session.env
    files = source_files(root)
    python = [name for name in ("regie", "addons", "config", "tests") if (root / name).exists()]
    addons = sorted(str(path.parent) for path in root.glob("addons/*/__manifest__.py"))
    addons += sorted(str(path.parent) for path in root.glob("tests/*/__manifest__.py"))
    failed = []
    commands = (
        ("ruff check", [env.tool("ruff"), "check", "--quiet", *python]),
        ("ruff format", [env.tool("ruff"), "format", "--check", "--quiet", *python]),
        ("pylint-odoo", [env.tool("pylint"), f"--rcfile={root / '.pylintrc'}", *addons]),
    )
    for name, command in commands:
        start = time.monotonic()
        sys_env = {**os.environ, "PYTHONPATH": ""}
        ended = subprocess.run([str(part) for part in command], check=False, cwd=root, env=sys_env)
        _tell(name, start, ended.returncode == 0, failed)
    start = time.monotonic()
    problems = list(lint_rules.check_tree(root, files))
    for problem in problems:
        say(str(problem))
    _tell("own checks", start, not problems, failed)
    say(f"Lint: {', '.join(failed)} failed." if failed else "Lint: nothing to mend.")
    return 1 if failed else 0


def _tell(name, start, good, failed):
    say(f"  {time.monotonic() - start:6.1f} s  {name}: {'ok' if good else 'FAILED'}")
    if not good:
        failed.append(name)
