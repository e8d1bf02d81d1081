"""XML ids follow the patterns of the house, so that a reader finds a record from its model."""

import re

import pytest
from repository import addon_names, files_of, where, xml_of

VIEW_TYPES = "form|list|kanban|search|pivot|graph|calendar|activity"
PATTERNS = {
    "ir.actions.act_window": r"\w+_action(_\w+)?",
    "ir.rule": r"\w+_rule_\w+",
    "ir.cron": r"\w+_cron_\w+",
    "res.groups": r"group_\w+",
    "res.groups.privilege": r"privilege_\w+",
}


def records_of(addon):
    """Yield (file, tag, id, element) of the records that the XML files of an addon bring."""
    for path in files_of(addon, ".xml", skip=("static", "tests", "i18n")):
        for element in xml_of(path).iter():
            xmlid = element.get("id")
            if element.tag in ("record", "menuitem", "template") and xmlid and "." not in xmlid:
                yield path, element.tag, xmlid, element


@pytest.mark.parametrize("addon", addon_names())
def test_ids_follow_the_patterns(addon):
    wrong = []
    for path, tag, xmlid, element in records_of(addon):
        model = element.get("model")
        pattern = r"\w+_menu(_\w+)?" if tag == "menuitem" else PATTERNS.get(model)
        if model == "ir.ui.view" and element.find("field[@name='type']") is None:
            pattern = rf"\w+_view_({VIEW_TYPES})(_\w+)?"
        if pattern and not re.fullmatch(pattern, xmlid):
            wrong.append(f"{where(path)}: {xmlid}, expected {pattern}")
    assert not wrong


@pytest.mark.parametrize("addon", addon_names())
def test_demo_ids_end_in_demo_and_no_other_does(addon):
    wrong = [
        f"{where(path)}: {xmlid}"
        for path, _tag, xmlid, _element in records_of(addon)
        if (path.parent.name == "demo") != xmlid.endswith("_demo")
    ]
    assert not wrong


@pytest.mark.parametrize("addon", addon_names())
def test_code_and_data_never_need_the_demo(addon):
    found = [
        where(path)
        for path in files_of(addon, ".py", ".xml", ".csv", skip=("demo",))
        if re.search(r"""['"(][\w.]*_demo['")]""", path.read_text("utf-8"))
    ]
    assert not found


@pytest.mark.parametrize("addon", addon_names())
def test_ids_are_not_used_twice(addon):
    seen = {}
    for path, _tag, xmlid, _element in records_of(addon):
        assert seen.setdefault(xmlid, path) == path, f"{xmlid}: {where(seen[xmlid])} and {where(path)}"
