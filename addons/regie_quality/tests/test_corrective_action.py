from datetime import date

from odoo import fields

from .common import QualityCase, picture


class TestCorrectiveAction(QualityCase):
    """What an inspection found is put right by somebody, before a day, and somebody else goes and looks."""

    def test_each_bad_note_asks_for_a_correction(self):
        inspection = self._create_inspection(1, 2, 0, done=True)
        self.assertEqual(inspection.action_ids.mapped("name"), ["Criterion 1", "Criterion 3"])
        inspection.action_reopen()
        inspection.action_done()
        self.assertEqual(inspection.action_count, 2, "asked once")

    def test_deadline_follows_the_family(self):
        green = self.env.ref("regie_gup.service_family_green")
        grid = self._create_grid(1, {"weight": 1, "family_id": green.id})
        actions = self._create_inspection(0, 0, grid=grid, done=True).action_ids
        self.assertEqual(actions.mapped("date_deadline"), [date(2026, 2, 4), date(2026, 2, 9)])

    def test_responsible_of_the_worksite_is_reminded(self):
        leader = self._create_user("leader", "group_role_team_leader")
        site = self._create_hall()
        self._create_service(project=self._create_site(user_id=leader.id), site=site)
        action = self._create_inspection(0, 4, 4, site=site, done=True).action_ids
        self.assertEqual((action.user_id, action.activity_ids.user_id), (leader, leader))
        self.assertEqual(action.activity_ids.date_deadline, action.date_deadline)
        action.date_deadline = date(2026, 2, 20)
        self.assertEqual(action.activity_ids.mapped("date_deadline"), [date(2026, 2, 20)])
        action.with_user(leader).action_done()
        self.assertFalse(action.activity_ids)

    def test_somebody_else_verifies(self):
        leader = self._create_user("leader", "group_role_team_leader")
        office = self._create_user("office", "group_role_office")
        action = self._create_inspection(0, 4, 4, inspector_id=leader.id, done=True).action_ids
        with self.assertRule("E-QUAL-14"):
            action.with_user(office).action_verify()
        action.with_user(leader).action_done()
        with self.assertRule("E-QUAL-14"):
            action.with_user(leader).action_verify()
        action.with_user(office).action_verify()
        self.assertEqual((action.state, action.verified_by_id), ("verified", office))
        action.with_user(office).action_reopen()
        self.assertEqual((action.state, bool(action.activity_ids)), ("open", True))

    def test_late_is_seen_and_searched(self):
        today = fields.Date.context_today(self.env.user)
        actions = self._create_inspection(0, 0, 0, done=True).action_ids
        actions[0].date_deadline = today
        actions[1].action_done()
        self.assertEqual(actions.mapped("is_late"), [False, False, True])
        self.assertEqual(actions.search([("id", "in", actions.ids), ("is_late", "=", True)]), actions[2])
        self.assertEqual(actions.search([("id", "in", actions.ids), ("is_late", "=", False)]), actions[:2])

    def test_facts_are_not_written_by_hand(self):
        office = self._create_user("office", "group_role_office")
        action = self._create_inspection(0, 4, 4, done=True).action_ids.with_user(office)
        for vals in ({"date_done": "2026-02-03"}, {"state": "verified"}, {"verified_by_id": office.id}):
            with self.subTest(vals=vals), self.assertRule("E-QUAL-06"):
                action.write(vals)

    def test_photo_once_put_right_is_cleaned(self):
        action = self._create_inspection(0, 4, 4, done=True).action_ids
        action.photo_after = picture(form="PNG")
        self.assertTrue(action.photo_after)
        with self.assertRule("E-QUAL-08"):
            action.photo_after = b"PHN2Zy8+"
