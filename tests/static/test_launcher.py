"""The parts of the launcher that decide without touching the machine."""

import socket
import subprocess
import sys
import zipfile

import pytest
from launcher import (
    addons,
    cli,
    cmd_backup,
    cmd_bench,
    cmd_run,
    cmd_test,
    home,
    lint_rules,
    logcheck,
    machine,
    measure,
    odoo_source,
    postgres,
)
from launcher import pytest_plugin as plugin
from launcher.ui import Stop, table


def parse(*words):
    return cli.parser().parse_args(words)


# Command line


def test_run_options_are_read():
    args = parse(
        "run", "--port", "8123", "--reset", "--no-demo", "--workers", "3", "--database-url", "postgresql://h/d"
    )
    assert (args.port, args.reset, args.no_demo, args.workers) == (8123, True, True, 3)
    assert args.database_url == "postgresql://h/d"


def test_test_options_are_read():
    args = parse("test", "regie_base", "regie_gup", "-k", "lot and not tour", "--fast")
    assert (args.targets, args.expression, args.fast) == (["regie_base", "regie_gup"], "lot and not tour", True)


@pytest.mark.parametrize("command", ["lint", "shell", "i18n", "bench", "doctor", "backup f", "restore f"])
def test_every_command_has_its_function(command):
    args = parse(*command.split())
    module = cli.MODULES.get(args.command, f"cmd_{args.command}")
    assert (home.ROOT / "config" / "launcher" / f"{module}.py").is_file()


def test_server_is_a_file_that_odoo_can_run_again_for_its_gevent_process():
    ended = subprocess.run([sys.executable, cmd_run.SERVE, "--version"], capture_output=True, text=True, check=True)
    assert "19.0" in ended.stdout + ended.stderr


def test_unknown_command_is_refused():
    with pytest.raises(SystemExit):
        parse("dance")


# Package sources and the choice of Odoo

DEB822 = """Types: deb
# a comment
URIs: http://first.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
Enabled: no
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://source.example/debian
Suites: bookworm
Components: main
"""


def test_deb822_sources_are_read():
    [source] = machine.parse_deb822(DEB822)
    assert source.uri == "http://first.example/debian"
    assert source.suites == ("bookworm", "bookworm-updates")
    assert source.signed_by.endswith("keyring.gpg")


def test_one_line_sources_are_read():
    text = (
        "# deb http://no.example x main\ndeb [arch=amd64 signed-by=/k.gpg] http://yes.example/d trixie main contrib\n"
    )
    [source] = machine.parse_list(text)
    assert source == machine.AptSource("http://yes.example/d", ("trixie",), ("main", "contrib"), "/k.gpg")


def test_mirror_is_the_source_of_the_machines_release():
    tool = machine.AptSource("https://tool.example", ("stable",), ("main",))
    updates = machine.AptSource("http://updates.example", ("bookworm-security",), ("main",))
    own = machine.AptSource("http://own.example", ("bookworm",), ("main",))
    assert machine.debian_mirror([tool, updates, own], "bookworm") is own
    assert machine.debian_mirror([tool, updates], "bookworm") is None


def test_odoo_home_comes_first():
    assert odoo_source.choose({"ODOO_HOME": "/x"}, True, "mirror", "key") == (["home"], "")


def test_debian_package_comes_before_upstream():
    assert odoo_source.choose({}, True, "mirror", "key")[0] == ["debian", "git"]


@pytest.mark.parametrize(
    ("has_apt", "mirror", "keyring", "words"),
    [(False, "m", "k", "no apt"), (True, None, "k", "no Debian mirror"), (True, "m", None, "keyring")],
)
def test_machine_without_debian_takes_upstream_and_says_why(has_apt, mirror, keyring, words):
    order, reason = odoo_source.choose({}, has_apt, mirror, keyring)
    assert order == ["git"]
    assert words in reason


def fake_odoo(folder, series=(19, 0)):
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({series[0]}, {series[1]}, 0, FINAL, 0, '')\n")
    return folder


@pytest.mark.parametrize("below", ["", "usr/lib/python3/dist-packages"])
def test_odoo_is_found_in_a_checkout_and_in_an_extracted_package(tmp_path, below):
    package = fake_odoo(tmp_path / below)
    assert odoo_source.find_package(tmp_path) == package
    assert odoo_source.series_of(package) == "19.0"


