"""Plugin of the launcher's pytest runs: counts as JSON, no silent loss of browser tours.

REGIE_REPORT names the file that receives {passed, failed, skipped, seconds, skips, failures}. A test that Odoo would
skip because no browser starts fails instead. With REGIE_FAST=1, tests that open a browser are skipped and say so.
"""

import json
import os
import re
import time
from pathlib import Path

import pytest

BROWSER_WORDS = re.compile(r"chrom|devtools|websocket-client|browser.*(not found|missing)", re.IGNORECASE)
FAST_REASON = "browser tour, not run with --fast"
KINDS = {
    "passed": "passed",
    "failed": "failed",
    "error": "failed",
    "subtests failed": "failed",
    "skipped": "skipped",
    "xfailed": "skipped",
    "xpassed": "failed",
}


def pytest_configure(config):
    """Remember when the run began."""
    config._regie_start = time.time()


@pytest.fixture(autouse=True, scope="session")
def _regie_no_tours():
    """With --fast, opening a browser skips the test."""
    if os.environ.get("REGIE_FAST") != "1":
        yield
        return
    from unittest import SkipTest, mock

    def skip(*_args, **_kwargs):
        raise SkipTest(FAST_REASON)

    from odoo.tests.common import ChromeBrowser, HttpCase

    patches = [mock.patch.object(HttpCase, "browser_js", skip), mock.patch.object(ChromeBrowser, "__init__", skip)]
    try:
        from playwright.sync_api import BrowserType

        patches.append(mock.patch.object(BrowserType, "launch", skip))
    except ImportError:
        pass
    for patch in patches:
        patch.start()
    yield
    for patch in patches:
        patch.stop()


def lost_tour(reason):
    """Whether a test was skipped because the browser does not start."""
    return bool(BROWSER_WORDS.search(reason)) and FAST_REASON not in reason


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a tour that was skipped for want of a browser into a failure."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and isinstance(report.longrepr, tuple) and lost_tour(str(report.longrepr[2])):
        report.outcome = "failed"
        report.longrepr = f"A browser tour must not be skipped: {report.longrepr[2]}"


def counts(stats):
    """{passed, failed, skipped} from the terminal reporter's stats."""
    total = {"passed": 0, "failed": 0, "skipped": 0}
    for kind, into in KINDS.items():
        total[into] += len(stats.get(kind, []))
    return total


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config):
    """Write the counts."""
    path = os.environ.get("REGIE_REPORT")
    if not path:
        return
    stats = terminalreporter.stats
    skips = [
        [report.nodeid, str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)]
        for report in stats.get("skipped", [])
    ]
    failures = [report.nodeid for kind in ("failed", "error", "subtests failed") for report in stats.get(kind, [])]
    report = {
        **counts(stats),
        "seconds": round(time.time() - config._regie_start, 1),
        "skips": skips,
        "failures": failures,
    }
    Path(path).write_text(json.dumps(report))
