"""Reads the log of an install or upgrade: what Odoo only mentions but leaves a broken database fails the run."""

import re
from dataclasses import dataclass

HEAD = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) (?P<db>\S+) (?P<logger>[\w.]+): (?P<text>.*)$"
)
# (what, level or worse, logger, words) → meaning. First match wins.
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
RULES = (
    ("ERROR", r".*", r".*", "an error was logged"),
    ("WARNING", r"odoo\.schema.*", r".*", "the schema of the database is not the one that was asked for"),
    ("WARNING", r".*", r"ha(s|ve) no access rules", "a model has no access row"),
    ("WARNING", r".*", r"_sql_constraints", "an old-style SQL constraint, which is ignored"),
    ("WARNING", r".*", r"demo data failed to install", "demo data could not be loaded"),
    ("WARNING", r".*", r"unknown parameter", "a field has an attribute that does not exist"),
    ("WARNING", r".*", r"invalid module names", "a module is not found"),
    ("WARNING", r".*", r"is imported twice in module", "a file is listed twice in a manifest"),
    ("WARNING", r".*", r"inconsistent 'compute_sudo'|inconsistent 'store'", "fields of one compute disagree"),
    ("WARNING", r".*", r"Two fields .* have the same label", "two fields of a model have the same label"),
)
# Said by core itself on every machine; nothing that the suite can mend.
KNOWN = (r"Running as user 'root' is a security risk",)


@dataclass(frozen=True)
class Finding:
    """One line of a log that fails the run."""

    meaning: str
    line: str

    def __str__(self):
        return f"{self.meaning}: {self.line}"


def _entries(text):
    """Log entries, continuation lines (tracebacks, lists) kept with the line that starts them."""
    entry = []
    for line in text.splitlines():
        if HEAD.match(line) and entry:
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def check(text):
    """Findings of a log, in its order."""
    found = []
    for entry in _entries(text):
        match = HEAD.match(entry[0])
        if not match:
            if any("Traceback (most recent call last)" in line for line in entry):
                found.append(Finding("Odoo broke off", "\n".join(entry[-12:])))
            continue
        whole = "\n".join(entry)
        if any(re.search(known, whole) for known in KNOWN):
            continue
        for level, logger, words, meaning in RULES:
            if (
                LEVELS.index(match["level"] if match["level"] in LEVELS else "INFO") >= LEVELS.index(level)
                and re.fullmatch(logger, match["logger"])
                and re.search(words, whole)
            ):
                found.append(Finding(meaning, "\n".join(entry[:12])))
                break
    return found


def warnings(text):
    """First lines of the warnings that do not fail the run."""
    failing = {finding.line.split("\n")[0] for finding in check(text)}
    rows = [entry[0] for entry in _entries(text)]
    return [
        row
        for row in rows
        if (match := HEAD.match(row))
        and match["level"] == "WARNING"
        and row not in failing
        and not any(re.search(known, row) for known in KNOWN)
    ]


LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")


def progress_of(line):
    """`hr (34/60)` for a log line that says which module is being loaded, else None."""
    match = LOADING.search(line)
    return f"{match[1]} ({match[2]}/{match[3]})" if match else None
