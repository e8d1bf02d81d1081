import threading

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, Command, api, fields
from odoo.exceptions import LockError, UserError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

CODE = "race-deposit"


@tagged("post_install", "-at_install")
class TestDepositRace(BaseCase):
    """Two counters give the same deposit back at the same moment, on real cursors: it is given back once."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            now = fields.Datetime.now()
            policy = env["regie.loan.policy"].create({"name": CODE, "code": CODE})
            model = env["regie.loan.model"].create({"name": CODE, "policy_id": policy.id, "deposit": 50})
            item = env["regie.loan.item"].create({"model_id": model.id, "number": CODE})
            person = env["res.partner"].create({"name": CODE})
            loan = env["regie.loan"].create(
                {
                    "partner_id": person.id,
                    "date_out": now,
                    "date_due": fields.Datetime.add(now, days=1),
                    "line_ids": [Command.create({"item_id": item.id})],
                }
            )
            deposit = env["regie.loan.deposit"].create({"loan_id": loan.id})
            deposit.write({"method": "cheque", "date_received": now})
            loan.line_ids._set_state("returned", date_back=now)
            self.deposit = deposit.id
            self.records = [(one._name, one.id) for one in (deposit, loan, item, model, policy, person)]
        self.addCleanup(self._forget)

    def _forget(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            deposit, loan, *others = (env[name].browse(one) for name, one in self.records)
            deposit.unlink()
            loan.line_ids._set_state("cancelled")
            for record in (loan, *others):
                record.unlink()

    def _release(self, cr):
        api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})["regie.loan.deposit"].browse(
            self.deposit
        ).action_release()
        cr.flush()

    @mute_logger("odoo.sql_db")
    def test_same_deposit_is_given_back_once(self):
        told, ready = [], threading.Barrier(4)

        def give_back():
            with self.registry.cursor() as cr:
                cr.execute("SELECT 1")  # every counter looks at the same moment
                ready.wait(10)
                try:
                    self._release(cr)
                    cr.commit()  # pylint: disable=invalid-commit
                    told.append("given back")
                except (LockError, UserError, psycopg2.errors.SerializationFailure):
                    cr.rollback()
                    told.append("refused")

        threads = [threading.Thread(target=give_back) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        self.assertEqual(sorted(told), ["given back", "refused", "refused", "refused"])
        with self.registry.cursor() as cr, self.assertRaisesRegex(UserError, "E-LOAN-32"):
            self._release(cr)
