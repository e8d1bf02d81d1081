from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ChartCase


@tagged("post_install", "-at_install")
class TestChartWizard(ChartCase):
    """The page of the accountant, who is no administrator of the software."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = ["base.group_user", "account.group_account_manager"]
        cls.accountant = cls.env["res.users"].create(
            {
                "name": "Comptable",
                "login": "comptable_plan",
                "company_id": cls.company.id,
                "company_ids": cls.company.ids,
                "group_ids": [(6, 0, [cls.env.ref(group).id for group in groups])],
            }
        )
        cls.reader = cls.accountant.copy(
            {
                "login": "lecteur_plan",
                "group_ids": [(6, 0, [cls.env.ref("account.group_account_readonly").id, cls.env.ref(groups[0]).id])],
            }
        )

    def _open(self, user=None):
        wizards = self.env["account.chart.association"].with_user(user or self.accountant).with_company(self.company)
        return wizards.browse(wizards.action_open()["res_id"])

    def test_preview_shows_what_happens_to_each_account_and_opens_the_entries_in_the_way(self):
        self._entry("657000")
        wizard = self._open()
        self.assertEqual((wizard.situation, wizard.refused_count), ("general", 1))
        self.assertEqual(
            len(wizard.line_ids),
            wizard.create_count
            + wizard.rename_count
            + 1
            + len(wizard.line_ids.filtered(lambda line: line.action == "keep")),
        )
        refused = wizard.line_ids[0]
        self.assertEqual((refused.code, refused.action, refused.entry_count), ("657000", "refused", 1))
        self.assertEqual(self.env["account.move.line"].search_count(refused.action_view_items()["domain"]), 1)
        with self.assertRaisesRegex(UserError, "FIN-001"), self.cr.savepoint():
            wizard.action_move()
        self.assertTrue(wizard.line_ids.filtered("is_to_confirm"))

    def test_accountant_moves_the_company_and_sees_what_is_to_confirm(self):
        action = self._open().action_move()
        self.assertEqual(self.company.chart_template, "fr_asso")
        self.assertIn("search_default_association_to_confirm", action["context"])
        self.assertEqual(self._open().situation, "done")

    def test_accountant_loads_the_chart_when_there_is_no_entry(self):
        self.company.chart_template = "generic_coa"
        wizard = self._open()
        self.assertEqual((wizard.situation, wizard.line_ids.ids), ("empty", []))
        wizard.action_move()
        self.assertEqual(self.company.chart_template, "fr_asso")

    def test_who_reads_the_accounts_does_not_change_the_chart(self):
        with self.assertRaises(AccessError):
            self._open(self.reader)

    def test_accountant_of_another_company_does_not_move_this_one(self):
        wizard = self._open()
        neighbour = self.accountant.copy({"login": "voisin_plan"})
        other = self._create_company("Voisine")
        neighbour.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            wizard.with_user(neighbour).action_move()
