"""The production files agree with each other, with Odoo's options and with the machine that the guide describes."""

import configparser
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from odoo.tools import config as odoo_config

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = ROOT / "config" / "production"
GUIDE = (ROOT / "docs" / "exploitation.md").read_text()
COMPOSE_FILES = ("docker-compose.yml", "docker-compose.replica.yml")
GIB = 1024**3
UNITS = {"m": 1024**2, "g": GIB}


def compose(name="docker-compose.yml"):
    return yaml.safe_load((PRODUCTION / name).read_text())


def services():
    """Return every service of every file, as ``(file, name, content)``."""
    return [(file, name, content) for file in COMPOSE_FILES for name, content in compose(file)["services"].items()]


def options():
    parser = configparser.RawConfigParser()
    parser.read(PRODUCTION / "odoo.conf")
    return dict(parser.items("options"))


def size(text):
    return int(text[:-1]) * UNITS[text[-1]]


def postgres_settings(service):
    return dict(part.split("=", 1) for part in service["command"] if "=" in part)


def caddy_blocks():
    """Return ``{matcher or "": content}`` of the ``handle`` blocks."""
    text = (PRODUCTION / "Caddyfile").read_text()
    return {match[1] or "": match[2] for match in re.finditer(r"\n\thandle ?(@\w+)? ?\{\n(.*?)\n\t\}", text, re.DOTALL)}


def test_every_option_is_known_to_odoo_and_read_from_the_file():
    for name in options():
        option = odoo_config.options_index.get(name)
        assert option is not None, f"{name} is not an option of Odoo"
        assert option.file_loadable, f"{name} is not read from the configuration file"


def test_values_are_accepted_by_odoo():
    parsed = type(odoo_config)()
    parsed._parse_config(["--config", str(PRODUCTION / "odoo.conf"), "--addons-path", str(ROOT / "addons")])
    for name, value in options().items():
        if name not in ("addons_path", "data_dir", "log_handler"):
            expected = parsed[name]
            shown = ",".join(expected) if isinstance(expected, list) else str(expected)
            assert shown == value, name


def test_database_is_fixed_hidden_and_behind_the_proxy():
    values = options()
    assert values["list_db"] == "False"
    assert values["proxy_mode"] == "True"
    assert values["unaccent"] == "True"
    assert re.match(values["dbfilter"], values["db_name"])
    assert not re.match(values["dbfilter"], f"{values['db_name']}_drill")
    assert "admin_passwd" not in values and "db_password" not in values
    assert values["db_template"] in (PRODUCTION / "prepare.sh").read_text()


def test_processes_fit_in_the_containers_and_these_in_the_machine():
    values = options()
    hard, soft = int(values["limit_memory_hard"]), int(values["limit_memory_soft"])
    processes = int(values["workers"]) + int(values["max_cron_threads"]) + 1
    limits = {name: size(service["mem_limit"]) for name, service in compose()["services"].items()}
    assert soft < hard
    assert processes * hard <= limits["odoo"]
    cpus, memory = re.search(r"\*\*(\d+) processeurs? et (\d+) Gio\*\*", GUIDE).groups()
    assert sum(limits.values()) <= int(memory) * GIB * 0.97
    assert int(values["workers"]) <= 2 * int(cpus) + 1


def test_connections_fit_in_postgresql():
    values = options()
    asked = (int(values["workers"]) + int(values["max_cron_threads"])) * int(values["db_maxconn"])
    asked += int(values["db_maxconn_gevent"])
    for _file, name, service in services():
        if name in ("db", "db-replica") and "command" in service:
            assert asked <= int(postgres_settings(service)["max_connections"]) - 10


def test_replica_accepts_what_the_primary_accepts():
    primary = postgres_settings(compose()["services"]["db"])
    replica = postgres_settings(compose("docker-compose.replica.yml")["services"]["db-replica"])
    assert int(replica["max_connections"]) >= int(primary["max_connections"])
    assert compose("docker-compose.replica.yml")["services"]["odoo"]["environment"]["PGHOST_REPLICA"] == "db-replica"
    assert odoo_config.options_index["db_replica_host"].env_name == "PGHOST_REPLICA"


