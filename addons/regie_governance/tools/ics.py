"""The invitation of a meeting for a calendar (RFC 5545): one event, hours in UTC."""

from datetime import timedelta


def escape(text):
    r"""Escape a text for a calendar file.

    >>> escape("Salle A, rez-de-chaussée; fond\nde cour")
    'Salle A\\, rez-de-chaussée\\; fond\\nde cour'
    """
    for char, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(char, code)
    return text


def fold(line):
    """Cut a line into pieces of 75 bytes at most, as calendars ask, without cutting a letter.

    >>> [len(piece.encode()) for piece in fold("é" * 60).split(chr(13) + chr(10))]
    [74, 47]
    """
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > 75 - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += char
    return "\r\n ".join([*pieces, piece])


def build(uid, start, stop, stamp, summary, location="", description="", url="", sequence=0):
    """Return the bytes of an .ics file with one event; a meeting without a planned end lasts two hours."""
    hour = "%Y%m%dT%H%M%SZ"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//regie//governance//FR",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp.strftime(hour)}",
        f"DTSTART:{start.strftime(hour)}",
        f"DTEND:{(stop or start + timedelta(hours=2)).strftime(hour)}",
        f"SUMMARY:{escape(summary)}",
        *([f"LOCATION:{escape(location)}"] if location else []),
        *([f"DESCRIPTION:{escape(description)}"] if description else []),
        *([f"URL:{url}"] if url else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(fold(line) + "\r\n" for line in lines).encode()
