"""Dates, hours and amounts as a French contract writes them (in French: Code du travail L1221-3)."""

from num2words import num2words

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def long_date(day):
    """Day in French with figures.

    >>> from datetime import date
    >>> long_date(date(2026, 11, 1)), long_date(date(2027, 2, 28))
    ('1er novembre 2026', '28 février 2027')
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def date_in_words(day):
    """Day in French without a figure.

    >>> from datetime import date
    >>> date_in_words(date(2026, 11, 1))
    'premier novembre deux mille vingt-six'
    """
    number = "premier" if day.day == 1 else num2words(day.day, lang="fr")
    return f"{number} {MONTHS[day.month - 1]} {num2words(day.year, lang='fr')}"


def amount(value):
    """Amount in euros, with its cents.

    >>> amount(1823.5), amount(950)
    ('1 823,50 €', '950,00 €')
    """
    return f"{value:,.2f} €".replace(",", " ").replace(".", ",")


def hours(value):
    """Hours as a contract says them.

    >>> hours(26.5), hours(20)
    ('26 h 30', '20 h')
    """
    whole, minutes = divmod(round(value * 60), 60)
    return f"{whole} h {minutes:02}" if minutes else f"{whole} h"
