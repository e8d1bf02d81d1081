from datetime import date

from odoo.tests import tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMembers(GovernanceCase):
    """Who may borrow is who the register says is a member over the whole loan."""

    def test_member_is_one_over_the_whole_period(self):
        member = self._create_member()
        leaving = self._create_member(date_end="2026-06-05", end_reason="resignation")
        stranger = self._create_person()
        people = member.partner_id | leaving.partner_id | stranger
        for first, last, expected in (
            (date(2026, 6, 1), date(2026, 6, 4), member.partner_id | leaving.partner_id),
            (date(2026, 6, 1), date(2026, 6, 8), member.partner_id),
            (date(2019, 6, 1), date(2019, 6, 4), people.browse()),
        ):
            with self.subTest(last=last):
                self.assertEqual(people._get_members_over(first, last), expected)

    def test_suspended_member_is_none_until_resumed(self):
        member = self._create_member(date_suspended="2026-01-01")
        self.assertFalse(member.partner_id._get_members_over(date(2026, 6, 1), date(2026, 6, 2)))

    def test_worker_of_a_member_body_borrows_for_it(self):
        body = self._create_body()
        self._create_member(body)
        worker = self._create_person(parent_id=body.id)
        self.assertEqual(worker._get_members_over(date(2026, 6, 1), date(2026, 6, 2)), worker)

    def test_counter_learns_who_is_a_member_without_reading_the_register(self):
        member = self._create_member()
        agent = self._create_user("outils", "regie_loan.group_role_tool_keeper")
        person = member.partner_id.with_user(agent)
        self.assertFalse(self.env["regie.membership"].with_user(agent).has_access("read"))
        with self.assertQueryCount(12):
            self.assertEqual(person._get_members_over(date(2026, 6, 1), date(2026, 6, 2)), person)
