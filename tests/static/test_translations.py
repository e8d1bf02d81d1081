"""French is complete: every addon has its template and its fr.po, without a gap, a doubt or a lost placeholder."""

import ast
import re

import polib
import pytest
from repository import ADDONS, addon_names, files_of, tree_of

PLACEHOLDER = re.compile(r"%\(\w+\)[-.\d]*[sdfr]|%[sd]|{{.*?}}|\${.*?}")


def catalogue(addon, name):
    """Return a catalogue of an addon."""
    path = ADDONS / addon / "i18n" / name
    assert path.exists(), f"{path.relative_to(ADDONS)} is missing"
    return polib.pofile(str(path))


@pytest.mark.parametrize("addon", addon_names())
def test_french_is_complete(addon):
    french = {entry.msgid: entry for entry in catalogue(addon, "fr.po") if not entry.obsolete}
    template = [entry.msgid for entry in catalogue(addon, f"{addon}.pot")]
    missing = [msgid for msgid in template if msgid not in french or not french[msgid].msgstr]
    assert not missing
    assert not [entry.msgid for entry in french.values() if entry.fuzzy]


@pytest.mark.parametrize("addon", addon_names())
def test_french_keeps_the_placeholders(addon):
    wrong = [
        (entry.msgid, entry.msgstr)
        for entry in catalogue(addon, "fr.po")
        if not entry.obsolete and set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))
    ]
    assert not wrong


@pytest.mark.parametrize("addon", addon_names())
def test_template_holds_every_sentence_of_the_code(addon):
    template = {entry.msgid for entry in catalogue(addon, f"{addon}.pot")}
    missing = []
    for path in files_of(addon, ".py", skip=("tests",)):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in ("self.env._", "_", "_lt"):
                sentence = node.args[0]
                if isinstance(sentence, ast.Constant) and sentence.value not in template:
                    missing.append(f"{path.name}: {sentence.value}")
    assert not missing


@pytest.mark.parametrize("addon", addon_names())
def test_sentences_of_the_code_are_marked_as_such(addon):
    """Odoo reads a sentence of the code at run time only from an entry marked so: a merge by hand may lose the mark."""
    unmarked = [
        entry.msgid
        for entry in catalogue(addon, "fr.po")
        if any(place.startswith("code:") for place, _line in entry.occurrences)
        and not {"odoo-python", "odoo-javascript"} & set(entry.comment.split())
    ]
    assert not unmarked
