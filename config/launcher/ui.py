"""What the launcher prints: steps with their duration, commands whose log is kept, errors that say what to do."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

RUNNING = set()


def end_all():
    """Ask every program that a thread of this launcher still waits for to end."""
    for process in list(RUNNING):
        process.terminate()


class Stop(Exception):
    """The launcher cannot go on: what is wrong, and the one line to run when there is one."""

    def __init__(self, message, command=None):
        super().__init__(message)
        self.command = command


def say(text=""):
    """Print one line at once, even through a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Progress:
    """What a running step is doing: rewritten in place on a terminal, one line every ten seconds elsewhere."""

    def __init__(self):
        self.live = sys.stdout.isatty() and not os.environ.get("CI")
        self.shown_at = time.monotonic()
        self.width = 0

    def show(self, text):
        """Show what is going on now; cheap enough to be called for each line of a log."""
        now = time.monotonic()
        if self.live:
            line = f"    … {text}"[:110]
            sys.stdout.write("\r" + line.ljust(self.width))
            sys.stdout.flush()
            self.width = len(line)
        elif now - self.shown_at > 10:
            self.shown_at = now
            say(f"    … {text}")

    def clear(self):
        """Erase the line in place before a normal line is printed."""
        if self.live and self.width:
            sys.stdout.write("\r" + " " * self.width + "\r")
            self.width = 0


@contextmanager
def step(title):
    """Announce a long step, give it a `Progress`, and print how long it took."""
    progress = Progress()
    start = time.monotonic()
    progress.show(title) if progress.live else None
    try:
        yield progress
    except BaseException:
        progress.clear()
        say(f"  failed after {time.monotonic() - start:6.1f} s  {title}")
        raise
    progress.clear()
    say(f"  {time.monotonic() - start:6.1f} s  {title}")


def ask(command, **options):
    """Run a short command quietly; the caller reads its exit code and its output."""
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, **options}
    return subprocess.run([str(part) for part in command], check=False, **options)


def run_logged(command, log, *, env=None, watch=None, cwd=None, timeout=None, **popen):
    """Run a command, append its output to the file `log`, give each line to `watch`; raise Stop with the tail if it
    fails."""
    Path(log).parent.mkdir(parents=True, exist_ok=True)
    tail = []
    deadline = time.monotonic() + timeout if timeout else None
    with open(log, "a", encoding="utf-8", errors="replace") as sink:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            text=True,
            errors="replace",
            **popen,
        )
        RUNNING.add(process)
        try:
            for line in process.stdout:
                sink.write(line)
                tail = (tail + [line.rstrip()])[-40:]
                if watch:
                    watch(line.rstrip())
                if deadline and time.monotonic() > deadline:
                    raise Stop(f"Given up after {timeout} s: {' '.join(map(str, command))}")
            process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            RUNNING.discard(process)
    if process.returncode:
        raise Stop(
            f"This command failed (exit code {process.returncode}), its log is {log}:\n"
            f"  {' '.join(map(str, command))}\n" + "\n".join(f"    {row}" for row in tail)
        )
    return tail


def table(rows, headers):
    """Lines of a plain text table, columns aligned."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [headers, *rows]) for i in range(len(headers))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [headers, *rows]]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return [line.rstrip() for line in lines]
