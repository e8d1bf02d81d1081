from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError

from odoo.addons.regie_base.tests.common import RegieCase


class TestConvention(RegieCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.landlord = cls._create_partner()

    @classmethod
    def _create_convention(cls, days_before=-30, days_after=30, **vals):
        return cls.env["regie.convention"].create(
            {
                "name": "Upkeep of the halls",
                "partner_id": cls.landlord.id,
                "date_signed": "2020-01-01",
                "date_start": cls.today + relativedelta(days=days_before),
                "date_end": cls.today + relativedelta(days=days_after),
                **vals,
            }
        )

    def test_state_is_read_from_the_dates(self):
        by_state = {
            "unsigned": self._create_convention(date_signed=False),
            "coming": self._create_convention(5, 30),
            "running": self._create_convention(-30, 0),
            "ended": self._create_convention(-30, -1),
        }
        endless = self._create_convention(date_end=False)
        self.assertEqual(endless.state, "running")
        for state, convention in by_state.items():
            self.assertEqual(convention.state, state)
            found = self.env["regie.convention"].search([("state", "=", state)])
            self.assertIn(convention, found)
            self.assertFalse(found & (sum(by_state.values(), endless) - convention - endless))
        self.assertNotIn(endless, self.env["regie.convention"].search([("state", "!=", "running")]))

    def test_responsible_is_reminded_once_before_the_end(self):
        # regie_convention_cron_remind
        soon = self._create_convention(days_after=60)
        far = self._create_convention(days_after=120)
        silent = self._create_convention(days_after=5, reminder_days=0)
        cron = self.env.ref("regie_base.regie_convention_cron_remind")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(soon.activity_ids.user_id, soon.user_id)
        self.assertEqual(len(soon.activity_ids), 1)
        self.assertFalse((far | silent).activity_ids)

    def test_new_end_allows_a_new_reminder(self):
        convention = self._create_convention(days_after=60)
        self.env["regie.convention"]._cron_remind()
        convention.date_end = self.today + relativedelta(days=80)
        self.env["regie.convention"]._cron_remind()
        self.assertEqual(len(convention.activity_ids), 2)

    def test_partner_counts_and_opens_its_conventions(self):
        convention = self._create_convention()
        self.landlord.regie_role_ids = self.env.ref("regie_base.partner_role_landlord")
        self.assertEqual(self.landlord.regie_convention_count, 1)
        self.assertEqual(convention.role_ids.code, "landlord")
        action = self.landlord.action_open_conventions()
        self.assertEqual(self.env["regie.convention"].search(action["domain"]), convention)

    def test_accountant_keeps_conventions_and_team_leader_only_reads(self):
        accountant = self._create_user("alma", "group_role_accountant")
        leader = self._create_user("tom", "group_role_team_leader")
        convention = self._create_convention()
        convention.with_user(accountant).amount = 1200
        self.assertEqual(convention.with_user(leader).amount, 1200)
        with self.assertRaises(AccessError):
            convention.with_user(leader).amount = 0
        with self.assertRaises(AccessError):
            convention.with_user(accountant).unlink()

    def test_conventions_of_a_neighbour_are_not_shown(self):
        other = self._create_convention(company_id=self._create_company().id)
        accountant = self._create_user("alma", "group_role_accountant")
        self.assertNotIn(other, self.env["regie.convention"].with_user(accountant).search([]))
        with self.assertRaises(AccessError):
            other.with_user(accountant).read(["name"])
