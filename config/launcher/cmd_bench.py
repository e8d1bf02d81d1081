"""`./regie bench [name…]`: the benchmarks of tests/bench, each on databases of its own (see `measure`)."""

import ast
import json
import subprocess

from . import machine
from .session import Session
from .templates import read_all, test_databases
from .ui import Stop, say, step


def benchmarks(folder):
    """{name: file} of the benchmarks."""
    return {path.stem: path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")}


def title(file):
    """First line of a benchmark's docstring."""
    return (ast.get_docstring(ast.parse(file.read_text())) or "").split("\n")[0]


def alone_of(file):
    """The literal ALONE of a benchmark: modules of its second database, [] when it asks for none."""
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "ALONE":
            return list(ast.literal_eval(node.value))
    return []


def second_sets(folder):
    """The sets of modules of all second databases."""
    alone = [alone_of(file) for file in benchmarks(folder).values()]
    return [sorted({"base", *modules}) for modules in alone if modules]


def bench(args):
    """Run the benchmarks asked for, one after the other."""
    session = Session(parts=("pango", "fonts"))
    known = benchmarks(session.home.tests / "bench")
    if args.list:
        for name, file in known.items():
            say(f"  {name:20}  {title(file)}")
        return 0
    unknown = [name for name in args.names if name not in known]
    if unknown or not known:
        raise Stop(f"No benchmark {', '.join(unknown)}; known: {', '.join(known) or 'none'}.")
    say(f"Processor: {machine.cpu_model()}.  Odoo: {session.odoo.origin}.")
    failed = []
    with session.serving(args.database_url) as server:
        found = read_all(session.home)
        log = session.home.log("bench")
        odoo, templates = test_databases(session, server, found, log)
        for name in args.names or known:
            if not _run(session, odoo, templates, name, known[name], log):
                failed.append(name)
    if failed:
        say(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


def _run(session, odoo, templates, name, file, log):
    """Run one benchmark in its own process; its databases are dropped at the end."""
    names = [f"bench_{name}", f"bench_{name}_alone"]
    suite = sorted(name for name in templates.found if templates.found[name].path.parent == session.home.addons)
    alone = alone_of(file)
    try:
        with step(f"{name}: databases prepared"):
            odoo.copy(templates.together(suite), names[0], log)
            if alone:
                odoo.copy(templates.core(sorted({"base", *alone})), names[1], log)
        say(f"\n{name}: {title(file)}")
        env = {**odoo.environ(), "REGIE_BENCH_ALONE": names[1]}
        command = [odoo.env.python, "-m", "launcher.measure", odoo.conf, names[0], file]
        ended = subprocess.run(
            [str(part) for part in command],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        rows = ended.stdout.splitlines()
        for row in rows:
            if not row.startswith("@@"):
                say(f"  {row}")
        ratios = [json.loads(row[2:]) for row in rows if row.startswith("@@")]
        return ended.returncode == 0 and bool(ratios)
    finally:
        odoo.drop(names, log)
