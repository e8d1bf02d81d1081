from datetime import timedelta

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Date
from odoo.tools import mute_logger

from .common import GroceryCase


class TestRight(GroceryCase):
    """Who may buy, how much a month, until when."""

    def test_cap_follows_the_size_of_the_household(self):
        self.assertEqual((self.right.monthly_cap, self.right.left, self.right.state), (90, 90, "current"))
        self.right.person_count = 5
        self.assertEqual(self.right.monthly_cap, 180)
        self._create_parameter("epicerie_plafond_base", 100, company_id=self.company.id)
        self.right.invalidate_recordset()
        self.assertEqual(self.right.monthly_cap, 220)

    def test_household_has_one_right_at_a_time(self):
        with self.assertRaisesRegex(ValidationError, "E-GROC-01"), self.cr.savepoint():
            self._open_grocery(self._create_person("Issa"), member_ids=self.awa.ids)
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self._open_grocery(self.awa)

    def test_right_lasts_no_longer_than_the_parameter(self):
        today = Date.today()
        with self.assertRaisesRegex(ValidationError, "E-GROC-04"):
            self._open_grocery(self._create_person("Zoé"), date_to=today + relativedelta(months=6))

    def test_ended_right_is_forgotten_after_a_year(self):
        today = Date.today()
        old = self._open_grocery(
            self._create_person("Zoé"),
            date_from=today - relativedelta(months=15),
            date_to=today - relativedelta(months=12) - timedelta(days=1),
        )
        cron = self.env.ref("regie_grocery.regie_grocery_right_cron_purge")
        for _again in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.env.invalidate_all()
            self.assertEqual((old.exists().ids, self.right.exists()), ([], self.right))
        self.assertEqual(old.search([("state", "=", "current"), ("partner_id", "=", self.awa.id)]), self.right)

    def test_amounts_of_many_households_take_few_queries(self):
        rights = self.right
        for number in range(20):
            rights |= self._open_grocery(self._create_person(f"Person {number}"), 3)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(60):
            self.assertEqual(sum(rights.mapped("left")), 90 + 20 * 120)

    def test_cashier_learns_an_amount_and_nothing_else(self):
        till = self.till.with_user(self.cashier)
        self.assertEqual(till.get_regie_left(self.awa.id), 90)
        self.assertIs(till.get_regie_left(self._create_person("Zoé").id), False)
        for model in ("regie.grocery.right", "regie.grocery.donation"):
            self.assertFalse(self.env[model].with_user(self.cashier).has_access("read"))
        with self.assertRaises(AccessError):
            self.till.with_user(self.office).get_regie_left(self.awa.id)
        self.till.regie_shop = "laundry"
        self.assertIs(till.get_regie_left(self.awa.id), False)
