from odoo import api, models
from odoo.exceptions import UserError


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @api.model
    @api.private
    def move_to_association(self, company):
        """Bring a company from the general French chart to the one of associations, its entries untouched.

        Accounts that are missing are created, those whose meaning differs are named anew.

        :raise UserError: FIN-001 when an account to be named anew has posted lines
        """
        chart = self.with_company(company).with_context(
            allowed_company_ids=company.ids, default_company_id=company.id, lang="en_US", chart_template_load=True
        )
        wanted = chart._get_association_accounts()
        held = chart._get_relabelled_with_entries(company, wanted)
        if held:
            account = held[0]
            raise UserError(
                self.env._(
                    "Account %(code)s already has entries under the name “%(name)s”. Move them to another account "
                    "first, then change the chart. (FIN-001)",
                    code=account.code,
                    name=account.with_context(lang=self.env.lang).name,
                )
            )
        chart._adopt_accounts(company, wanted)
        company.get_unaffected_earnings_account().write({"code": wanted.pop("asso_120100")["code"]})
        for values in wanted.values():
            values["code"] = f"{values['code']:<06}"
        chart._load_data({"account.account": wanted})
        company.chart_template = "fr_asso"
        chart._load_translations(companies=company)

    def _get_relabelled_with_entries(self, company, wanted):
        """Accounts of the company that would change their name although they have posted lines."""
        accounts = self.env["account.account"].union(
            *(
                account
                for xmlid, values in wanted.items()
                if (account := self.ref(xmlid, raise_if_not_found=False)) and account.name != values["name"]
            )
        )
        used = self.env["account.move.line"]._read_group(
            [("account_id", "in", accounts.ids), ("parent_state", "=", "posted"), ("company_id", "=", company.id)],
            ["account_id"],
        )
        return [account.with_company(company) for (account,) in used]

    def _adopt_accounts(self, company, wanted):
        """Accounts that the régie had already made under the code of a new one become that one."""
        missing = {values["code"]: xmlid for xmlid, values in wanted.items() if not self.ref(xmlid, False)}
        own = (
            self.env["account.account"]
            .with_context(active_test=False)
            .search([*self.env["account.account"]._check_company_domain(company), ("code", "in", list(missing))])
        )
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": self.company_xmlid(missing[account.code], company), "record": account, "noupdate": True}
                for account in own
            ]
        )
