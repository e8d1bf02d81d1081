import doctest
import unittest
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import score as scores

NOTES = st.lists(st.tuples(st.integers(1, 5), st.one_of(st.none(), st.integers(0, 4))), max_size=30)

#: The first draws are slow on a busy machine: what is tested is the arithmetic, not the time.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestScore(BaseCase):
    """The arithmetic of an inspection, without the ORM."""

    def test_examples_of_the_documentation_are_right(self):
        outcome = unittest.TestResult()
        doctest.DocTestSuite(scores).run(outcome)
        self.assertFalse(outcome.failures)

    @PATIENT
    @given(NOTES)
    def test_score_stays_between_0_and_100_and_is_that_of_the_definition(self, notes):
        value = scores.score(notes)
        noted = [(weight, note) for weight, note in notes if note is not None]
        if not noted:
            self.assertIsNone(value)
            return
        self.assertTrue(0 <= value <= 100)
        exact = 100 * sum(weight * note for weight, note in noted) / (4 * sum(weight for weight, _note in noted))
        self.assertAlmostEqual(float(value), exact, delta=0.00501)

    @PATIENT
    @given(NOTES, st.integers(1, 5), st.integers(0, 3))
    def test_better_note_never_lowers_the_score(self, notes, weight, note):
        self.assertLessEqual(scores.score([*notes, (weight, note)]), scores.score([*notes, (weight, note + 1)]))

    @PATIENT
    @given(NOTES, st.integers(1, 5))
    def test_what_does_not_exist_here_changes_nothing(self, notes, weight):
        self.assertEqual(scores.score([*notes, (weight, None)]), scores.score(notes))

    @PATIENT
    @given(st.lists(NOTES, max_size=8))
    def test_mean_of_the_inspections_is_the_score_of_their_criteria_together(self, visits):
        noted = [[(weight, note) for weight, note in visit if note is not None] for visit in visits]
        pairs = [(scores.score(visit), sum(weight for weight, _note in visit)) for visit in noted if visit]
        together = scores.score([pair for visit in noted for pair in visit])
        mean = scores.weighted_mean(pairs)
        if together is None:
            self.assertIsNone(mean)
        else:
            self.assertAlmostEqual(mean, together, delta=Decimal("0.02"))