def test_odoo_home_of_another_series_is_refused(tmp_path):
    fake_odoo(tmp_path, (18, 0))
    with pytest.raises(Stop, match=r"18\.0"):
        odoo_source._from_home(tmp_path, "19.0")


def test_only_french_translations_are_kept(tmp_path):
    package = fake_odoo(tmp_path)
    i18n = package / "odoo" / "addons" / "hr" / "i18n"
    i18n.mkdir(parents=True)
    for name in ("fr.po", "fr_BE.po", "de.po", "hr.pot", "fro.po"):
        (i18n / name).write_text("")
    odoo_source.trim(package)
    assert sorted(path.name for path in i18n.iterdir()) == ["fr.po", "fr_BE.po", "hr.pot"]


# Hashes


def test_tree_hash_follows_names_and_contents(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = home.tree_digest(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("compiled")
    assert home.tree_digest(tmp_path) == first
    (tmp_path / "a.py").write_text("2")
    second = home.tree_digest(tmp_path)
    assert second != first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert home.tree_digest(tmp_path) not in (first, second)


def test_tree_hash_leaves_folders_out(tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.py").write_text("1")
    before = home.tree_digest(tmp_path, ("tests",))
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text("1")
    assert home.tree_digest(tmp_path, ("tests",)) == before
    assert home.tree_digest(tmp_path) != before


def test_stamp_survives_damage(tmp_path):
    path = tmp_path / "stamp.json"
    assert home.stamp_read(path) == {}
    home.stamp_write(path, {"key": "x"})
    assert home.stamp_read(path) == {"key": "x"}
    path.write_text('{"key": ')
    assert home.stamp_read(path) == {}


def test_downloads_are_shared_and_state_is_not(tmp_path):
    own = home.Home(tmp_path, {})
    shared = home.Home(tmp_path, {"REGIE_HOME": str(tmp_path / "common")})
    assert own.shared == own.state == tmp_path / ".regie"
    assert shared.shared == tmp_path / "common"
    assert shared.state == tmp_path / ".regie"


# Addons


def make_addon(folder, name, depends, **manifest):
    (folder / name).mkdir(parents=True)
    (folder / name / "__manifest__.py").write_text(repr({"name": name, "depends": depends, **manifest}))


@pytest.fixture
def three_addons(tmp_path):
    make_addon(tmp_path, "top", ["middle", "project"], demo=["demo/t.xml"])
    make_addon(tmp_path, "middle", ["bottom", "mail"], demo=["demo/m.xml"])
    make_addon(tmp_path, "bottom", ["web"])
    make_addon(tmp_path, "off", ["web"], installable=False)
    return addons.read([tmp_path])


def test_addons_are_ordered_by_dependency(three_addons):
    assert addons.ordered(three_addons) == ["bottom", "middle", "top"]
    assert addons.ordered(three_addons, ["middle"]) == ["bottom", "middle"]


def test_core_modules_are_those_of_the_whole_branch(three_addons):
    assert addons.core_modules(three_addons, ["middle"]) == ["base", "mail", "web"]
    assert addons.core_modules(three_addons, ["top"]) == ["base", "mail", "project", "web"]


def test_demo_files_come_in_the_order_of_dependencies(three_addons):
    assert [name for name, _path in addons.demo_files(three_addons)] == ["middle", "top"]


def test_circle_of_addons_is_refused(tmp_path):
    make_addon(tmp_path, "a", ["b"])
    make_addon(tmp_path, "b", ["a"])
    with pytest.raises(Stop, match="circle"):
        addons.ordered(addons.read([tmp_path]))


def test_unknown_addon_is_refused(three_addons):
    with pytest.raises(Stop, match="regie_moon"):
        addons.ordered(three_addons, ["regie_moon"])


def test_template_changes_with_what_lies_below_only(tmp_path, three_addons):
    here = home.Home(tmp_path, {})
    odoo = odoo_source.Odoo(tmp_path, "1", "")

    def keys():
        return [addons.template_key(here, odoo, three_addons, name) for name in ("bottom", "middle", "top")]

    before = keys()
    (tmp_path / "middle" / "model.py").write_text("x = 1")
    after = keys()
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False]
    (tmp_path / "bottom" / "tests").mkdir()
    (tmp_path / "bottom" / "tests" / "test_x.py").write_text("x = 1")
    assert keys() == after


def test_template_stands_on_the_largest_one_that_has_nothing_else(tmp_path, three_addons):
    for name, below in (("peak", ["top"]), ("beside", ["middle", "project"])):
        make_addon(tmp_path, name, below)
    found = addons.read([tmp_path])
    assert addons.largest_below(found, "peak", ["top", "beside", "peak"]) == "top"
    assert addons.largest_below(found, "peak", ["beside"]) is None
    assert addons.largest_below(found, "top", ["bottom", "middle"]) is None, "they stand on fewer core modules"


# The log of an install


def row(level, logger, text):
    return f"2026-11-22 19:53:32,376 24959 {level} db {logger}: {text}"


CLEAN = [
    row("INFO", "odoo.modules.loading", "Loading module hr (3/9)"),
    row("INFO", "odoo.schema", "Table 'x': added constraint 'x_uniq'"),
    row("WARNING", "odoo.service.server", "Running as user 'root' is a security risk."),
    row("INFO", "odoo.registry", "text that quotes an ERROR in the middle"),
]


def test_clean_log_passes():
    assert logcheck.check("\n".join(CLEAN)) == []


@pytest.mark.parametrize(
    ("level", "logger", "text"),
    [
        ("ERROR", "odoo.sql_db", "bad query"),
        ("CRITICAL", "odoo.service.server", "Failed to initialize database"),
        ("ERROR", "odoo.schema", "Table 'x': unable to add constraint"),
        ("WARNING", "odoo.schema", "Table 'x': unable to set NOT NULL on column 'y'"),
        ("WARNING", "odoo.modules.loading", "The models ['regie.x'] have no access rules in module regie_x, consider"),
        ("WARNING", "odoo.registry", "Model attribute '_sql_constraints' is no longer supported"),
        ("WARNING", "odoo.modules.loading", "Module regie_x demo data failed to install, installed without demo data"),
    ],
)
def test_planted_line_is_found(level, logger, text):
    planted = row(level, logger, text)
    [finding] = logcheck.check("\n".join([*CLEAN, planted, CLEAN[0]]))
    assert planted in finding.line


def test_traceback_stays_with_its_error():
    log = "\n".join(
        [row("ERROR", "odoo.http", "failed"), "Traceback (most recent call last):", "ValueError: x", *CLEAN]
    )
    [finding] = logcheck.check(log)
    assert "ValueError" in finding.line


def test_bare_traceback_is_found():
    assert logcheck.check("Traceback (most recent call last):\n  File x\nImportError: no\n")


def test_other_warnings_are_told_but_do_not_fail():
    log = row("WARNING", "odoo.addons.hr", "something mild")
    assert logcheck.check(log) == []
    assert logcheck.warnings(log) == [log]


def test_progress_is_read_from_the_log():
    assert logcheck.progress_of(CLEAN[0]) == "hr (3/9)"
    assert logcheck.progress_of(CLEAN[1]) is None


# Results of tests


def test_closing_line_adds_suites_up():
    results = [cmd_test.Result("a", 3, 0, 1), cmd_test.Result("b", 2, 1, 0)]
    assert cmd_test.closing_line(results) == "5 passed, 1 failed, 1 skipped"
    assert cmd_test.exit_code(results) == 1


def test_no_test_at_all_is_a_failure():
    assert cmd_test.exit_code([]) == 1
    assert cmd_test.exit_code([cmd_test.Result("a", 0, 0, 4)]) == 1
    assert cmd_test.exit_code([cmd_test.Result("a", 1, 0, 4)]) == 0


def test_run_that_wrote_no_count_is_a_failure():
    result = cmd_test.result_of("a", {}, 2, "crash")
    assert result.broken
    assert result.failed == 1


def test_error_of_collection_is_a_failure():
    result = cmd_test.result_of("a", {"passed": 0, "failed": 0, "skipped": 0}, 2, "collection")
    assert (result.failed, result.broken) == (1, True)


def test_expression_that_selects_nothing_is_no_failure_of_a_suite():
    assert not cmd_test.result_of("a", {"passed": 0, "failed": 0, "skipped": 0}, 5, "").broken


def test_errors_and_subtests_count_as_failures():
    stats = {"passed": [1, 2], "error": [1], "subtests failed": [1], "skipped": [1], "xfailed": [1], "warnings": [1]}
    assert plugin.counts(stats) == {"passed": 2, "failed": 2, "skipped": 2}


@pytest.mark.parametrize(
    ("reason", "lost"),
    [
        ("Skipped: Failed to detect chrome devtools port after 10.0s.", True),
        ("Skipped: /usr/bin/chromium not found", True),
        ("Skipped: websocket-client module is not installed", True),
        (f"Skipped: {plugin.FAST_REASON}", False),
        ("Skipped: no French chart", False),
    ],
)
def test_tour_lost_for_want_of_a_browser_is_recognised(reason, lost):
    assert plugin.lost_tour(reason) is lost


# Database server


def test_database_url_is_read():
    server = postgres.from_url("postgresql://me:p%40ss@db.example:5433/suite")
    assert (server.host, server.port, server.user, server.password) == ("db.example", 5433, "me", "p@ss")
    assert server.database == "suite"
    assert server.options()["db_password"] == "p@ss"


def test_database_url_of_another_kind_is_refused():
    with pytest.raises(Stop, match="postgresql://"):
        postgres.from_url("mysql://x/y")


def test_newest_accepted_server_is_taken(tmp_path):
    for version in ("9.6", "12", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for name in ("initdb", "postgres"):
            if version != "17" or name == "postgres":
                (folder / name).write_text("")
    assert postgres.machine_binaries(tmp_path) == tmp_path / "15" / "bin"
    assert postgres.machine_binaries(tmp_path / "none") is None


# Run


def test_taken_port_is_refused_with_the_line_to_run():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop) as caught:
            cmd_run.choose_port(taken.getsockname()[1])
    assert "--port" in caught.value.command


def test_passwords_come_from_the_demo_files(tmp_path):
    make_addon(tmp_path, "a", [], demo=["demo/res_users_demo.xml"])
    (tmp_path / "a" / "demo").mkdir()
    (tmp_path / "a" / "demo" / "res_users_demo.xml").write_text(
        '<odoo><record id="u" model="res.users"><field name="login">cip</field><field name="password">secret</field>'
        '</record><record id="p" model="res.partner"><field name="login">no</field></record></odoo>'
    )
    assert cmd_run.demo_passwords(addons.read([tmp_path])) == {"cip": "secret"}


def test_table_is_aligned():
    assert table([["cip", "Aïcha"]], ["login", "person"]) == ["login  person", "-----  ------", "cip    Aïcha"]


# Backup


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "copy"
    (folder / "filestore" / "ab").mkdir(parents=True)
    (folder / "dump.sql").write_text("CREATE TABLE x ();")
    (folder / "filestore" / "ab" / "abcd").write_text("a picture")
    target = tmp_path / "backup.zip"
    cmd_backup.write_archive(folder, target, {"db_name": "regie", "rows": {"x": 1}, "files": ["ab/abcd"]})
    return target


def rewrite(archive, **changes):
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in {**members, **changes}.items():
            if content is not None:
                new.writestr(name, content)


def test_backup_is_read_back(archive):
    manifest = cmd_backup.read_archive(archive)
    assert manifest["db_name"] == "regie"
    assert set(manifest["sha256"]) == {"dump.sql", "filestore/ab/abcd"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dump.sql": b"DROP TABLE x"}, "dump.sql is not what was backed up"),
        ({"filestore/ab/abcd": None}, "missing or added"),
        ({"filestore/ab/more": b"x"}, "missing or added"),
        ({"manifest.json": b"{}"}, "cannot be read as a backup"),
    ],
)
def test_backup_that_was_touched_is_refused(archive, changes, words):
    rewrite(archive, **changes)
    with pytest.raises(Stop, match=words):
        cmd_backup.read_archive(archive)


def test_truncated_backup_is_refused(archive):
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(Stop, match="cannot be read as a backup"):
        cmd_backup.read_archive(archive)


def test_lost_rows_and_files_are_told(tmp_path):
    manifest = {"rows": {"a": 3, "b": 1}, "files": ["ab/abcd"]}
    found = cmd_backup.differences(manifest, {"rows": {"a": 2, "b": 1}, "files": ["ab/abcd"]})
    assert found == ["table a: 3 rows backed up, 2 restored"]
    assert cmd_backup.missing_files(manifest, tmp_path) == ["file ab/abcd is missing"]


# Benchmarks


def test_benchmark_says_what_its_second_database_holds(tmp_path):
    (tmp_path / "hours.py").write_text('"""Hours.\n\nMore."""\n\nALONE = ["hr_timesheet"]\n')
    (tmp_path / "_shared.py").write_text("")
    known = cmd_bench.benchmarks(tmp_path)
    assert list(known) == ["hours"]
    assert cmd_bench.title(known["hours"]) == "Hours."
    assert cmd_bench.second_sets(tmp_path) == [["base", "hr_timesheet"]]


def test_ratio_is_that_of_the_medians():
    fast = measure.Series([1.0, 1.0, 9.0], [5, 5, 5])
    slow = measure.Series([2.0, 3.0, 2.0], [7, 7, 7])
    comparison = measure.Comparison("x", slow, fast, target=1.25)
    assert comparison.ratio == 2
    assert fast.p95 == 9.0
    assert "MISSED" in list(comparison.lines())[-1]


# Lint

BAD = {
    "a.py": [
        ("    _sql_constraints = [", "sql-constraints"),
        ("""{"view_mode": "tree,form"}""", "tree-view-mode"),
        ("""@route("/x", type="json")""", "json-route"),
        ("x = fields.Date(default=fields.Date.today())", "today-default"),
        ("user.groups_id", "groups-id"),
        ("    print('x')", "print"),
        ("# TO" + "DO later", "left-over"),
    ],
    "a.xml": [
        ('<field name="view_mode">tree,form</field>', "tree-view-mode"),
        ("<tree>", "tree-tag"),
        ('<t t-name="kanban-box">', "kanban-box"),
        ('<t t-raw="x"/>', "t-raw"),
        ('<div class="oe_chatter">', "oe-chatter"),
        ('<group expand="0" string="Group By">', "group-expand"),
    ],
}


@pytest.mark.parametrize(("file", "line", "code"), [(file, *case) for file, cases in BAD.items() for case in cases])
def test_silent_trap_is_found(file, line, code):
    assert code in [problem.code for problem in lint_rules.check_text(file, f"ok\n{line}\n")]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("a.xml", '<field name="view_mode">list,form</field>'),
        ("a.xml", '<t t-name="card">'),
        ("a.py", "x = fields.Date(default=fields.Date.today)"),
        ("a.py", '@route("/x", type="jsonrpc")'),
        ("a.xml", '<field name="children_tree"/>'),
    ],
)
def test_right_way_is_left_alone(file, line):
    assert list(lint_rules.check_text(file, line)) == []


def test_host_of_a_registry_is_found():
    host = "py" + "pi.org"
    [problem] = lint_rules.check_text("a.md", f"see https://{host}/simple", (lint_rules.HOST_RULE,))
    assert problem.code == "registry-host"


def test_missing_files_of_a_manifest_are_found(tmp_path):
    make_addon(
        tmp_path,
        "a",
        [],
        data=["views/there.xml", "views/gone.xml"],
        assets={"web.assets_backend": ["a/static/src/**/*.js", ("remove", "a/static/gone.js")]},
    )
    (tmp_path / "a" / "views").mkdir()
    (tmp_path / "a" / "views" / "there.xml").write_text("<odoo/>")
    (tmp_path / "a" / "views" / "forgotten.xml").write_text("<odoo/>")
    codes = [problem.code for problem in lint_rules.check_manifest(tmp_path / "a" / "__manifest__.py", [tmp_path])]
    assert sorted(codes) == ["missing-asset", "missing-asset", "missing-file", "orphan-file"]


def test_allowed_line_is_left_alone():
    line = "    print('x')  # lint: allow print"
    assert list(lint_rules.check_text("a.py", line)) == []
