"""What in a text could tell who somebody is: a pure function on words, without records.

The profession owes confidentiality (XP X60-600): the text of an incident says what happened, never to whom. The scanner
prefers one warning too many, which is reworded in a moment, to a name that stays.
"""

import re
import unicodedata

UPPER = "A-ZÀ-ÖØ-ÞŒ"
NAME = rf"[{UPPER}][\w’'-]*"
TITLES = r"m\.|mm\.|mr\.?|mme\.?|mmes|mlle|monsieur|madame|mademoiselle|famille|dr\.?|docteur"
SIDE = r"(?:gauche|droite|droit|face|fond|porte)"

#: A day is no telephone number: ``05/12/2026 18`` has ten figures too.
DAY = re.compile(r"(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d{2}(?![/.-]?\d)")

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # electronic address, then name on a network
        r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+",
        r"(?<!\w)@\w{3,}",
        # number of the social security, before the telephones that its figures look like
        (
            r"(?<!\d)[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?\d[\dABab][ .-]?\d{3}[ .-]?\d{3}"
            r"(?:[ .-]?\d{2})?(?!\d)"
        ),
        # French telephone, whatever separates its figures, then a foreign one
        r"(?<![\d])(?:0|(?:\+|00)\s?33\s?(?:\(0\)\s?)?)(?:[ ._/-]{0,2}[1-9])(?:[ ._/-]{0,2}\d){8}(?!\d)",
        r"(?<![\w+])\+\d(?:[ ._/-]?\d){7,13}(?!\d)",
        # plates, since 2009 and before
        r"(?i)\b[a-hj-np-tv-z]{2}[ .-]?\d{3}[ .-]?[a-hj-np-tv-z]{2}\b",
        r"\b\d{2,4}[ .-]?[A-Z]{2,3}[ .-]?(?:\d{2}|2[AB])\b",
        # somebody by name
        rf"\b(?i:{TITLES})\s+(?:(?:de|du|des|el|ben|van|von|d['’])\s*)?{NAME}(?:\s+{NAME})*",
        rf"\bM\s+{NAME}",
        # the day itself was blanked
        r"(?i)\bn[ée]e?\s+le\s+(?:\d|\s{3})",
        # a flat: its number, its door, its side of the landing
        (
            r"(?i)\b(?:appartement|appart|appt|apt|app|logement|logt|lgt|studio|chambre|porte|boîte aux lettres|bal)"
            r"\.?\s*(?:n\s?[°ºo]\.?|num[ée]ro)?\s*[a-z]?\d+\s?[a-z]?\b"
        ),
        (
            r"(?i)\b(?:rdc|rez-de-chauss[ée]e|\d+\s?(?:er|e|[èe]me|nd)\s+(?:[ée]tage|palier))\s*,?\s*"
            rf"(?:[àa]|de|en|au)?\s*{SIDE}\b"
        ),
    )
)


def normalise(text):
    """The text as it is scanned: invisible characters out, full-width figures and odd spaces made ordinary.

    >>> normalise("０６\\u200b 12")
    '06 12'
    """
    plain = unicodedata.normalize("NFKC", text or "")
    kept = (char for char in plain if unicodedata.category(char) != "Cf")
    return "".join(" " if char.isspace() and char != "\n" else char for char in kept)


def find_identity(text):
    """The first fragment of a text that could tell who somebody is, ``""`` when there is none.

    >>> find_identity("Bruit dans le hall, trois jeunes, dialogue le 05/12/2026 à 18h30.")
    ''
    >>> find_identity("Rappeler Mme Diallo au 06 12 34 56 78")
    '06 12 34 56 78'
    >>> find_identity("Vu avec Mme Diallo")
    'Mme Diallo'
    >>> find_identity("Le véhicule AB-123-CD gêne")
    'AB-123-CD'
    >>> find_identity("Conflit avec l'appt. n° 12")
    'appt. n° 12'
    """
    plain = DAY.sub(lambda day: " " * len(day[0]), normalise(text))
    for pattern in PATTERNS:
        if found := pattern.search(plain):
            return found[0].strip()
    return ""
