from datetime import date

from .common import InsertionCase


class TestPathway(InsertionCase):
    """The pathway of a person, from entry to exit."""

    def test_pathway_closed_before_its_entry_is_refused(self):
        pathway = self._create_pathway()
        with self.assertRule("INS-J01"):
            pathway.closed_on = date(2025, 12, 31)

    def test_exit_without_motive_counts_as_another_exit(self):
        leaving = self._create_exit(category=None)
        self.assertEqual(leaving.category, "other")
        self.assertEqual(leaving.pathway_id.date_end, date(2026, 9, 30))

    def test_withdrawn_exit_asks_for_its_reason(self):
        with self.assertRule("INS-X03"):
            self._create_exit(category="withdrawn")
