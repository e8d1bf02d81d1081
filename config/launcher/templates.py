"""Template databases of the tests, each kept until something below it changes.

`core_…`: only core modules, for each different set of them. `tpl_…`: an addon and what it needs, on top of a copy of
the largest template that has nothing else: another addon's when it is ready, else its core template. The comment of a
database is the hash of what it was made of; a database is named only once finished.
"""

import threading

from . import addons, database
from .ui import Stop, step


def read_all(home):
    """The addons of the suite, and those of tests/ that bring them together."""
    return addons.read([home.addons, home.tests])


def test_databases(session, server, found, log):
    """The Odoo and the templates that tests use."""
    home = session.home
    folders = [home.addons]
    if any(home.tests.glob("*/__manifest__.py")):
        folders.append(home.tests)
    odoo = database.Odoo(
        home,
        session.env,
        server,
        data=home.state / "tests",
        addons_path=folders,
        name="test",
        extra_env=session.system.environ(),
    )
    odoo.write_conf()
    return odoo, Templates(odoo, home, session.odoo, found, log)


class Templates:
    """The templates of one run of tests."""

    def __init__(self, odoo, home, source, found, log):
        self.odoo = odoo
        self.home = home
        self.source = source
        self.found = found
        self.log = log
        self.known = odoo.databases(log)
        self._turn, self._turns = threading.Lock(), {}

    def _fresh(self, name, key):
        return self.known.get(name) == key

    def _publish(self, draft, name, key, log):
        self.odoo.rename(draft, name, key, log)
        self.known[name] = key

    def _turn_of(self, name):
        """The lock of who builds a template."""
        with self._turn:
            return self._turns.setdefault(name, threading.Lock())

    def core_name(self, modules):
        """Name and key of the template of a set of core modules."""
        key = addons.core_key(self.home, self.source, modules)
        return f"core_{key[:10]}", key

    def core(self, modules):
        """Have the template of a set of core modules, built on the largest one that is already there. Two suites that
        begin together do not build the same one twice: the second waits."""
        name, key = self.core_name(modules)
        with self._turn_of(name):
            return name if self._fresh(name, key) else self._build_core(modules, name, key)

    def _build_core(self, modules, name, key):
        log = self.home.log(name)
        below = self._largest_below(modules)
        draft = f"{name}_draft"
        with step(f"Template: Odoo's modules {', '.join(modules)}") as progress:
            if below:
                self.odoo.copy(below, draft, log)
            else:
                self.odoo.checked("odoo_create", log, progress, name=draft)
            if set(modules) - {"base"}:
                self.odoo.checked("odoo_install", log, progress, name=draft, modules=modules)
            self._publish(draft, name, key, log)
        return name

    def _sets(self):
        """The different sets of core modules that the addons need, smallest first."""
        sets = {tuple(addons.core_modules(self.found, [name])) for name in self.found}
        return sorted(sets, key=lambda modules: (len(modules), modules))

    def _largest_below(self, modules):
        best = None
        for other in self._sets():
            name, key = self.core_name(other)
            if set(other) < set(modules) and self._fresh(name, key):
                best = name
        return best

    def is_fresh(self, name):
        """Whether the addon's template is there and nothing below it changed."""
        return self._fresh(f"tpl_{name}", addons.template_key(self.home, self.source, self.found, name))

    def addon(self, name, bundles):
        """Have the template of an addon: it and its dependencies only, installed without demo data."""
        if self.found[name].path.parent == self.home.tests:
            # the suites of tests/ begin together and install everything: one does, the other takes it from there
            for other in self.found[name].inside:
                if self.found[other].path.parent == self.home.tests:
                    self.addon(other, self.found[other].has_browser_tests())
        with self._turn_of(f"tpl_{name}"):
            return f"tpl_{name}" if self.is_fresh(name) else self._build_addon(name, bundles)

    def _build_addon(self, name, bundles):
        log = self.home.log(f"tpl_{name}")
        draft = f"tpl_{name}_draft"
        below = addons.largest_below(self.found, name, [other for other in self.found if self.is_fresh(other)])
        source = f"tpl_{below}" if below else self.core(addons.core_modules(self.found, [name]))
        with step(f"Template: {name} installed" + (", bundles of its pages built" if bundles else "")) as progress:
            self.odoo.copy(source, draft, log)
            doing = ["odoo_install", "odoo_bundles"] if bundles else ["odoo_install"]
            self.odoo.checked(doing, log, progress, name=draft, modules=[name])
            key = addons.template_key(self.home, self.source, self.found, name)
            self._publish(draft, f"tpl_{name}", key, log)
        return f"tpl_{name}"

    def together(self, names):
        """Have a template with all these addons: that of the one which needs all the others, be it one of tests/."""
        for name in (*names, *self.found):
            if set(addons.ordered(self.found, [name])) in (set(names), {*names, name}):
                return self.addon(name, self.found[name].has_browser_tests())
        raise Stop(f"No addon brings together {', '.join(names)}.")

    def forget_old(self, more_sets=()):
        """Drop the templates that neither an addon nor a benchmark needs any more, and what interrupted runs left."""
        sets = [*self._sets(), *more_sets]
        needed = {self.core_name(list(modules))[0] for modules in sets} | {f"tpl_{name}" for name in self.found}
        old = [name for name in self.known if name.startswith(("core_", "tpl_", "test_")) and name not in needed]
        if old:
            self.odoo.drop(old, self.log)
