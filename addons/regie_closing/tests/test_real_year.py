import csv
import io
from collections import defaultdict
from datetime import date
from decimal import Decimal

from odoo.exceptions import UserError

from .year import AFTERNOONS, HOURLY, HOURS, RENT, RealYearCase


class TestRealYear(RealYearCase):
    """A whole year: counted, decided, closed by its twenty-six steps, allocated, opened again to the cent."""

    def test_year_is_that_of_a_regie_of_this_size(self):
        self.assertGreater(self.item_count, 50_000)
        income = 0.0 - self.exercise_before.get_sum(("7",))
        self.assertAlmostEqual(income, 1_645_000.0 + 60_000.0, 2, "the grants came whole")
        self._decide_grants()
        income = 0.0 - self.exercise_before.get_sum(("7",))
        self.assertAlmostEqual(income, 1_645_000.0, 2, "the half of the next year is deferred")
        self.assertEqual(
            self.exercise_before.get_sum(("411",), to_date=True),
            self._sum_open("411100"),
            "what the customers owe is what is not settled",
        )

    def test_grants_are_deferred_and_carried_over_by_their_decisions(self):
        decisions = self._decide_grants()
        self.assertEqual(set(decisions.mapped("state")), {"posted"})
        amounts = {
            decision.grant_id.funder_type: (decision.amount_deferred, decision.amount_report) for decision in decisions
        }
        self.assertEqual(amounts["state"], (0, 0))
        self.assertEqual(amounts["commune"], (0, 0))
        self.assertEqual(amounts["department"], (60_000, 8_000))
        self.assertEqual(amounts["caf"], (0, 6_499.5))
        before, after = self.exercise_before, self.exercise
        self.assertEqual(before.get_sum(("487",), to_date=True), -60_000)
        self.assertEqual(before.get_sum(("194",), to_date=True), -14_499.5)
        self.assertEqual(before.get_sum(("6894",)), 14_499.5)
        self.assertEqual(after.get_sum(("487",), to_date=True), 0, "it came back on the first day")

    def test_gifts_stand_on_both_sides_and_change_no_result(self):
        result = self._get_result()
        moves = self._book_gifts()
        self.assertEqual(len(moves), 4)
        value = AFTERNOONS * self.company.currency_id.round(HOURS * HOURLY) + RENT
        totals = self.exercise_before.get_inkind_totals()
        self.assertAlmostEqual(totals["uses"], value, 2)
        self.assertEqual((totals["sources"], totals["to_book"]), (totals["uses"], 0))
        self.assertEqual(self._get_result(), result)
        self.assertFalse([row for row in self._export_fec(self.exercise_before) if row["CompteNum"][0] == "8"])

    def test_year_is_closed_by_its_twenty_six_steps_and_the_next_one_opens_to_the_cent(self):
        closing = self._open_closing(self.exercise_before, payroll_due=23_000)
        self.assertEqual(
            self._get_red(closing),
            {"accounts", "assembly", "carry_forward", "deferred_grant", "fund", "inkind", "lock", "publication"},
        )
        self._decide_grants()
        self._book_gifts()
        self._acknowledge_duties()
        self.env["regie.annual.accounts"].create({"exercise_id": self.exercise_before.id})
        self._confirm_until(closing, "board")
        self.assertEqual(closing.state, "controls_ok")
        self._confirm_until(closing, "assembly")
        self.assertEqual(closing.state, "settled")
        allocation = self._allocate()
        self.assertEqual(allocation.amount_allocated, self._get_result())
        self._confirm_until(closing, "fec")
        self.assertEqual(closing.state, "approved")
        before = self._export_fec(self.exercise_before)
        self._confirm_until(closing, "lock")
        self._lock_for_good(closing)
        self._report_grants()
        self._confirm_until(closing)
        self._assert_closed(closing)
        self._assert_next_year_opens_on(before)

    def _get_red(self, closing):
        return set(closing.step_ids.filtered(lambda step: step.control_state == "ko").mapped("code"))

    def _assert_closed(self, closing):
        """Every step green or judged with a note, the books shut for good."""
        closing.action_check()
        self.assertEqual((closing.state, closing.progress), ("done", 100))
        self.assertEqual(len(closing.step_ids), 26)
        self.assertFalse(self._get_red(closing))
        judged = closing.step_ids.filtered(lambda step: step.control_state == "manual")
        self.assertTrue(all(judged.mapped("note")))
        not_here = closing.step_ids.filtered(lambda step: step.state == "na")
        self.assertEqual(set(not_here.mapped("code")), {"till", "stock", "membership"})
        self.assertEqual(self.company.hard_lock_date, date(2025, 12, 31))
        with self.assertRaises(UserError), self.cr.savepoint():
            self.grants.award_move_ids[:1].button_draft()
        late = self._entry("2025-12-31", ("606300", 10.0, self.activities["works"]), ("401100", -10.0))
        self.assertGreater(late.date, self.exercise_before.date_to, "what comes late goes into the next year")

    def _assert_next_year_opens_on(self, before):
        """The file of 2026 opens on the file of 2025: each account, each customer and supplier, to the cent."""
        closing = self._sum_fec(before)
        result = sum(amount for code, amount in closing.items() if code[0] in "67")
        carried = {code: amount for code, amount in closing.items() if code[0] not in "67"}
        carried["120100"] = carried.get("120100", Decimal(0)) + result
        self._entry("2026-01-15", ("512100", 10.0), ("411100", -10.0, None, self.partners["landlord"][0]))
        after = self._export_fec(self.exercise)
        opening = [row for row in after if row["JournalCode"] == "OUV"]
        self.assertEqual(self._sum_fec(opening), {code: amount for code, amount in carried.items() if amount})
        self.assertEqual(sum(self._sum_fec(before).values()), 0)
        self.assertEqual(sum(self._sum_fec(opening).values()), 0)
        third = ("401", "411")
        by_partner = self._sum_fec(before, by_partner=True)
        self.assertEqual(
            {key: amount for key, amount in self._sum_fec(opening, by_partner=True).items() if key[0][:3] in third},
            {key: amount for key, amount in by_partner.items() if key[0][:3] in third},
        )
        # the result went where the assembly decided, and the file of the next year can be opened
        self.assertNotIn("120100", self._sum_fec(after))
        following = self._open_closing(self.exercise)
        self.assertEqual(self._step_of(following, "opening_file").control_state, "ok")
        self.assertEqual(self._step_of(following, "carry_forward").control_state, "ko", "2027 is not created")

    @staticmethod
    def _step_of(closing, code):
        return closing.step_ids.filtered(lambda step: step.code == code)

    def test_controls_of_fifty_thousand_items_keep_to_their_queries(self):
        self._decide_grants()
        self._book_gifts()
        self.env["regie.annual.accounts"].create({"exercise_id": self.exercise_before.id})
        closing = self._open_closing(self.exercise_before, payroll_due=23_000)
        closing.action_check()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(95):
            closing.action_check()
            self.env.flush_all()

    # -- words of these tests -----------------------------------------------------------------------------------------

    def _get_result(self):
        """The result of 2025, by the books."""
        return 0.0 - self.exercise_before.get_sum(("6", "7"))

    def _sum_open(self, code):
        [(residual,)] = self.env["account.move.line"]._read_group(
            [("account_id", "=", self._account(code).id), ("reconciled", "=", False)], [], ["amount_residual:sum"]
        )
        return self.company.currency_id.round(residual)

    def _export_fec(self, exercise):
        """Return the rows of the test FEC of an exercise, as dicts."""
        wizard = self.env["l10n_fr.fec.export.wizard"].create({"exercise_id": exercise.id, "test_file": True})
        made = wizard.generate_fec()
        file = self.env["regie.fec.file"].browse(made["fec_file_id"])
        self.assertEqual(file.difference_count, 0)
        return list(csv.DictReader(io.StringIO(made["file_content"].decode(wizard.encoding)), delimiter="|"))

    @staticmethod
    def _sum_fec(rows, by_partner=False):
        """Return {account, or (account, partner): debit minus credit} of rows of a FEC, without zeros."""
        sums = defaultdict(Decimal)
        for row in rows:
            key = (row["CompteNum"], row["CompAuxNum"]) if by_partner else row["CompteNum"]
            debit, credit = (Decimal(row[side].strip().replace(",", ".")) for side in ("Debit", "Credit"))
            sums[key] += debit - credit
        return {key: amount for key, amount in sums.items() if amount}
