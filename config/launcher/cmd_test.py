"""`./regie test`: static tests, each addon alone with what it needs, all together, browser tours."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import addons
from .cmd_bench import second_sets
from .home import stamp_read
from .session import Session
from .templates import read_all, test_databases
from .ui import RUNNING, Stop, end_all, say

STATIC = "static"
TIMEOUT = 1800


@dataclass
class Result:
    """What one suite gave."""

    suite: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    skips: list = field(default_factory=list)
    output: str = ""
    broken: bool = False


def closing_line(results):
    """`N passed, N failed, N skipped`: the last line of every run."""
    names = ("passed", "failed", "skipped")
    return ", ".join(f"{sum(getattr(result, name) for result in results)} {name}" for name in names)


def exit_code(results):
    """0 when at least one test passed and nothing failed or broke off."""
    ran = sum(result.passed for result in results)
    return 0 if ran and not any(result.failed or result.broken for result in results) else 1


def result_of(suite, report, returncode, output):
    """The result of a pytest run; a run that wrote no counts, or ended otherwise than by its tests, is a failure.
    pytest's code 5 says that no test was selected, which is no failure of a suite."""
    result = Result(suite, output=output)
    for name in ("passed", "failed", "skipped", "seconds", "skips"):
        setattr(result, name, report.get(name, getattr(result, name)))
    if returncode not in (0, 5) and not result.failed:
        result.failed, result.broken = 1, True
    if not report and returncode != 5:
        result.failed, result.broken = max(result.failed, 1), True
    return result


def test(args):
    """Run the suites asked for."""
    session = Session(parts=("pango", "fonts") if args.fast else ("pango", "fonts", "browser"))
    runner = Runner(session, args)
    targets = runner.targets(args.targets)
    started = time.monotonic()
    results = []
    if STATIC in targets:
        results.append(runner.show(runner.static()))
    suites = [name for name in targets if name != STATIC]
    if suites:
        with session.serving(args.database_url) as server, session.home.lock("tests", on_wait=_waiting):
            results += runner.suites(server, suites)
    for result in results:
        for node, reason in result.skips:
            say(f"  skipped  {result.suite}: {node}: {reason}")
    say(f"\nTests took {time.monotonic() - started:.1f} s.")
    say(closing_line(results))
    return exit_code(results)


def _waiting():
    say("  waiting for another run of tests of this clone…")


class Runner:
    """Runs suites with pytest and collects their results."""

    def __init__(self, session, args):
        self.session = session
        self.home = session.home
        self.args = args
        self.found = read_all(self.home)
        self.log = self.home.log("test")
        self.reports = self.home.state / "report"
        self.reports.mkdir(exist_ok=True)

    def targets(self, asked):
        """Suites to run: what was asked for, else everything, dependencies first and the common ones last."""
        asked = [target.rstrip("/").rsplit("/", 1)[-1] for target in asked]
        unknown = [target for target in asked if target != STATIC and target not in self.found]
        if unknown:
            raise Stop(f"There is no addon {', '.join(unknown)}; known: {STATIC}, {', '.join(sorted(self.found))}.")
        if asked:
            return asked
        return [STATIC, *(name for name in addons.ordered(self.found) if self.found[name].has_tests())]

    def _pytest(self, suite, arguments, env):
        report = self.reports / f"{suite}.json"
        report.unlink(missing_ok=True)
        command = [self.session.env.python, "-m", "pytest", "-p", "launcher.pytest_plugin", "-q", "-rfE", "--tb=short"]
        command += ["-p", "no:cacheprovider", "--rootdir", self.home.root, *arguments]
        if self.args.expression:
            command += ["-k", self.args.expression]
        env = {**env, "REGIE_REPORT": str(report), "REGIE_FAST": "1" if self.args.fast else ""}
        env["PYTHONPATH"] = str(self.home.config)
        log = self.home.log(f"pytest-{suite}")
        with open(log, "w") as sink:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=env,
                cwd=self.home.root,
            )
            RUNNING.add(process)
            try:
                code = process.wait(TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
                sink.write(f"\nGiven up after {TIMEOUT} s.\n")
            finally:
                RUNNING.discard(process)
        return result_of(suite, stamp_read(report), code, log.read_text(errors="replace"))

    def static(self):
        """Plain pytest on tests/static: no database, no Odoo server."""
        env = {**os.environ, **self.session.system.environ()}
        return self._pytest(STATIC, ["-p", "no:odoo", self.home.tests / "static"], env)

    def suites(self, server, names):
        """Each addon's tests on a copy of its template; suites run side by side, each builds the template it needs."""
        odoo, templates = test_databases(self.session, server, self.found, self.log)
        templates.forget_old(second_sets(self.home.tests / "bench"))
        jobs = self.args.jobs or min(2, os.cpu_count() or 1)
        with ThreadPoolExecutor(max_workers=jobs) as pool:
            # The suites of tests/ open every screen and last longest: they begin first, and are told last.
            begin = sorted(names, key=lambda name: self.found[name].path.parent != self.home.tests)
            waiting = {name: pool.submit(self._suite, odoo, templates, name) for name in begin}
            try:
                return [self.show(waiting[name].result()) for name in names]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                end_all()
                raise

    def _suite(self, odoo, templates, name):
        if not self.found[name].has_tests():
            return Result(name, output=f"{name} has no test file.")
        bundles = self.found[name].has_browser_tests()
        try:
            template = templates.addon(name, bundles)
        except Stop as error:
            return Result(name, failed=1, broken=True, output=str(error))
        copy = f"test_{name}"
        odoo.copy(template, copy, self.log)
        try:
            arguments = [
                f"--odoo-database={copy}",
                f"--odoo-config={odoo.conf}",
                "--odoo-http",
                "--odoo-extra",
                f"db-filter=^{copy}$",
                self.found[name].path / "tests",
            ]
            return self._pytest(name, arguments, odoo.environ())
        finally:
            odoo.drop([copy], self.log)

    def show(self, result):
        """Print a suite's counts, and everything pytest said when something failed."""
        if result.failed or result.broken:
            say(f"\n===== {result.suite} =====")
            say(result.output[-60_000:])
        line = f"{result.suite}: {result.passed} passed, {result.failed} failed, {result.skipped} skipped"
        say(f"  {result.seconds:6.1f} s  {line}")
        return result
