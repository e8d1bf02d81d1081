"""The real year of a régie: its books by the thousand, its grants and its gifts by the records that keep them."""

from odoo import Command

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
#: Grants of the year: funder, amount, amount of the exercise, spent in the exercise, activity.
GRANTS = (
    ("state", 180_000, 180_000, 180_000, "mediation"),
    ("department", 120_000, 60_000, 52_000, "gardens"),
    ("commune", 45_000, 45_000, 45_000, "mediation"),
    ("caf", 36_000, 36_000, 29_500.50, "gardens"),
)
#: Afternoons of volunteers: how many, for how many hours, at which price.
AFTERNOONS, HOURS, HOURLY = 48, 3.5, 13.47
RENT = 9_600


class RealYearCase(LedgerBuilder, GrantCase):
    """A fictitious régie of 1.68 million euros and 50 000 journal items: two market activities, two that are not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.company_registry = "12345678200010"
        cls.accountant = cls._create_user("accountant", "regie_base.group_role_accountant")
        names = {"cleaning": "market", "works": "market", "mediation": "non_market", "gardens": "non_market"}
        sectors = {"market": "taxable", "non_market": "nontaxable"}
        cls.activities = {
            name: cls._create_activity(name.capitalize(), market_kind=kind, tax_sector=sectors[kind])
            for name, kind in names.items()
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
        cls._receive_gifts()

    @classmethod
    def _receive_grants(cls):
        """Have the funders award the grants of 2025, book their whole income, spend on them."""
        cls.grants = cls.env["regie.grant"]
        for funder, amount, own, spent, activity in GRANTS:
            fractions = {cls.exercise_before: own}
            if own < amount:
                fractions[cls.exercise] = amount - own
            grant = cls._create_notified_grant(
                amount,
                notified_on="2025-02-01",
                booked=True,
                fractions=fractions,
                funder_type=funder,
                activity_id=cls.activities[activity].id,
                period_start="2025-01-01",
                period_end="2026-12-31" if own < amount else "2025-12-31",
            )
            cls._spend(grant, spent, "2025-09-30", code="604000")
            cls.grants |= grant

    @classmethod
    def _receive_gifts(cls):
        """Write down the afternoons of the volunteers and the premises that the town lends."""
        nature = cls.env.ref("regie_inkind.nature_volunteer")
        cls.env["regie.valuation.rate"].create(
            {
                "nature_id": nature.id,
                "company_id": cls.company.id,
                "method": "external",
                "amount": HOURLY,
                "date_from": "2025-01-01",
                "deliberation": "Board of 13 January, resolution 3",
                "date_deliberation": "2025-01-13",
            }
        ).action_approve()
        shared = {"company_id": cls.company.id, "activity_id": cls.activities["gardens"].id}
        days = [f"2025-{1 + rank // 4:02}-{1 + rank % 4 * 7:02}" for rank in range(AFTERNOONS)]
        cls.gifts = cls.env["regie.inkind.contribution"].create(
            [
                {
                    **shared,
                    "name": "Gardens",
                    "nature_id": nature.id,
                    "quantity": HOURS,
                    "date_from": day,
                    "date_to": day,
                }
                for day in days
            ]
        )
        cls.gifts |= cls.gifts.create(
            {
                **shared,
                "name": "House of the gardens, lent by the town",
                "nature_id": cls.env.ref("regie_inkind.nature_premises").id,
                "quantity": 960,
                "amount_given": RENT,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
            }
        )

    # -- what the accountant does at the end of the year ---------------------------------------------------------------

    def _decide_grants(self):
        """Have the software decide each grant by the rules, and post what it proposes."""
        decisions = self.env["regie.grant.decision"].with_user(self.accountant).prepare_for(self.exercise_before)
        decisions.action_propose()
        decisions.action_post()
        return decisions

    def _book_gifts(self):
        """Validate what was given, have its entries proposed by quarter, and post them."""
        self.gifts.with_user(self.accountant).action_validate()
        booking = self.env["regie.inkind.booking"].with_user(self.accountant)
        action = booking.create({"exercise_id": self.exercise_before.id, "split": "quarter"}).action_propose()
        moves = self.env["account.move"].with_user(self.accountant).search(action["domain"])
        moves.action_post()
        return moves

    def _report_grants(self):
        """Hand in the report of the grants that ended, each variance explained."""
        ended = self.grants.filtered(lambda grant: grant.period_end <= self.exercise_before.date_to)
        for grant in ended:
            self._attach_documents(grant)
            grant.action_fill_rows()
            grant.budget_line_ids.note = "As told to the funder in the autumn."
        ended.action_report()

    def _acknowledge_duties(self):
        """Read the thresholds and the duties of the year, and say who took each alert in hand."""
        checks = self.env["regie.duty.check"]._get_or_create(self.exercise_before)
        checks._refresh()
        checks.with_user(self.accountant).note = "Seen with the treasurer."

    def _allocate(self):
        """Have the assembly of 2026 allocate the result, and post it."""
        allocations = self.env["regie.allocation"].with_user(self.accountant)
        allocation = allocations.create({"exercise_id": self.exercise_before.id})
        allocation.action_prepare_lines()
        allocation.write({"decision_reference": "2026-AG-002", "decision_date": "2026-06-20"})
        allocation.action_propose()
        allocation.action_post()
        return allocation

    def _open_closing(self, exercise, **vals):
        """Open the closing file of an exercise, as the accountant does."""
        closings = self.env["regie.closing"].with_user(self.accountant)
        return closings.create({"exercise_id": exercise.id, "materiality": 2000.0, **vals})

    def _confirm_until(self, closing, code=""):
        """Confirm the steps before one: the green ones as they are, the others with a note and the evidence."""
        closing.action_check()
        for step in closing.step_ids.sorted("sequence"):
            if step.code == code:
                break
            if step.is_passed:
                continue
            self.assertIn(step.control_state, ("ok", "manual"), f"{step.code}: {step.sentence}")
            if step.control_state == "manual" or step.template_id.needs_note:
                step.note = "Looked at with the director."
            if step.template_id.needs_evidence:
                file = self.env["ir.attachment"].with_user(self.accountant)
                step.attachment_ids = [Command.link(file.create({"name": "proof.txt", "raw": b"proof"}).id)]
            step.action_confirm()

    def _lock_for_good(self, closing):
        """Set the hard lock by its wizard."""
        wizard = self.env["regie.closing.lock"].with_user(self.accountant)
        wizard.create({"closing_id": closing.id, "kind": "hard", "is_understood": True}).action_lock()
