"""What the public pages share: a page with no account, no trace and no surprise."""

from odoo.http import request

#: A form filled in by a robot writes in this field, which people do not see
TRAP = "website"


def render(template, values, status=200):
    """A page that browsers do not keep and search engines do not list."""
    response = request.render(f"regie_participation.{template}", values, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def open_token(model, token, archived=False):
    """The record that the token opens, in sudo, archived ones too if told so; 404 otherwise."""
    record = request.env[model].with_context(active_test=not archived)._get_by_token(token)
    if not record:
        raise request.not_found()
    return record


def read_file(upload, limit):
    """The content of an uploaded file, one byte more than ``limit`` at most; ``None`` without a file."""
    if not upload or not getattr(upload, "filename", None):
        return None
    return upload.stream.read(limit + 1)


def say_hours(hours):
    """A duration as people say it.

    >>> [say_hours(hours) for hours in (0.5, 1, 1.5, 12.25)]
    ['30 min', '1 h', '1 h 30', '12 h 15']
    """
    whole, minutes = divmod(round(hours * 60), 60)
    if not whole:
        return f"{minutes} min"
    return f"{whole} h {minutes:02}" if minutes else f"{whole} h"


def read_number(text, default=0):
    """The whole number in ``text``, or ``default``."""
    try:
        return int(text)
    except (TypeError, ValueError):
        return default
