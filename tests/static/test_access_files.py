"""Every model has its rows of access rights, in the file of the addon that brings it."""

import csv

import pytest
from repository import ADDONS, addon_names, models_of

COLUMNS = ["id", "name", "model_id:id", "group_id:id", "perm_read", "perm_write", "perm_create", "perm_unlink"]


def rows_of(addon):
    """Return the rows of access rights of an addon."""
    path = ADDONS / addon / "security" / "ir.model.access.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.mark.parametrize("addon", addon_names())
def test_each_model_has_rows(addon):
    granted = {row["model_id:id"].rpartition(".")[2] for row in rows_of(addon)}
    missing = [
        name
        for name, kind in models_of(addon).items()
        if kind != "AbstractModel" and f"model_{name.replace('.', '_')}" not in granted
    ]
    assert not missing


@pytest.mark.parametrize("addon", addon_names())
def test_rows_are_for_a_group_and_well_named(addon):
    rows = rows_of(addon)
    assert len({row["id"] for row in rows}) == len(rows), "two rows have the same id"
    for row in rows:
        assert row["group_id:id"], f"{row['id']} is for everybody, even the public"
        model = row["model_id:id"].rpartition(".")[2].removeprefix("model_")
        assert row["id"].startswith(f"access_{model}_"), row["id"]
