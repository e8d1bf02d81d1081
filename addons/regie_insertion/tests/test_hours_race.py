from datetime import date

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

LONG_AGO = date(1901, 1, 1)


@tagged("post_install", "-at_install")
class TestHoursRace(BaseCase):
    """Two transactions on the same month: whoever types hours and whoever validates, on real cursors."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.month_id = env["regie.hours.month"].create({"date": LONG_AGO}).id
        self.addCleanup(self._forget_month)

    def _forget_month(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM mail_message WHERE model = 'regie.hours.month' AND res_id = %s", [self.month_id])
            cr.execute("DELETE FROM regie_hours_month WHERE id = %s", [self.month_id])

    def _hold(self, cr):
        cr.execute("SELECT id FROM regie_hours_month WHERE id = %s FOR SHARE", [self.month_id])

    def test_month_is_not_validated_while_hours_are_typed(self):
        with self.registry.cursor() as typing, self.registry.cursor() as validating:
            self._hold(typing)
            month = api.Environment(validating, SUPERUSER_ID, {})["regie.hours.month"].browse(self.month_id)
            with self.assertRaisesRegex(Exception, "right now|en ce moment|moment"):
                month._validate()
            typing.rollback()
            validating.rollback()

    @mute_logger("odoo.sql_db")
    def test_hours_started_before_the_validation_are_refused_after_it(self):
        with self.registry.cursor() as typing:
            typing.execute("SELECT 1 FROM regie_hours_month LIMIT 1")  # the transaction has begun
            with self.registry.cursor() as validating:
                env = api.Environment(validating, SUPERUSER_ID, {})
                env["regie.hours.month"].browse(self.month_id)._validate()
            with self.assertRaises(psycopg2.errors.SerializationFailure):
                self._hold(typing)
            typing.rollback()
