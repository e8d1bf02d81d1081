"""`./regie i18n [addon…]`: export the .pot files, merge fr.po, list what is not translated."""

import json

from . import addons
from .session import Session
from .templates import read_all, test_databases
from .ui import Stop, ask, say, step


def i18n(args):
    """Export and merge (or only check, with --check); returns 1 when something is not translated."""
    session = Session(parts=("pango", "fonts"))
    with session.serving(args.database_url) as server, session.home.lock("tests", on_wait=_waiting):
        found = read_all(session.home)
        odoo, templates = test_databases(session, server, found, session.home.log("i18n"))
        names = args.addons or [
            name for name in addons.ordered(found) if found[name].path.parent == session.home.addons
        ]
        addons.ordered(found, names)
        bad = sum(_one(odoo, templates, found[name], write=not args.check) for name in names)
    say(f"\n{bad} terms to mend." if bad else "\nEverything is translated.")
    return 1 if bad else 0


def _waiting():
    say("  waiting for another run of tests of this clone…")


def _one(odoo, templates, addon, write):
    """Export one addon from its template database (only it and what it needs) and merge."""
    home, name = odoo.home, addon.name
    template = templates.addon(name, addon.has_browser_tests())
    fresh = home.state / "i18n" / f"{name}.pot"
    fresh.parent.mkdir(exist_ok=True)
    with step(f"{name}: terms exported"):
        odoo.order("odoo_export_terms", home.log(f"i18n-{name}"), name=template, module=name, file=str(fresh))
    folder = addon.path / "i18n"
    order = {"fresh": str(fresh), "pot": str(folder / f"{name}.pot"), "po": str(folder / "fr.po"), "write": write}
    asked = ask([odoo.env.python, "-m", "launcher.po", json.dumps(order)], env=odoo.environ())
    if asked.returncode or "@@" not in asked.stdout:
        raise Stop(f"{name}: the translations cannot be merged:\n{asked.stderr}")
    answer = json.loads(asked.stdout.split("@@", 1)[1])
    say(f"    {answer['terms']} terms, {len(answer['untranslated'])} not translated")
    for title in ("untranslated", "placeholders", "dropped"):
        for term in answer[title]:
            say(f"      {title}: {term!r}")
    if not write and answer["stale"]:
        say(f"      {name}.pot or fr.po does not hold today's terms: run ./regie i18n {name}")
    return len(answer["untranslated"]) + len(answer["placeholders"]) + (not write and answer["stale"])
