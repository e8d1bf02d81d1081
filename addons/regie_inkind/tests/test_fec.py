import base64

from .common import InkindCase


class TestFec(InkindCase):
    """Contributions in kind are no part of the FEC, neither in its year nor in the opening of the next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.company_registry = "73282932000074"
        cls._create_time(10)
        cls._book()
        cls._entry("2026-05-31", ("606100", 40), ("512100", -40))

    def _make(self, exercise, **vals):
        wizard = self.env["l10n_fr.fec.export.wizard"].create({"exercise_id": exercise.id, **vals})
        return self.env["regie.fec.file"].browse(wizard.create_fec_report_action()["res_id"])

    def test_file_of_the_year_and_opening_of_the_next_have_no_class_8(self):
        for exercise in (self.exercise, self._create_exercise(2027)):
            file = self._make(exercise)
            rows = base64.b64decode(file.content).decode(file.encoding).split("\r\n")[1:]
            self.assertFalse([row for row in rows if row.split("|")[4].startswith("8")])
            self.assertEqual(file.difference_count, 0)
            self.assertEqual(file.excluded_journal_ids, self.company.regie_inkind_journal_id)

    def test_journal_put_back_by_hand_shows_in_the_opening(self):
        file = self._make(self._create_exercise(2027), excluded_journal_ids=[])
        self.assertEqual(set(file.difference_ids.mapped("account_code")), {"864000", "875000"})
