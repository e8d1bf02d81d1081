from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr_asso")
    def _get_fr_asso_template_data(self):
        return {
            "name": self.env._("Associations (ANC 2018-06)"),
            "parent": "fr",
            "country": "fr",
            "sequence": 0,
            "code_digits": 6,
        }

    @template("fr_asso", "res.company")
    def _get_fr_asso_res_company(self):
        # without them Odoo makes accounts 999…, whose number begins no account of the general chart: the FEC refuses it
        return {
            self.env.company.id: {
                "default_cash_difference_income_account_id": "pcg_758",
                "default_cash_difference_expense_account_id": "pcg_658",
            },
        }

    # Odoo looks for the files of the parent in the addon of the child: they are read again from where they are.

    @template("fr_asso", "account.account")
    def _get_fr_asso_account_account(self):
        accounts = self._parse_csv("fr", "account.account", module="l10n_fr_account")
        for xmlid, values in self._get_association_accounts().items():
            accounts[xmlid] = {**accounts.get(xmlid, {}), **values}
        return accounts

    @template("fr_asso", "account.group")
    def _get_fr_asso_account_group(self):
        return self._parse_csv("fr", "account.group", module="l10n_fr_account")

    @template("fr_asso", "account.tax.group")
    def _get_fr_asso_account_tax_group(self):
        return self._parse_csv("fr", "account.tax.group", module="l10n_fr_account")

    @template("fr_asso", "account.tax")
    def _get_fr_asso_account_tax(self):
        taxes = self._parse_csv("fr", "account.tax", module="l10n_fr_account")
        self._deref_account_tags("fr_asso", taxes)
        return taxes

    @template("fr_asso", "account.fiscal.position")
    def _get_fr_asso_account_fiscal_position(self):
        return self._parse_csv("fr", "account.fiscal.position", module="l10n_fr_account")

    def _get_association_accounts(self):
        """Accounts that associations have and companies have not, or have under another name: {xmlid: values}."""
        return self._parse_csv("fr_asso", "account.account", module="l10n_fr_association")
