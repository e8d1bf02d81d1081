import csv
import io
from collections import defaultdict
from decimal import Decimal

from odoo.addons.regie_grant.tests.common import GrantCase

from .ledger import LedgerBuilder

#: What stood in the books before the year: a régie that owns tools, owes a loan, has reserves and old losses.
OPENING = (
    ("215400", 96_000),
    ("281500", -52_000),
    ("512100", 214_300),
    ("441700", 46_000),
    ("164000", -38_000),
    ("102000", -40_000),
    ("106800", -190_300),
    ("119000", 12_000),
    ("421000", -48_000),
)
#: Grants of the year: funder, amount, amount of the exercise, spent in the exercise, activity, account of the entry.
GRANTS = (
    ("state", 180_000, 180_000, 180_000, "mediation"),
    ("department", 120_000, 60_000, 52_000, "gardens"),
    ("commune", 45_000, 45_000, 45_000, "mediation"),
    ("caf", 36_000, 36_000, 29_500.50, "gardens"),
)


class RealYearCase(LedgerBuilder, GrantCase):
    """A fictitious régie of 1.68 million euros and 50 000 journal items: two market activities, two that are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.company_registry = "12345678200010"
        cls.accountant = cls._create_user("accountant", "regie_finance.group_finance_manager")
        names = {"cleaning": "market", "works": "market", "mediation": "non_market", "gardens": "non_market"}
        cls.activities = {
            name: cls._create_activity(name.capitalize(), market_kind=kind) for name, kind in names.items()
        }
        cls.activities["office"] = cls._create_activity("Head office", is_support=True)
        partners = cls.env["res.partner"]
        cls.partners = {
            "landlord": partners.union(*(cls._create_partner(f"Landlord {rank}") for rank in range(12))),
            "supplier": partners.union(*(cls._create_partner(f"Supplier {rank}") for rank in range(40))),
            "state": cls._create_partner("ASP"),
        }
        cls._entry("2024-12-31", *OPENING, ref="Opening of the books")
        cls.item_count = cls._fill_ledger(2025, cls.activities, cls.partners)
        cls._receive_grants()

    @classmethod
    def _receive_grants(cls):
        """Notify the grants of 2025, book their income, spend on them, defer what is for 2026."""
        cls.grants = cls.env["regie.grant"]
        for funder, amount, own, spent, activity in GRANTS:
            fractions = {cls.exercise_before: own}
            if own < amount:
                fractions[cls.exercise] = amount - own
            grant = cls._create_grant(
                amount,
                fractions=fractions,
                funder_type=funder,
                activity_id=cls.activities[activity].id,
                period_start="2025-01-01",
                period_end="2026-12-31" if own < amount else "2025-12-31",
            )
            cls.grants |= grant
            cls._book(grant, "2025-02-01", "441700", "741000", amount)
            cls._spend(grant, spent, "2025-09-30", code="604000")
            if own < amount:
                cls._book(grant, "2025-12-31", "741000", "487000", amount - own)

    @classmethod
    def _book(cls, grant, day, debit, credit, amount):
        """Post an entry of a grant, whose income bears its activity and its funding."""
        move = cls._entry(day, (debit, amount), (credit, -amount), post=False, ref=grant.name)
        axis = grant.activity_id.analytic_account_id | grant.analytic_account_id
        items = move.line_ids.filtered(lambda item: item.account_id.internal_group in ("income", "expense"))
        items.analytic_distribution = {",".join(map(str, axis.ids)): 100}
        move.action_post()

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


class TestRealYear(RealYearCase):
    """A whole year: counted, closed, allocated, opened again to the cent."""

    def _get_result(self):
        """The result of 2025, by the books."""
        return 0.0 - self.exercise_before.get_sum(("6", "7"))

    def _allocate(self):
        """Have the assembly of 2026 allocate the result, and post it."""
        allocation = self.env["regie.allocation"].create({"exercise_id": self.exercise_before.id})
        allocation.action_prepare_lines()
        allocation.write({"decision_reference": "2026-AG-002", "decision_date": "2026-06-20"})
        allocation.action_propose()
        allocation.action_post()
        return allocation

    def test_year_is_that_of_a_regie_of_this_size(self):
        self.assertGreater(self.item_count, 50_000)
        income = 0.0 - self.exercise_before.get_sum(("7",))
        self.assertAlmostEqual(income, 1_645_000.0, 2)
        self.assertEqual(
            self.exercise_before.get_sum(("411",), to_date=True),
            self._sum_open("411100"),
            "what the customers owe is what is not settled",
        )

    def _sum_open(self, code):
        [(residual,)] = self.env["account.move.line"]._read_group(
            [("account_id", "=", self._account(code).id), ("reconciled", "=", False)], [], ["amount_residual:sum"]
        )
        return self.company.currency_id.round(residual)

    def test_next_year_opens_on_the_closing_of_this_one_to_the_cent(self):
        before = self._export_fec(self.exercise_before)
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

    def test_result_is_carried_where_the_assembly_decided(self):
        result = self._get_result()
        allocation = self._allocate()
        self.assertEqual(allocation.amount_allocated, result)
        balances = self.exercise.get_balances(to_date=True)
        pending = balances.get("120100", 0.0) - result
        self.assertTrue(self.company.currency_id.is_zero(pending), "Odoo's account gave the whole result")
        for code in ("120000", "129000"):
            self.assertTrue(self.company.currency_id.is_zero(balances.get(code, 0.0)), code)
        self.assertEqual(self._sum_fec(self._export_fec(self.exercise)).get("120100"), None)

    def test_control_of_the_assembly_turns_green_once_the_result_is_allocated(self):
        closing = self.env["regie.closing"].create({"exercise_id": self.exercise_before.id, "materiality": 2000.0})
        states = {step.code: step.control_state for step in closing.step_ids}
        self.assertEqual(states["analytic"], "ok")
        self.assertEqual(states["assembly"], "ko")
        self._allocate()
        closing.action_check()
        step = closing.step_ids.filtered(lambda step: step.code == "assembly")
        self.assertEqual(step.control_state, "ok")
