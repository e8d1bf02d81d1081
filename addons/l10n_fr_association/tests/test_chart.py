from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ChartCase


@tagged("post_install", "-at_install")
class TestChart(ChartCase):
    """What the move does to the accounts."""

    def test_new_company_gets_the_whole_french_chart_and_the_accounts_of_associations(self):
        self.chart.try_loading("fr_asso", self.company)  # it has no entry: the chart is replaced
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertEqual(self._account("194000").name, "Dedicated funds on operating grants")
        self.assertEqual(self._account("754000").name, "Resources from public generosity")
        self.assertEqual(self._account("875000").account_type, "off_balance")
        self.assertEqual(self._account("120100").account_type, "equity_unaffected")
        self.assertTrue(self._account("606100"))
        self.assertFalse(self._account("999999") | self._account("999001") | self._account("999002"))
        self.assertTrue(self.company.account_sale_tax_id)

    def test_new_company_has_the_taxes_journals_and_fiscal_positions_of_the_french_chart(self):
        general, self.company = self.company, self._create_company("Association")
        self.chart.try_loading("fr_asso", self.company)
        for model in ("account.tax", "account.tax.group", "account.fiscal.position", "account.group"):
            records = self.env[model].with_context(active_test=False)
            names = [
                sorted(records.search([("company_id", "=", company.id)]).mapped("name"))
                for company in (general, self.company)
            ]
            self.assertTrue(names[0], model)
            self.assertEqual(*names, model)
        journals = [
            set(self.env["account.journal"].search([("company_id", "=", company.id)]).mapped("code"))
            for company in (general, self.company)
        ]
        self.assertEqual(*journals)
        position = self.env["account.fiscal.position"].search([("company_id", "=", self.company.id)])
        self.assertTrue(position.tax_ids.original_tax_ids)

    def test_company_on_the_general_chart_moves_with_its_entries(self):
        taxes = self.env["account.tax"].search_count([("company_id", "=", self.company.id)])
        move = self._entry("606100")
        self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertEqual(self._account("120100").account_type, "equity_unaffected")
        self.assertEqual(self._account("657000").name, "Financial aids")
        self.assertEqual(len(self._account("194000")), 1)
        self.assertEqual(move.state, "posted")
        self.assertEqual(self.env["account.tax"].search_count([("company_id", "=", self.company.id)]), taxes)

    def test_differences_of_tills_leave_the_accounts_that_begin_no_class(self):
        self.chart.try_loading("fr", self.company)
        self.assertTrue(self._account("999001").active)
        journals = self.env["account.journal"]
        till = journals.create(
            {
                "name": "Canteen",
                "type": "cash",
                "code": "CANT",
                "company_id": self.company.id,
                "loss_account_id": self._account("999002").id,
            }
        )
        self.chart.move_to_association(self.company)
        self.assertFalse((self._account("999001") | self._account("999002")).filtered("active"))
        self.assertEqual(self.company.default_cash_difference_income_account_id, self._account("758000"))
        self.assertEqual(till.loss_account_id, self._account("658000"))

    def test_names_are_french_after_the_move_and_the_old_ones_are_gone(self):
        self.chart.move_to_association(self.company)
        for code, name in (
            ("754000", "Ressources liées à la générosité du public"),
            ("102000", "Fonds propres sans droit de reprise"),
            ("194000", "Fonds dédiés sur subventions d'exploitation"),
            ("120100", "Résultat en instance d'affectation"),
        ):
            self.assertEqual(self._account(code).with_context(lang="fr_FR").name, name)

    def test_accounts_with_entries_are_all_named_and_nothing_is_written(self):
        self._entry("657000")
        self._entry("754000")
        accounts = self.env["account.account"].search_count([])
        with self.assertRaisesRegex(UserError, r"657000.*754000.*FIN-001"), self.cr.savepoint():
            self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr")
        self.assertEqual(self.env["account.account"].search_count([]), accounts)
        preview = self._preview()
        self.assertEqual((preview["657000"]["action"], preview["657000"]["count"]), ("refused", 1))
        self.assertEqual(preview["194000"]["action"], "create")
        self.assertEqual(preview["102000"]["action"], "rename")

    def test_account_that_says_the_same_already_is_no_obstacle(self):
        self._account("754000").with_context(lang="fr_FR").name = "Ressources liées à la générosité du public"
        self._entry("754000")
        self.assertEqual(self._preview()["754000"]["action"], "keep")
        self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr_asso")

    def test_account_of_the_regie_under_a_new_number_keeps_its_name_and_its_entries(self):
        own = (
            self.env["account.account"]
            .with_company(self.company)
            .create(
                {
                    "code": "194000",
                    "name": "Fonds dédiés de la Ville",
                    "account_type": "liability_non_current",
                    "company_ids": self.company.ids,
                }
            )
        )
        self._entry("194000", -10)
        self.assertEqual(self._preview()["194000"]["action"], "adopt")
        self.chart.move_to_association(self.company)
        self.assertEqual(self._account("194000"), own)
        self.assertEqual(own.with_context(lang="fr_FR").name, "Fonds dédiés de la Ville")
        self.assertEqual(self.chart.with_company(self.company).ref("asso_194000"), own)

    def test_number_120100_of_the_regie_becomes_the_result_that_waits(self):
        own = (
            self.env["account.account"]
            .with_company(self.company)
            .create({"code": "120100", "name": "À affecter", "account_type": "equity", "company_ids": self.company.ids})
        )
        self.chart.move_to_association(self.company)
        self.assertEqual(self.company.get_unaffected_earnings_account(), own)

    def test_account_shared_with_another_company_is_not_named_anew(self):
        other = self._create_company("Voisine")
        shared = self._account("657000")
        shared.with_company(other).code = "657000"
        shared.company_ids |= other
        self.assertEqual(self._preview()["657000"]["reason"], "shared")
        with self.assertRaisesRegex(UserError, "FIN-001"), self.cr.savepoint():
            self.chart.move_to_association(self.company)

    def test_other_companies_keep_their_accounts(self):
        other = self._create_company("Entreprise")
        self.chart.try_loading("fr", other)
        name = self._account("754000", other).name
        self.chart.move_to_association(self.company)
        self.assertEqual(self._account("754000", other).name, name)
        self.assertFalse(self._account("194000", other))
        self.assertEqual(other.chart_template, "fr")

    def test_company_that_has_moved_stays_as_it_is(self):
        self.chart.try_loading("fr_asso", self.company)
        self._account("754000").name = "Générosité"
        self.chart.move_to_association(self.company)
        self.assertEqual(self._account("754000").name, "Générosité")

    def test_company_without_entries_on_another_chart_gets_the_chart(self):
        self.chart.try_loading("generic_coa", self.company)
        self.assertEqual(self.chart.get_association_situation(self.company), "empty")
        self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertTrue(self._account("194000"))

    def test_company_with_entries_on_another_chart_is_told_what_to_do(self):
        self.chart.try_loading("generic_coa", self.company)
        accounts = self.env["account.account"].search(
            [*self.env["account.account"]._check_company_domain(self.company), ("account_type", "=", "expense")]
        )
        self.env["account.move"].create(
            {
                "company_id": self.company.id,
                "journal_id": self.env["account.journal"]
                .search([("type", "=", "general"), ("company_id", "=", self.company.id)], limit=1)
                .id,
                "line_ids": [
                    (0, 0, {"account_id": accounts[0].id, "balance": 5}),
                    (0, 0, {"account_id": accounts[1].id, "balance": -5}),
                ],
            }
        ).action_post()
        with self.assertRaisesRegex(UserError, "FIN-002"), self.cr.savepoint():
            self.chart.move_to_association(self.company)
        self.assertEqual(self.company.chart_template, "generic_coa")

    def test_wording_of_the_accountant_survives_an_upgrade_and_the_tag_stays_off(self):
        self.chart.try_loading("fr_asso", self.company)
        tag = self.env.ref("l10n_fr_association.account_tag_to_confirm")
        account = self._account("652000")
        self.assertTrue(account.is_association_to_confirm)
        self.assertIn("652 is kept", account.description)
        self.assertIn("Les plans publiés", account.with_context(lang="fr_FR").description)
        account.with_context(lang="fr_FR").name = "VNC des immobilisations cédées"
        account.action_association_confirm()
        self.chart.try_loading("fr_asso", self.company)
        self.assertEqual(account.with_context(lang="fr_FR").name, "VNC des immobilisations cédées")
        self.assertNotIn(tag, account.tag_ids)
        self.assertTrue(self._account("754130").is_association_to_confirm)
