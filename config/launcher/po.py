"""Runs inside the private environment: merges a fresh template (.pot) into fr.po with polib, lists what is missing.

Called as `python -m launcher.po ORDER` where ORDER is JSON {"pot": …, "po": …, "write": bool}; answers one JSON line.
Files are sorted and undated, so that two exports differ only by their terms.
"""

import json
import sys
from pathlib import Path

import polib

HEADER = {
    "Project-Id-Version": "Régie suite 19.0",
    "Report-Msgid-Bugs-To": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "",
    "Plural-Forms": "",
}


def tidy(catalogue, language=""):
    """Same header, same order, same width, whoever exported it."""
    catalogue.metadata = {**HEADER, "Language": language} if language else dict(HEADER)
    if language == "fr":
        catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n > 1);"
    catalogue.header = ""
    catalogue.wrapwidth = 120
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return catalogue


def merge(old, pot):
    """The terms of the template with the translations of the old file; a translation whose term is gone is dropped.
    Returns the catalogue and the list of dropped terms."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    merged = polib.POFile()
    for term in pot:
        entry = polib.POEntry(
            msgid=term.msgid,
            msgctxt=term.msgctxt,
            comment=term.comment,
            occurrences=list(term.occurrences),
            flags=[flag for flag in term.flags if flag != "fuzzy"],
        )
        before = known.pop((term.msgctxt, term.msgid), None)
        if before is not None:
            entry.msgstr = before.msgstr
            entry.tcomment = before.tcomment
        merged.append(entry)
    return merged, [msgid for (_context, msgid), entry in known.items() if entry.msgstr]


def placeholders(text):
    """The %(name)s and %s of a sentence, in a comparable form."""
    import re

    return sorted(re.findall(r"%\(\w+\)[sdif]|%[sdif]", text.replace("%%", "")))


def wrong(catalogue):
    """Translations whose placeholders are not those of the term."""
    return [
        entry.msgid for entry in catalogue if entry.msgstr and placeholders(entry.msgid) != placeholders(entry.msgstr)
    ]


def same(one, two):
    """Whether two catalogues say the same: terms, translations."""
    return {(e.msgctxt, e.msgid): e.msgstr for e in one} == {(e.msgctxt, e.msgid): e.msgstr for e in two}


def main(arguments):
    """Carry out one order."""
    order = json.loads(arguments[0])
    pot = tidy(polib.pofile(order["fresh"]))
    pot_path, po_path = Path(order["pot"]), Path(order["po"])
    old_pot = polib.pofile(str(pot_path)) if pot_path.is_file() else polib.POFile()
    old = polib.pofile(str(po_path)) if po_path.is_file() else polib.POFile()
    merged, dropped = merge(old, pot)
    tidy(merged, "fr")
    if order["write"]:
        pot_path.parent.mkdir(exist_ok=True)
        pot.save(str(pot_path))
        merged.save(str(po_path))
    answer = {
        "terms": len(pot),
        "untranslated": [entry.msgid for entry in merged if not entry.msgstr],
        "placeholders": wrong(merged),
        "dropped": dropped,
        "stale": not same(old_pot, pot) or {e.msgid for e in old if not e.obsolete} != {e.msgid for e in merged},
    }
    sys.stdout.write("@@" + json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
