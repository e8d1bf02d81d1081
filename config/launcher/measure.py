"""Interleaved measures for `./regie bench`: the helper that the modules of tests/bench import.

A benchmark is a module `tests/bench/<name>.py`:

    from launcher.measure import compare, other_env

    ALONE = ["hr_timesheet"]          # optional: modules of a second database, without the suite

    def run(env):
        vanilla = other_env()         # environment of that second database
        yield compare(
            "1 000 timesheet lines", env,
            measured=lambda: create_lines(env), baseline=lambda: create_lines(vanilla),
            baseline_env=vanilla, rounds=15, target=1.25,
        )

`env` is an administrator's environment on a database of its own with the whole suite, dropped afterwards: a benchmark
may create its data and commit. Each round of a comparison runs inside a savepoint that is rolled back. Measured and
baseline take turns, so that a noisy machine disturbs both alike; the ratio is that of the medians.
"""

import contextlib
import gc
import importlib
import json
import os
import resource
import statistics
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Series:
    """Durations (seconds) and SQL queries of one side."""

    seconds: list = field(default_factory=list)
    queries: list = field(default_factory=list)

    @property
    def median(self):
        """Median duration."""
        return statistics.median(self.seconds)

    @property
    def p95(self):
        """Duration that 95 % of the rounds do not exceed."""
        rows = sorted(self.seconds)
        return rows[min(len(rows) - 1, -(-95 * len(rows) // 100) - 1)]


@dataclass
class Comparison:
    """One measure against its baseline."""

    title: str
    measured: Series
    baseline: Series
    target: float = 0
    memory: int = 0
    slack: float = 0

    @property
    def ratio(self):
        """Median measured over median baseline."""
        return self.measured.median / self.baseline.median if self.baseline.median else float("inf")

    def lines(self):
        """What is printed."""
        yield self.title
        for name, series in (("measured", self.measured), ("baseline", self.baseline)):
            yield (
                f"  {name}: median {series.median * 1000:10.1f} ms   p95 {series.p95 * 1000:10.1f} ms   "
                f"{statistics.median(series.queries):g} SQL   {len(series.seconds)} rounds"
            )
        verdict = ""
        if self.target:
            slack = f" + {self.slack * 1000:g} ms" if self.slack else ""
            limit = self.baseline.median * self.target + self.slack
            verdict = f"   target {self.target:g}{slack}: {'reached' if self.measured.median <= limit else 'MISSED'}"
        yield f"  ratio {self.ratio:.2f}{verdict}   peak memory {self.memory} MB"


def peak_memory():
    """Largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _once(env, action, series, cold):
    """Run an action inside a savepoint that is rolled back; keep its duration and number of queries."""
    if cold:
        env.invalidate_all()
    gc.collect()
    before = env.cr.sql_log_count
    with contextlib.closing(env.cr.savepoint(flush=False)):
        start = time.perf_counter()
        action()
        env.flush_all()
        seconds = time.perf_counter() - start
        queries = env.cr.sql_log_count - before
    env.invalidate_all(flush=False)
    if series is not None:
        series.seconds.append(seconds)
        series.queries.append(queries)


def compare(title, env, *, measured, baseline, baseline_env=None, rounds=15, warm_up=2, target=0, slack=0, cold=True):
    """Run both sides in turn, `rounds` times each after `warm_up`; who begins alternates.

    The target is reached when the measured median is at most `target` times that of the baseline, plus `slack` seconds.
    """
    baseline_env = baseline_env or env
    sides = [(env, measured, Series()), (baseline_env, baseline, Series())]
    for number in range(-warm_up, rounds):
        for side_env, action, series in sides if number % 2 else reversed(sides):
            _once(side_env, action, series if number >= 0 else None, cold)
    return Comparison(title, sides[0][2], sides[1][2], target, peak_memory(), slack)


def copies(env, record, count, **changes):
    """Copy the row of `record` `count` times; SQL changes columns, where `n` counts from 0. Returns the first id."""
    table = record._table
    env.cr.execute(f"SELECT MAX(id) + 1 FROM {table}")
    [first] = env.cr.fetchone()
    values = ", ".join(f"'{name}', {sql.format(id=f'{first} + n')}" for name, sql in {"id": "{id}", **changes}.items())
    env.cr.execute(
        # in FROM: written in SELECT, the function would be called once for each column
        f"INSERT INTO {table} SELECT copy.* FROM {table} source, generate_series(0, {count - 1}) n,"
        f"       jsonb_populate_record(source, jsonb_build_object({values})) copy WHERE source.id = {record.id}"
    )
    env.cr.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {first + count})")
    return first


_stack = contextlib.ExitStack()


def environment(database):
    """Administrator's environment on a database, open until the end of the process."""
    from odoo.api import Environment
    from odoo.modules.registry import Registry

    cr = _stack.enter_context(Registry(database).cursor())
    user = Environment(cr, 1, {}).ref("base.user_admin")
    return Environment(cr, user.id, {"lang": "fr_FR", "tz": "Europe/Paris"})


def other_env():
    """Environment of the second database, where only the modules named by ALONE are installed."""
    return environment(os.environ["REGIE_BENCH_ALONE"])


def main(arguments):
    """Run one benchmark: `python -m launcher.measure CONF DATABASE FILE`; prints its comparisons."""
    conf, database, file = arguments
    import importlib.util

    from odoo.tools import config

    config.parse_config(["-c", conf, "-d", database, "--no-http", "--log-level=warn"], setup_logging=True)
    spec = importlib.util.spec_from_file_location("bench_module", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    ratios = {}
    with _stack:
        env = environment(database)
        for comparison in module.run(env) or ():
            for line in comparison.lines():
                sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            ratios[comparison.title] = round(comparison.ratio, 3)
        env.cr.rollback()
    sys.stdout.write("@@" + json.dumps(ratios) + "\n")


if __name__ == "__main__":
    # The benchmark imports this module by its name: run that one, so that both share the open cursors.
    importlib.import_module("launcher.measure").main(sys.argv[1:])
