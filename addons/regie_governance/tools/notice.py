"""Notice of a meeting: until which day its convocation may leave.

Source: domain file, section 1.4. With clear days ("jours francs") neither the day of sending nor that of the meeting
counts.
"""

from datetime import timedelta


def get_latest_sending(day, days, counting):
    """Return the last day on which the convocation of a meeting held on ``day`` may leave.

    >>> from datetime import date
    >>> str(get_latest_sending(date(2026, 6, 20), 15, "clear"))
    '2026-06-04'
    >>> str(get_latest_sending(date(2026, 6, 20), 15, "calendar"))
    '2026-06-05'
    """
    return day - timedelta(days=days + (counting == "clear"))
