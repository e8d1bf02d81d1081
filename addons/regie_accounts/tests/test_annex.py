from .common import AccountsCase


class TestAnnex(AccountsCase):
    """Texts and tables of the annex."""

    def _table(self, name):
        """Rows of a table by their label."""
        return {row[0]: row[1:] for row in self.accounts.get_annex_table(name)["rows"]}

    def test_annex_starts_with_the_sections_and_their_texts(self):
        sections = self.env["regie.annex.section"].search([])
        self.assertEqual(self.accounts.note_ids.section_id, sections)
        self.assertIn("2018-06", self.accounts.note_ids.filtered(lambda note: note.sequence == 10).body)

    def test_texts_of_last_year_are_taken_over(self):
        note = self.accounts.note_ids[0]
        note.body = "<p>Our own words</p>"
        following = self._create_annual_accounts(self._create_exercise(2027))
        self.assertIn("Our own words", following.note_ids.filtered(lambda one: one.section_id == note.section_id).body)

    def test_own_funds_go_from_opening_to_closing(self):
        self._entry("2025-03-01", ("512001", 5000.0), ("106800", -5000.0))
        self._entry("2025-06-01", ("512001", 900.0), ("706000", -900.0))
        self._entry("2026-06-20", ("120100", 900.0), ("106800", -900.0))
        self._entry("2026-07-01", ("512001", 400.0), ("131000", -400.0))
        self._entry("2026-08-01", ("641100", 150.0), ("512001", -150.0))
        table = self._table("own_funds")
        self.assertEqual(table["Reserves for the project of the entity"], [5000.0, 900.0, 0.0, 0.0, 5900.0])
        self.assertEqual(table["Earlier results waiting for their allocation"], [900.0, -900.0, 0.0, 0.0, 0.0])
        self.assertEqual(table["Investment grants"], [0.0, 0.0, 400.0, 0.0, 400.0])
        self.assertEqual(table["Surplus or deficit of the exercise"], [0.0, 0.0, 0.0, -150.0, -150.0])
        total = self.accounts.get_annex_table("own_funds")["total"]
        self.assertEqual(total[-1], self._amount("PT1"), "the table closes on the balance sheet")

    def test_result_that_nobody_allocated_stays_in_the_table(self):
        self._entry("2025-06-01", ("512001", 900.0), ("706000", -900.0))
        table = self._table("own_funds")
        self.assertEqual(table["Earlier results waiting for their allocation"], [900.0, 0.0, 0.0, 0.0, 900.0])
        self.assertEqual(self.accounts.get_annex_table("own_funds")["total"][-1], self._amount("PT1"))

    def test_fixed_assets_and_depreciation_go_from_opening_to_closing(self):
        self._entry("2025-02-01", ("218300", 1200.0), ("512001", -1200.0))
        self._entry("2025-12-31", ("681120", 400.0), ("281800", -400.0))
        self._entry("2026-02-01", ("218300", 300.0), ("512001", -300.0))
        self._entry("2026-03-01", ("652000", 1000.0), ("218300", -1000.0))
        self._entry("2026-12-31", ("681120", 100.0), ("281800", -100.0))
        self.assertEqual(self._table("fixed_assets")["Other tangible assets"], [1200.0, 300.0, -1000.0, 500.0])
        self.assertEqual(self._table("depreciation")["Other tangible assets"], [400.0, 100.0, 0.0, 500.0])
        row = self._row("AC4")
        self.assertEqual((row["gross"], row["depreciation"]), (500.0, 500.0))

    def test_subsidies_are_told_by_funder(self):
        funder = self._create_partner("Département de l'Eure")
        grant = self.env["regie.grant"].create(
            {
                "name": "Médiation",
                "funder_id": funder.id,
                "funder_type": "department",
                "amount": 8000.0,
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
            }
        )
        self.assertFalse(self._table("subsidies"), "asked, not granted")
        grant.sudo().write({"state": "running", "notified_on": "2026-01-15"})
        move = self._entry("2026-01-15", ("441700", 8000.0), ("741000", -8000.0), post=False)
        move.line_ids.filtered(lambda line: line.balance < 0).analytic_distribution = {
            str(grant.analytic_account_id.id): 100
        }
        move.action_post()
        self.assertEqual(self._table("subsidies")["Département de l'Eure"], [8000.0, 8000.0])

    def test_dedicated_funds_without_movement_are_empty(self):
        table = self.accounts.get_annex_table("dedicated_funds")
        self.assertEqual((len(table["heads"]), table["rows"]), (8, []))

    def test_unknown_table_is_empty(self):
        self.assertEqual(self.accounts.get_annex_table("nothing")["rows"], [])

    def test_headcount_waits_for_who_knows_it(self):
        self.assertFalse(self._table("headcount"))

    def test_table_in_kind_without_contributions_is_empty(self):
        self.assertFalse(self._table("inkind"))
