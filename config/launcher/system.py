"""Libraries and programs that a bare machine lacks: pango for PDF, fonts, Chromium for tours.

Already there: used. Else installed by apt as root or with password-less sudo. Else extracted privately from the
machine's own packages together with the libraries that it lacks. Else the launcher stops with the line to run.
"""

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

from . import apt, machine, odoo_source
from .home import stamp_read, stamp_write
from .ui import Stop, ask, step

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libcairo.so.2")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def pango_present():
    """Whether the machine has the libraries that lay out PDF documents."""
    try:
        for name in PANGO:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def fonts_present(folders=FONT_FOLDERS):
    """Whether the machine has at least one outline font and fontconfig's configuration."""
    has_font = any(f for d in folders for f in Path(d).rglob("*") if f.suffix.lower() in (".ttf", ".otf"))
    return has_font and Path("/etc/fonts/fonts.conf").is_file()


def browser_works(program):
    """Whether that browser starts and prints its version (a snap stub or a missing library does not)."""
    try:
        asked = ask([program, "--version"], timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and bool(asked.stdout.strip())


def browser_present():
    """Path of a working browser of the machine, under a name that Odoo's tours look for, else None."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path and browser_works(path):
            return path
    return None


class System:
    """What was found or fetched, and the environment variables that lead to it."""

    def __init__(self, home):
        self.home = home
        self.root = home.shared / "system"
        self.stamp = home.shared / "system.json"

    def private(self, part):
        """Whether that part was extracted privately."""
        return part in stamp_read(self.stamp).get("parts", [])

    def require(self, *parts):
        """Make sure that each of "pango", "fonts", "browser" is usable."""
        present = {"pango": pango_present, "fonts": fonts_present, "browser": browser_present}
        missing = [part for part in parts if not self.private(part) and not present[part]()]
        if not missing:
            return
        names = odoo_source.settings(self.home)["system"]
        packages = [name for part in missing for name in names[part].split()]
        log = self.home.log("system")
        with step(f"System: {', '.join(missing)}"):
            self._obtain(missing, packages, log)
        for part in missing:
            if not self.private(part) and not present[part]():
                raise Stop(
                    f"The machine's packages give no usable {part}.", f"apt-get install {' '.join(names[part].split())}"
                )

    def _obtain(self, missing, packages, log):
        if machine.os_release().get("ID") == "ubuntu" and "browser" in missing:
            raise Stop(
                "Ubuntu ships Chromium as a snap, which cannot be extracted privately. Install a browser under one of "
                f"the names {', '.join(BROWSERS)}.",
                "snap install chromium",
            )
        line = f"apt-get install {' '.join(packages)}"
        try:
            if apt.install(packages, log):
                return
        except Stop as error:
            raise Stop(f"Packages of the system could not be installed.\n{error}", line) from None
        if not machine.has_apt():
            raise Stop(f"This machine lacks {', '.join(missing)}, and has no apt.", line)
        try:
            self._extract(missing, packages, log)
        except Stop as error:
            raise Stop(f"Packages of the system could not be extracted privately.\n{error}", f"sudo {line}") from None

    def _extract(self, missing, packages, log):
        state = apt.PrivateApt(self.home.shared / "apt-system", log)
        state.update()
        apt.extract(state.download_missing(packages), self.root, log)
        shutil.rmtree(self.home.shared / "apt-system", ignore_errors=True)
        self._write_fontconfig()
        if "browser" in missing:
            self._write_browser()
        parts = sorted({*stamp_read(self.stamp).get("parts", []), *missing})
        stamp_write(self.stamp, {"parts": parts})

    def libraries(self):
        """Folders of the private libraries."""
        found = {path.parent for folder in ("usr/lib", "lib") for path in (self.root / folder).glob("**/*.so*")}
        plain = [path for path in sorted(found) if path.name.endswith("-linux-gnu") or path.name == "lib"]
        extra = [
            path for path in sorted(found) if path.parent.name.endswith("-linux-gnu") and path.name == "pulseaudio"
        ]
        return plain + extra

    def environ(self):
        """Variables to add for programs that need the private parts; empty when everything is the machine's own."""
        if not stamp_read(self.stamp).get("parts"):
            return {}
        path = ":".join(map(str, self.libraries()))
        inherited = os.environ.get("LD_LIBRARY_PATH")
        return {
            "LD_LIBRARY_PATH": f"{path}:{inherited}" if inherited else path,
            "FONTCONFIG_FILE": str(self.root / "fonts.conf"),
            "PATH": f"{self.root / 'bin'}:{os.environ.get('PATH', '')}",
        }

    def browser(self):
        """Path of the browser that tours use, or None."""
        if self.private("browser"):
            return str(self.root / "bin" / "chromium")
        return browser_present()

    def _write_fontconfig(self):
        folders = [*FONT_FOLDERS, str(self.root / "usr/share/fonts")]
        rows = "".join(f"  <dir>{folder}</dir>\n" for folder in folders)
        (self.root / "fonts.conf").write_text(
            '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
            f"{rows}  <cachedir>{self.root}/font-cache</cachedir>\n"
            "  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>\n"
            "  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>\n"
            "  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>\n"
            "</fontconfig>\n"
        )

    def _write_browser(self):
        """A wrapper named chromium in place of the package's own, which names absolute paths."""
        program = self.root / "usr/lib/chromium/chromium"
        if not program.is_file():
            raise Stop("The machine's package chromium holds no browser.")
        folder = self.root / "bin"
        folder.mkdir(exist_ok=True)
        wrapper = folder / "chromium"
        wrapper.write_text(
            "#!/bin/sh\n"
            f"export LD_LIBRARY_PATH='{':'.join(map(str, [program.parent, *self.libraries()]))}'\n"
            f"export FONTCONFIG_FILE='{self.root}/fonts.conf'\n"
            f"exec '{program}' --no-sandbox \"$@\"\n"
        )
        wrapper.chmod(0o755)
