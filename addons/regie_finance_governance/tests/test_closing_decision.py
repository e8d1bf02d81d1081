from odoo import Command
from odoo.exceptions import UserError

from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_governance.tests.common import GovernanceCase


class DecisionCase(FinanceBuilders, GovernanceCase):
    """The closing of 2025 and the meetings of 2026 that decide on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()
        cls.accountant = cls._create_user("accountant", "group_role_accountant")
        cls._entry("2025-06-30", ("512100", 5000.0), ("706000", -5000.0, cls._create_activity()))
        cls.closing = cls.env["regie.closing"].create({"exercise_id": cls.exercise_before.id, "materiality": 100.0})

    @classmethod
    def _decide(cls, organ, kind="accounts", result="adopted", date="2026-05-20 16:00:00", signed=True):
        """Have an organ vote on a point; its minutes are signed by default."""
        meeting = cls._create_meeting(organ, date=date)
        point = cls._create_resolution(meeting, "Accounts of 2025", resolution_type=kind)
        point.write({"result": result, "date_closed": date, "number": f"2026-{organ.code}-{point.id}"})
        if signed:
            # what the minutes seal is written before they are signed
            cls.env.flush_all()
            meeting.date_signed = "2026-05-25 08:00:00"
        return point

    def _run(self, code):
        """The answer of a control of the closing."""
        return self.closing._run_control(code)


class TestDecision(DecisionCase):
    """Board, assembly, allocation: what was voted, not what is said to have been."""

    def test_board_that_settled_the_accounts_and_signed_is_green(self):
        point = self._decide(self.board)
        result = self._run("board")
        self.assertEqual(result.state, "ok")
        self.assertIn(point.number, result.sentence)

    def test_minutes_that_are_not_signed_are_red(self):
        self._decide(self.board, signed=False)
        self.assertEqual(self._run("board").state, "ko")

    def test_meeting_without_the_accounts_is_red(self):
        self._decide(self.board, kind="budget")
        self._decide(self.board, result="rejected")
        result = self._run("board")
        self.assertEqual((result.state, result.model), ("ko", "regie.meeting"))

    def test_resolution_of_another_year_does_not_count(self):
        self._decide(self.board, date="2025-05-20 16:00:00")
        self._decide(self.board, date="2027-05-20 16:00:00")
        self.assertEqual(self._run("board").state, "manual", "no meeting of the year after is kept here")

    def test_assembly_is_green_once_it_approved_and_the_result_is_allocated(self):
        self._decide(self.assembly)
        self.assertEqual(self._run("assembly").state, "ko", "the result is not allocated")
        allocation = self._allocate(self._decide(self.assembly, "allocation"))
        allocation.action_propose()
        allocation.action_post()
        self.assertEqual(self._run("assembly").state, "ok")

    def _allocate(self, resolution):
        """Prepare the allocation of the result by a resolution."""
        return (
            self.env["regie.allocation"]
            .with_user(self.accountant)
            .create(
                {
                    "exercise_id": self.exercise_before.id,
                    "resolution_id": resolution.id,
                    "line_ids": [Command.create({"account_id": self._account("110000").id, "amount": 5000.0})],
                }
            )
        )

    def test_entry_bears_the_number_and_the_day_of_the_resolution(self):
        resolution = self._decide(self.assembly, "allocation")
        allocation = self._allocate(resolution)
        allocation.action_propose()
        self.assertEqual(str(allocation.move_id.date), "2026-05-20")
        self.assertIn(resolution.number, allocation.move_id.ref)

    def test_allocation_by_a_resolution_that_is_not_adopted_is_refused(self):
        for resolution in (
            self.env["regie.resolution"],
            self._decide(self.assembly, "allocation", result="rejected"),
            self._decide(self.assembly, "accounts"),
        ):
            allocation = self._allocate(resolution)
            allocation.sudo().write({"decision_reference": "By hand", "decision_date": "2026-05-20"})
            with self.assertRaisesRegex(UserError, "FIN-051"), self.cr.savepoint():
                allocation.action_propose()
            allocation.unlink()


class TestFees(DecisionCase):
    """The fees of the members, in the books as in their register."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        member = cls._create_member()
        cls.fee = cls.env["regie.membership.fee"].create(
            {
                "membership_id": member.id,
                "year": 2025,
                "amount": 15.0,
                "date_due": "2025-03-31",
                "date_paid": "2025-03-10",
            }
        )

    def test_fees_of_the_register_are_in_the_books(self):
        self.assertEqual(self._run("membership").state, "ko")
        self._entry("2025-03-10", ("512100", 15.0), ("756100", -15.0, self._create_activity()))
        self.assertEqual(self._run("membership").state, "ok")

    def test_fee_paid_in_another_year_is_a_difference(self):
        self._entry("2025-03-10", ("512100", 15.0), ("756100", -15.0, self._create_activity()))
        self.fee.date_paid = "2026-01-02"
        result = self._run("membership")
        self.assertEqual((result.state, result.value), ("ko", 15.0))
