"""Command line of the launcher."""

import argparse
import importlib
import signal
import sys

from .ui import Stop, say


def parser():
    """The parser of `./regie`."""
    top = argparse.ArgumentParser(prog="./regie", description="Start, test and keep the suite.")
    commands = top.add_subparsers(dest="command", required=True, metavar="command")

    def command(name, text):
        added = commands.add_parser(name, help=text, description=text)
        return added

    def with_url(added):
        added.add_argument(
            "--database-url",
            metavar="URL",
            help="use this PostgreSQL (postgresql://user:password@host:port/database) instead of a private one",
        )

    run = command("run", "install what is missing, create the database, start the server")
    run.add_argument("--port", type=int, help="port of the server (default: first free one from 8069 on)")
    run.add_argument(
        "--database", metavar="NAME", help="another database of the same server, a restored one for instance"
    )
    run.add_argument("--reset", action="store_true", help="make the database anew; its data are lost")
    run.add_argument("--no-demo", action="store_true", help="a database without the demo régie")
    run.add_argument(
        "--workers", type=int, default=0, metavar="N", help="several workers and the gevent port (2 or more)"
    )
    with_url(run)

    test = command("test", "run the tests: static, each addon alone, all together, browser tours")
    test.add_argument("targets", nargs="*", metavar="addon", help="addons to test, or `static` (default: everything)")
    test.add_argument("-k", dest="expression", metavar="EXPR", help="only tests that match (pytest's expression)")
    test.add_argument("--fast", action="store_true", help="no browser tours")
    test.add_argument("--jobs", type=int, default=0, metavar="N", help="suites run at once (default: 2 at most)")
    with_url(test)

    command("lint", "check the sources: ruff, pylint-odoo, and what installs but breaks in the browser")

    shell = command("shell", "an Odoo shell on the running database; a script on standard input is carried out")
    with_url(shell)

    bench = command("bench", "run benchmarks of tests/bench")
    bench.add_argument("names", nargs="*", metavar="name", help="benchmarks (default: all)")
    bench.add_argument("--list", action="store_true", help="list the benchmarks")
    with_url(bench)

    backup = command("backup", "write database and filestore into one file")
    backup.add_argument("file")
    with_url(backup)
    restore = command("restore", "restore a backup into a new database, and check it")
    restore.add_argument("file")
    restore.add_argument("--name", help="name of the new database (default: that of the backup with the time)")
    with_url(restore)

    command("doctor", "say what this machine has and lacks, and the command that mends it")

    i18n = command("i18n", "export the .pot files, merge fr.po, list what is not translated")
    i18n.add_argument("addons", nargs="*", metavar="addon", help="addons (default: all)")
    i18n.add_argument(
        "--check", action="store_true", help="change nothing; fail when a term is missing or not translated"
    )
    with_url(i18n)
    return top


MODULES = {"backup": "cmd_backup", "restore": "cmd_backup"}


def _interrupt(*_):
    """A request to end is treated like Ctrl-C: what was started is stopped."""
    raise KeyboardInterrupt


def main(arguments=None):
    """Run one command; returns the exit code."""
    args = parser().parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    module = importlib.import_module(f".{MODULES.get(args.command, 'cmd_' + args.command)}", __package__)
    try:
        return getattr(module, args.command)(args)
    except Stop as error:
        sys.stdout.flush()
        print(f"\n{error}", file=sys.stderr)
        if error.command:
            print(f"\nRun this, then try again:\n    {error.command}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return 130
