"""What every command needs: the four things prepared in order, and a server while the command runs."""

import os
from contextlib import contextmanager

from . import odoo_source, postgres, python_env
from .home import Home
from .system import System


class Session:
    """A prepared machine: Odoo, Python environment, system parts."""

    def __init__(self, parts=()):
        self.home = Home().prepare()
        with self.home.lock("install", shared=True, on_wait=lambda: print("  waiting for another launcher…")):
            self.odoo = odoo_source.prepare(self.home)
            self.env = python_env.prepare(self.home, self.odoo)
            self.system = System(self.home)
            self.system.require(*parts)

    @contextmanager
    def serving(self, url=None):
        """The database server, for the time of the command."""
        url = url or os.environ.get("REGIE_DATABASE_URL")
        with postgres.serving(self.home, self.system.environ(), self.env.python, url) as server:
            yield server
