from datetime import date

from odoo.tests import tagged

from odoo.addons.regie_base.tools.scope import Scope

from .common import LabelCase


@tagged("post_install", "-at_install")
class TestLabelIndicators(LabelCase):
    """Who really comes (A2), whether the minutes are signed (A4), and the delay of the assembly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scope = Scope.for_year(cls.company, date(2026, 6, 1))

    def _result(self, code, **narrowing):
        scope = Scope(self.company, self.scope.date_from, self.scope.date_to, **narrowing)
        return self.env.ref(f"regie_label.indicator_{code}")._compute_result(scope)

    def _hold(self, people, **vals):
        """Hold a meeting of the board with some of those who sit in it; its facts as its room writes them."""
        meeting = self._create_meeting(**vals)
        meeting._sync_attendance()
        self._enter(meeting, *people)
        self._set(meeting, date_opened=meeting.date)
        return meeting

    def _set(self, record, **facts):
        """Write facts that only the room of the meeting writes."""
        self.env.flush_all()
        names = ", ".join(f"{name} = %s" for name in facts)
        self.env.cr.execute(f"UPDATE {record._table} SET {names} WHERE id = %s", [*facts.values(), record.id])
        self.env.invalidate_all()

    def test_nobody_came_is_not_zero(self):
        result = self._result("attendance_inhabitants_share")
        self.assertEqual((result.value, result.reason), (None, "no_denominator"))

    def test_share_of_inhabitants_counts_those_who_came(self):
        mandates = self.env["regie.mandate"].search([("organ_id", "=", self.board.id)])
        inhabitants = mandates.filtered("college_id.is_resident").partner_id
        others = mandates.partner_id - inhabitants
        self._hold([inhabitants[0], others[0]])
        self._hold(inhabitants, date="2026-09-10 16:00:00")
        self._hold(others, date="2025-06-10 16:00:00")
        result = self._result("attendance_inhabitants_share")
        self.assertEqual((result.numerator, result.denominator, result.value), (3, 4, 75))
        self.assertEqual(self.env[result.model].search_count(result.domain), result.source_count)

    def test_invited_people_and_external_bodies_do_not_count(self):
        meeting = self._hold([])
        guest = self._create_person()
        self.env["regie.attendance"].create({"meeting_id": meeting.id, "partner_id": guest.id, "is_invited": True})
        self._enter(meeting, guest)
        self.assertIsNone(self._result("attendance_inhabitants_share").value)

    def test_regular_meetings_have_a_quorum_and_signed_minutes(self):
        signed, unsigned, empty, planned = (self._create_meeting(date=f"2026-0{m}-10 16:00:00") for m in (2, 3, 4, 5))
        self._set(signed, date_opened="2026-02-10 16:00:00", date_signed="2026-02-20 16:00:00")
        self._set(unsigned, date_opened="2026-03-10 16:00:00")
        self._set(empty, date_no_quorum="2026-04-10 16:00:00")
        result = self._result("meetings_regular")
        self.assertEqual((result.numerator, result.denominator), (1, 3))
        self.assertAlmostEqual(result.value, 100 / 3)
        self.assertNotIn(planned, self.env[result.model].search(result.domain))

    def test_delay_of_the_assembly_is_counted_from_the_closing(self):
        self.assertEqual(self._result("assembly_delay_days").reason, "no_data")
        meeting = self._create_meeting(organ=self.assembly, date="2026-06-10 16:00:00")
        resolution = self._create_resolution(meeting, resolution_type="accounts")
        self._set(resolution, result="adopted")
        self.assertEqual(self._result("assembly_delay_days").value, 160)

    def test_board_does_not_approve_the_accounts(self):
        resolution = self._create_resolution(self._create_meeting(), resolution_type="accounts")
        self._set(resolution, result="adopted")
        self.assertIsNone(self._result("assembly_delay_days").value)

    def test_narrowed_question_has_no_answer(self):
        for code in ("attendance_inhabitants_share", "meetings_regular", "assembly_delay_days"):
            self.assertEqual(self._result(code, partner=self.network).reason, "no_scope")

    def test_meetings_of_a_neighbour_do_not_count(self):
        company = self._create_company()
        organ = self._create_organ("CA", "board", company=company)
        self._create_statutes(organs=organ, company_id=company.id)
        meeting = self._create_meeting(organ=organ)
        self._set(meeting, date_opened=meeting.date)
        self.assertIsNone(self._result("meetings_regular").value)
