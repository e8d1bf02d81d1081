"""Amounts in euros in French letters, as contracts and deliberations write them (Code civil, art. 1376)."""

from decimal import Decimal, InvalidOperation

try:
    from num2words import num2words
except ImportError:  # an installation without the library must say so, not print a blank
    num2words = None

CENT = Decimal("0.01")


class LettersMissingError(RuntimeError):
    """The library that writes numbers in letters is not installed."""


class LettersAmountError(ValueError):
    """The amount is negative, has more than two decimals, or is no number."""


def amount_in_words_fr(amount):
    """Answer an amount in euros in French letters, in lower case.

    >>> amount_in_words_fr(1200)
    'mille deux cents euros'
    >>> amount_in_words_fr(1.01)
    'un euro et un centime'
    >>> amount_in_words_fr("80.50")
    'quatre-vingts euros et cinquante centimes'
    >>> amount_in_words_fr(2000000)
    "deux millions d'euros"
    >>> amount_in_words_fr(0.3)
    'trente centimes'
    >>> amount_in_words_fr(0)
    'zéro euro'

    :raise LettersAmountError: a negative amount, or one with more than two decimals
    :raise LettersMissingError: num2words is not installed
    """
    if num2words is None:
        raise LettersMissingError
    try:
        given = Decimal(str(amount))
        value = given.quantize(CENT)
        good = value >= 0 and value == given
    except InvalidOperation as error:
        raise LettersAmountError from error
    if not good:
        raise LettersAmountError
    whole, cents = divmod(int(value * 100), 100)
    cents_text = f"{num2words(cents, lang='fr')} {'centime' if cents == 1 else 'centimes'}" if cents else ""
    if cents and not whole:
        return cents_text
    words = num2words(whole, lang="fr")
    joint = " d'" if words.endswith(("million", "millions", "milliard", "milliards")) else " "
    text = words + joint + ("euro" if whole < 2 else "euros")
    return f"{text} et {cents_text}" if cents else text
