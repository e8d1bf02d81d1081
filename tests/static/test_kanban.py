"""A card that reads a field which its kanban does not load breaks for who opens it with a record, on a phone first."""

import re

import pytest
from lxml import etree
from repository import addon_names, files_of, where


@pytest.mark.parametrize("addon", addon_names())
def test_cards_load_the_fields_that_they_read(addon):
    missing = {}
    for path in files_of(addon, ".xml"):
        for kanban in etree.parse(path).iter("kanban"):
            read = set(re.findall(r"record\.(\w+)", etree.tostring(kanban).decode()))
            loaded = {field.get("name") for field in kanban.iter("field")}
            if read - loaded:
                missing[f"{where(path)}:{kanban.sourceline}"] = sorted(read - loaded)
    assert not missing
