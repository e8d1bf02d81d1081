from odoo.tests import TransactionCase


class ChartCase(TransactionCase):
    """A company on the general French chart, and the builders of its accounts and entries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company = cls._create_company("Régie voisine")
        cls.chart = cls.env["account.chart.template"]
        cls.chart.try_loading("fr", cls.company)

    @classmethod
    def _create_company(cls, name):
        company = cls.env["res.company"].create({"name": name, "country_id": cls.env.ref("base.fr").id})
        cls.env.user.company_ids |= company
        return company

    def _account(self, code, company=None):
        company = company or self.company
        return (
            self.env["account.account"]
            .with_company(company)
            .with_context(active_test=False)
            .search([*self.env["account.account"]._check_company_domain(company), ("code", "=", code)])
        )

    def _entry(self, code, balance=10, company=None):
        company = company or self.company
        journals = self.env["account.journal"].search([("type", "=", "general"), ("company_id", "=", company.id)])
        move = self.env["account.move"].create(
            {
                "date": "2026-01-31",
                "company_id": company.id,
                "journal_id": journals[0].id,
                "line_ids": [
                    (0, 0, {"account_id": self._account(code, company).id, "balance": balance}),
                    (0, 0, {"account_id": self._account("471000", company).id, "balance": -balance}),
                ],
            }
        )
        move.action_post()
        return move

    def _preview(self):
        return {row["values"]["code"]: row for row in self.chart.get_association_preview(self.company)}
