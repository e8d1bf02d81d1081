"""The private virtual environment: pinned packages, Odoo made visible to Python and pip."""

import os
import shutil
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from . import apt, machine, odoo_source
from .home import file_digest, stamp_read, stamp_write
from .ui import Stop, ask, run_logged, step

REQUIREMENTS = ("requirements.txt", "requirements-oca.txt", "requirements-dev.txt")
NO_DEPS = "requirements-no-deps.txt"


@dataclass(frozen=True)
class Environment:
    """A ready virtual environment."""

    path: Path

    @property
    def python(self):
        """Its interpreter."""
        return self.path / "bin" / "python"

    @property
    def site(self):
        """Its site-packages."""
        return next((self.path / "lib").glob("python3*/site-packages"))

    def tool(self, name):
        """One of its commands."""
        return self.path / "bin" / name


def requirement_files(home):
    """The pinned requirement files, in the order they are installed."""
    return [home.config / name for name in REQUIREMENTS if (home.config / name).is_file()]


def _pins_key(home):
    pins = file_digest(*requirement_files(home), home.config / NO_DEPS)
    return f"{pins[:10]}-py{sys.version_info[0]}.{sys.version_info[1]}"


def key(home, odoo):
    """What the environment depends on: the pins, the interpreter and the Odoo that it shows."""
    return f"{_pins_key(home)}-{odoo.path}"


def prepare(home, odoo):
    """Return the environment, built or brought up to date if needed."""
    name = "venv" if home.shared == home.state else f"venv-{_pins_key(home)}"
    path = home.shared / name
    stamp = home.shared / f"{name}.json"
    env = Environment(path)
    if stamp_read(stamp).get("key") == key(home, odoo) and env.python.exists():
        return env
    log = home.log("python")
    if path.exists() and not (env.tool("pip").exists() and _runs(env)):
        shutil.rmtree(path)
    if not path.exists():
        with step("Python: virtual environment"):
            _create(home, path, log)
    _show_odoo(env, odoo)
    with step("Python: pinned packages and OCA addons") as progress:
        files = [part for file in requirement_files(home) for part in ("-r", file)]
        pip = [env.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-warn-script-location"]
        run_logged([*pip, *files], log, env=clean_environ(), watch=progress.show)
        run_logged([*pip, "--no-deps", "-r", home.config / NO_DEPS], log, env=clean_environ())
    stamp_write(stamp, {"key": key(home, odoo)})
    return env


def clean_environ():
    """The caller's environment without what would lead Python elsewhere than into the private environment."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _runs(env):
    return ask([env.python, "-c", ""]).returncode == 0


def _show_odoo(env, odoo):
    """Make Odoo importable and known to pip: OCA wheels ask for `odoo==19.0.*`; the dist-info asks for nothing, so
    that pip does not fetch the old libraries which the package's own metadata names."""
    site = env.site
    (site / "zz-odoo.pth").write_text(f"{odoo.path}\n")
    info = site / "odoo-19.0.dist-info"
    info.mkdir(exist_ok=True)
    series = odoo_source.series_of(odoo.path)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: odoo\nVersion: {series}\n")
    (info / "INSTALLER").write_text("regie\n")
    (info / "RECORD").write_text("")


def _base_python():
    """The interpreter to build on: never another virtual environment, which may disappear."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _create(home, path, log):
    python = _base_python()
    if _has_ensurepip(python):
        run_logged([python, "-m", "venv", path], log, env=clean_environ())
        return
    name = odoo_source.settings(home)["system"]["venv"]
    if apt.install([name], log):
        run_logged([python, "-m", "venv", path], log, env=clean_environ())
        return
    if not machine.has_apt():
        raise Stop("Python's venv module is incomplete on this machine.", f"apt-get install {name}")
    _create_with_wheel(home, python, path, log)


def _has_ensurepip(python):
    return ask([python, "-c", "import venv, ensurepip"]).returncode == 0


def _create_with_wheel(home, python, path, log):
    """Without root and without python3-venv: an environment without pip, then pip from the wheel that the machine's
    own package python3-pip-whl holds."""
    state = apt.PrivateApt(home.shared / "apt-pip", log)
    state.update()
    root = home.shared / "pip.new"
    apt.extract(state.download(["python3-pip-whl"]), root, log)
    wheel = next(root.glob("usr/share/python-wheels/pip-*.whl"), None)
    if wheel is None:
        raise Stop("The package python3-pip-whl holds no pip.", "apt-get install python3-venv")
    if ask([python, "-c", "import venv"]).returncode:
        raise Stop("Python has no venv module on this machine.", "apt-get install python3-venv")
    run_logged([python, "-m", "venv", "--without-pip", path], log, env=clean_environ())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(Environment(path).site)
    launcher = path / "bin" / "pip"
    launcher.write_text(f"#!{path}/bin/python\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n")
    launcher.chmod(0o755)
    shutil.rmtree(root)
    shutil.rmtree(home.shared / "apt-pip", ignore_errors=True)
