from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestChart(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Régie voisine", "country_id": cls.env.ref("base.fr").id})
        cls.env.user.company_ids |= cls.company
        cls.chart = cls.env["account.chart.template"]

    def _account(self, code):
        return (
            self.env["account.account"]
            .with_company(self.company)
            .with_context(active_test=False)
            .search([*self.env["account.account"]._check_company_domain(self.company), ("code", "=", code)])
        )

    def test_new_company_gets_the_whole_french_chart_and_the_accounts_of_associations(self):
        self.chart.try_loading("fr_asso", self.company)
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertEqual(self._account("194000").name, "Dedicated funds on operating grants")
        self.assertEqual(self._account("754000").name, "Resources from public generosity")
        self.assertEqual(self._account("875000").account_type, "off_balance")
        self.assertEqual(self._account("120100").account_type, "equity_unaffected")
        self.assertTrue(self._account("606100"))
        self.assertFalse(self._account("999999") | self._account("999001") | self._account("999002"))
        self.assertTrue(self.company.account_sale_tax_id)

    def test_company_on_the_general_chart_moves_with_its_entries(self):
        self.chart.try_loading("fr", self.company)
        self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertEqual(self._account("120100").account_type, "equity_unaffected")
        self.assertEqual(self._account("657000").name, "Financial aids")
        self.assertEqual(len(self._account("194000")), 1)

    def test_account_with_entries_keeps_its_name(self):
        self.chart.try_loading("fr", self.company)
        move = (
            self.env["account.move"]
            .with_company(self.company)
            .create(
                {
                    "date": "2026-01-31",
                    "company_id": self.company.id,
                    "journal_id": self.env["account.journal"]
                    .search([("type", "=", "general"), ("company_id", "=", self.company.id)], limit=1)
                    .id,
                    "line_ids": [
                        (0, 0, {"account_id": self._account("657000").id, "balance": 10}),
                        (0, 0, {"account_id": self._account("471000").id, "balance": -10}),
                    ],
                }
            )
        )
        move.action_post()
        with self.assertRaisesRegex(UserError, "FIN-001"):
            self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr")
