"""A manifest says who, what and which licence, and lists every file that must be loaded."""

import re

import pytest
from repository import ADDONS, addon_names, files_of, manifest, where

REQUIRED = {"name", "summary", "version", "category", "license", "author", "depends", "data"}
# A misspelt key ("auto-install", "dependencies") is silently ignored by Odoo
KNOWN = REQUIRED | {
    "application",
    "assets",
    "auto_install",
    "countries",
    "demo",
    "description",
    "external_dependencies",
    "images",
    "installable",
    "maintainers",
    "post_init_hook",
    "pre_init_hook",
    "uninstall_hook",
    "website",
}
LOADED_FOLDERS = {"data", "demo", "report", "security", "views", "wizard"}


@pytest.mark.parametrize("addon", addon_names())
def test_keys_are_complete_and_well_spelt(addon):
    keys = set(manifest(addon))
    assert keys >= REQUIRED, f"missing: {REQUIRED - keys}"
    assert keys <= KNOWN, f"unknown: {keys - KNOWN}"


@pytest.mark.parametrize("addon", addon_names())
def test_licence_and_version(addon):
    assert manifest(addon)["license"] == "AGPL-3"
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", manifest(addon)["version"])


@pytest.mark.parametrize("addon", addon_names())
def test_every_data_file_is_listed_once_and_exists(addon):
    listed = manifest(addon).get("data", []) + manifest(addon).get("demo", [])
    assert len(listed) == len(set(listed)), "a file is loaded twice"
    present = {
        path.relative_to(ADDONS / addon).as_posix()
        for path in files_of(addon, ".xml", ".csv")
        if path.relative_to(ADDONS / addon).parts[0] in LOADED_FOLDERS
        # the files of a chart of accounts are read by Odoo when a régie takes the chart
        and path.relative_to(ADDONS / addon).parts[:2] != ("data", "template")
    }
    assert set(listed) == present


@pytest.mark.parametrize("addon", addon_names())
def test_demo_files_are_demo_and_nothing_else_is(addon):
    assert all(name.startswith("demo/") for name in manifest(addon).get("demo", []))
    assert not any(name.startswith("demo/") for name in manifest(addon)["data"])


@pytest.mark.parametrize("addon", addon_names())
def test_hooks_named_by_the_manifest_exist(addon):
    sources = "".join(path.read_text("utf-8") for path in files_of(addon, ".py", skip=("tests",)))
    for key in ("pre_init_hook", "post_init_hook", "uninstall_hook"):
        if key in manifest(addon):
            assert f"def {manifest(addon)[key]}(" in sources


@pytest.mark.parametrize("addon", addon_names())
def test_files_of_assets_exist(addon):
    for bundle, entries in manifest(addon).get("assets", {}).items():
        for entry in entries:
            name = entry if isinstance(entry, str) else entry[-1]
            if name.split("/")[0] == addon:
                assert list(ADDONS.glob(name)), f"{bundle}: {name}"


@pytest.mark.parametrize("addon", addon_names())
def test_test_files_are_imported(addon):
    tests = ADDONS / addon / "tests"
    for path in tests.glob("test_*.py"):
        imported = (tests / "__init__.py").read_text("utf-8")
        assert re.search(rf"^from \. import {path.stem}$", imported, re.MULTILINE), f"{where(path)} never runs"
