import doctest
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from odoo.tests import BaseCase, tagged

from ..tools import letters


@tagged("post_install", "-at_install")
class TestLetters(BaseCase):
    """Amounts in letters: what a French contract prints and a borrower copies."""

    def test_worked_examples(self):
        self.assertFalse(doctest.testmod(letters).failed)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 10**9), st.integers(0, 99))
    def test_whole_part_and_cents_are_both_told(self, whole, cents):
        text = letters.amount_in_words_fr(f"{whole}.{cents:02}")
        self.assertEqual(text, text.lower())
        self.assertEqual("centime" in text, bool(cents))
        self.assertTrue(not whole or text.startswith(num2words(whole, lang="fr")))

    def test_negative_amount_or_third_decimal_is_refused(self):
        for amount in (-1, "0.001", "12,5", "NaN", None):
            with self.subTest(amount=amount), self.assertRaises(letters.LettersAmountError):
                letters.amount_in_words_fr(amount)

    def test_missing_library_is_told_and_prints_no_blank(self):
        with patch.object(letters, "num2words", None), self.assertRaises(letters.LettersMissingError):
            letters.amount_in_words_fr(12)
