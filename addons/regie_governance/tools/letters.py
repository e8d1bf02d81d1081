"""Amounts in letters, as deliberations write them in France."""

from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

CENT = Decimal("0.01")


def amount_in_letters(amount):
    """Answer an amount in euros in French letters.

    >>> amount_in_letters(1200)
    'mille deux cents euros'
    >>> amount_in_letters(1.01)
    'un euro et un centime'
    >>> amount_in_letters(80.5)
    'quatre-vingts euros et cinquante centimes'
    >>> amount_in_letters(2000000)
    "deux millions d'euros"
    >>> amount_in_letters(0.3)
    'zéro euro et trente centimes'
    """
    value = Decimal(str(amount)).quantize(CENT, ROUND_HALF_UP)
    whole, cents = int(abs(value)), int(abs(value) * 100 % 100)
    words = num2words(whole, lang="fr")
    unit = "euro" if whole < 2 else "euros"
    joint = " d'" if words.endswith(("million", "millions", "milliard", "milliards")) else " "
    text = ("moins " if value < 0 else "") + words + joint + unit
    if cents:
        text += f" et {num2words(cents, lang='fr')} {'centime' if cents == 1 else 'centimes'}"
    return text