def test_image_tags_are_pinned_and_the_same_everywhere():
    images = {}
    for _file, _name, service in services():
        if "image" in service:
            repository, _separator, tag = service["image"].partition(":")
            assert re.search(r"\d+\.\d+", tag) and "latest" not in tag, service["image"]
            assert images.setdefault(repository, tag) == tag
    base = re.search(r"^FROM odoo:(\S+)$", (PRODUCTION / "Dockerfile").read_text(), re.MULTILINE)[1]
    assert re.fullmatch(r"19\.0-20\d{6}", base)
    assert images["regie-odoo"] == base


def test_every_service_restarts_is_watched_and_limited():
    for file in COMPOSE_FILES:
        for name, service in compose(file)["services"].items():
            if "image" in service:
                assert service["restart"] == "unless-stopped", name
                assert service["healthcheck"]["test"], name
                assert size(service["mem_limit"]), name


def test_only_the_proxy_is_published():
    published = {name for _file, name, service in services() if service.get("ports")}
    assert published == {"proxy"}
    network = compose()["services"]
    assert compose()["networks"]["back"]["internal"] is True
    assert network["db"]["networks"] == ["back"]
    assert network["proxy"]["networks"] == ["front"]


def test_websocket_goes_to_the_gevent_port_and_pages_to_the_http_port():
    values, blocks = options(), caddy_blocks()
    text = (PRODUCTION / "Caddyfile").read_text()
    assert re.search(r"@websocket path /websocket /websocket/\*", text)
    assert f":{values['gevent_port']}" in blocks["@websocket"]
    assert f":{values['http_port']} " in blocks[""]
    assert values["gevent_port"] != values["http_port"]


def test_database_manager_is_closed_at_the_proxy():
    assert "respond 404" in caddy_blocks()["@database"]
    assert "/web/database/*" in (PRODUCTION / "Caddyfile").read_text()


def test_secrets_are_asked_and_never_written():
    example = (PRODUCTION / ".env.example").read_text()
    names = set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    asked = {name for file in COMPOSE_FILES for name in re.findall(r"\$\{(\w+)", (PRODUCTION / file).read_text())}
    assert asked <= names
    assert re.findall(r"^\w*PASSWORD=(.*)$", example, re.MULTILINE) == ["", "", ""]
    assert ".env" in (PRODUCTION / ".gitignore").read_text().split()


def test_mounted_and_copied_files_exist():
    for _file, name, service in services():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (PRODUCTION / source).resolve().exists(), f"{name}: {source}"
    for line in re.findall(r"^COPY (?:--\S+ )?(.+) \S+$", (PRODUCTION / "Dockerfile").read_text(), re.MULTILINE):
        for source in line.split():
            assert (ROOT / source).exists(), source


def test_volumes_and_networks_are_declared():
    for file in COMPOSE_FILES:
        declared = compose(file)
        for service in declared["services"].values():
            for volume in service.get("volumes", ()):
                source = volume.split(":")[0]
                assert source.startswith((".", "$")) or source in declared["volumes"], source


@pytest.mark.parametrize("script", sorted(PRODUCTION.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_valid_stop_on_error_and_are_executable(script):
    subprocess.run(["sh", "-n", str(script)], check=True)
    assert "set -eu" in script.read_text()
    assert script.stat().st_mode & 0o111


def test_no_address_outside_of_the_machine_is_named():
    for path in PRODUCTION.iterdir():
        hosts = re.findall(r"https?://([^/\s\"':]+)", path.read_text())
        assert set(hosts) <= {"127.0.0.1"}, f"{path.name}: {hosts}"


def test_guide_names_every_file_and_every_setting_to_fill_in():
    for path in PRODUCTION.iterdir():
        if path.name != ".gitignore":
            assert path.name in GUIDE, f"{path.name} is not explained"
    for name in re.findall(r"^(\w+)=", (PRODUCTION / ".env.example").read_text(), re.MULTILINE):
        assert name in GUIDE, f"{name} is not explained"


def test_start_script_gives_odoo_a_master_password_that_nobody_knows(tmp_path):
    conf = tmp_path / "odoo.conf"
    conf.write_text("[options]\nworkers = 5\n")
    environment = {"ODOO_CONF": str(conf), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)}
    command = [str(PRODUCTION / "start.sh"), "sh", "-c", 'cat "$ODOO_RC"']
    first, second = (
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout for _ in range(2)
    )
    password = re.search(r"^admin_passwd = ([0-9a-f]{48})$", first, re.MULTILINE)[1]
    assert "workers = 5" in first
    assert password not in second
