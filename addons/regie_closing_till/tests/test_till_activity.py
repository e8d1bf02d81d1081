from odoo import Command
from odoo.exceptions import ValidationError

from odoo.addons.regie_finance.tests.common import FinanceCase


class TestTillActivity(FinanceCase):
    """A régie that requires an activity on each income still closes its tills."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_activity("Head office", is_support=True)
        cls.company.write({"regie_default_activity_id": cls.office.id, "regie_activity_required": True})
        journal = cls.env["account.journal"].create({"name": "Canteen", "type": "general", "code": "CANT"})
        cls.till = cls.env["pos.config"].create({"name": "Canteen", "journal_id": journal.id})

    def _post_sale(self, journal):
        move = self.env["account.move"].create(
            {
                "date": "2026-03-31",
                "journal_id": journal.id,
                "line_ids": [
                    Command.create({"account_id": self._account("706000").id, "balance": -10}),
                    Command.create({"account_id": self._account("512100").id, "balance": 10}),
                ],
            }
        )
        move.action_post()
        return move

    def test_entry_of_a_till_bears_the_default_activity(self):
        move = self._post_sale(self.till.journal_id)
        line = move.line_ids.filtered(lambda line: line.account_id.code == "706000")
        self.assertEqual(line.analytic_distribution, {str(self.office.analytic_account_id.id): 100})

    def test_entry_of_a_person_waits_for_its_activity(self):
        with self.assertRaisesRegex(ValidationError, "FIN-060"):
            self._post_sale(self._journal())
