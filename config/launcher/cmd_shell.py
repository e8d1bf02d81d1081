"""`./regie shell`: an Odoo shell on the database of `./regie run`; a script on standard input is carried out."""

import subprocess
import sys

from .cmd_run import Site
from .session import Session


def shell(args):
    """Open the shell; in a script, `env` is the environment and nothing is kept without `env.cr.commit()`."""
    session = Session(parts=("pango", "fonts"))
    with session.serving(args.database_url) as server:
        site = Site(session, server)
        site.need_database()
        site.refresh()
        command = [session.env.python, "-m", "odoo", "shell", "-c", site.odoo.conf, "-d", site.name, "--no-http"]
        command += ["--log-level=warn", "--shell-interface=python"]
        ended = subprocess.run([str(part) for part in command], check=False, stdin=sys.stdin, env=site.odoo.environ())
        return ended.returncode
