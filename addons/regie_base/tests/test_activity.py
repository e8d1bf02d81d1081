from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.regie_base.tests.common import RegieCase


class TestActivity(RegieCase):
    def test_eleven_families_are_shipped(self):
        families = self.env["regie.activity.family"].search([])
        self.assertGreaterEqual(len(families), 11)
        self.assertEqual(self.env.ref("regie_base.activity_family_cleaning").network_share, 93)

    def test_activity_gets_its_own_account_in_the_plan(self):
        cleaning, green = self._create_activity(code="TNET"), self._create_activity("Green spaces", "green")
        account = cleaning.analytic_account_id
        self.assertEqual(account.plan_id, self.env.ref("regie_base.analytic_plan_activity"))
        self.assertEqual((account.name, account.code, account.company_id), ("Cleaning", "TNET", self.company))
        self.assertNotEqual(account, green.analytic_account_id)

    def test_accounts_of_a_batch_are_created_at_once(self):
        family = self.env.ref("regie_base.activity_family_food")
        vals_list = [{"name": f"Activity {n}", "family_id": family.id} for n in range(20)]
        self.env["regie.activity"].create(vals_list[:1])
        with self.assertQueryCount(12):
            activities = self.env["regie.activity"].create(vals_list)
            self.env.flush_all()
        self.assertEqual(len(activities.analytic_account_id), 20)
        self.assertNotIn("analytic_account_id", vals_list[0])

    def test_account_follows_the_name(self):
        activity = self._create_activity()
        activity.name = "Cleaning of halls"
        self.assertEqual(activity.analytic_account_id.name, "Cleaning of halls")

    @mute_logger("odoo.sql_db")
    def test_account_never_serves_two_activities(self):
        activity = self._create_activity()
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self._create_activity("Copy", analytic_account_id=activity.analytic_account_id.id)

    def test_manager_creates_in_the_screen_without_choosing_an_account(self):
        manager = self._create_user("ines", "group_role_director")
        with Form(self.env["regie.activity"].with_user(manager)) as form:
            form.name = "Restaurant"
            form.family_id = self.env.ref("regie_base.activity_family_food")
            form.mission = "social"
        self.assertEqual(form.record.analytic_account_id.name, "Restaurant")

    def test_team_leader_reads_and_does_not_write(self):
        activity = self._create_activity()
        leader = self._create_user("tom", "group_role_team_leader")
        self.assertEqual(activity.with_user(leader).name, "Cleaning")
        with self.assertRaises(AccessError):
            activity.with_user(leader).name = "Mine"

    def test_activities_of_a_neighbour_are_not_shown(self):
        other = self._create_activity(company_id=self._create_company().id)
        manager = self._create_user("ines", "group_role_director")
        self.assertNotIn(other, self.env["regie.activity"].with_user(manager).search([]))
        with self.assertRaises(AccessError):
            other.with_user(manager).read(["name"])
