from odoo import api, models
from odoo.exceptions import UserError

#: What happens to an account when a company moves to the chart of associations; what stops the move comes first.
ACTIONS = ("refused", "create", "rename", "adopt", "keep")


class AccountChartTemplate(models.AbstractModel):
    """The move of a company from the general French chart to the one of associations, read first, then done."""

    _inherit = "account.chart.template"

    @api.model
    @api.private
    def move_to_association(self, company):
        """Bring a company from the general French chart to the one of associations, its entries untouched.

        Accounts that are missing are created, those whose meaning differs are named anew, those that the régie had
        made under the same number stay its own. A company without entries on another chart gets the whole chart; one
        that has moved already stays as it is. Nothing is written when one account is refused.

        :raise UserError: FIN-001 names the accounts to be named anew that have posted lines; FIN-002 when the company
            has entries on the chart of another country
        """
        company = company.root_id
        situation = self.get_association_situation(company)
        if situation == "done":
            return
        if situation == "other":
            raise UserError(
                self.env._(
                    "%(company)s has entries on a chart that is not the French one: its accounts cannot be named anew. "
                    "Open a new company on the chart of associations and bring its balances. (FIN-002)",
                    company=company.name,
                )
            )
        if situation == "empty":
            self.try_loading("fr_asso", company)
            return
        chart = self._of_association(company)
        rows = chart.get_association_preview(company)
        self._check_association_refused([row for row in rows if row["action"] == "refused"])
        chart._apply_association_rows(company, rows)
        chart._move_cash_differences(company)
        company.chart_template = "fr_asso"

    @api.private
    def get_association_situation(self, company):
        """Return where a company stands: ``general`` (French chart), ``done``, ``empty`` (no entry), ``other``."""
        company = company.root_id
        if company.chart_template in ("fr", "fr_asso"):
            return "done" if company.chart_template == "fr_asso" else "general"
        # sudo: whether there are entries, whoever asks
        return "other" if company.sudo()._existing_accounting() else "empty"

    @api.private
    def get_association_preview(self, company):
        """Return what the move would do to each account, in the order of ACTIONS then of the numbers.

        Each row: ``xmlid``, ``values`` (of the chart), ``account`` (today's, or empty), ``action`` (one of ACTIONS),
        ``count`` (posted items under the present name), ``reason`` of a refusal (``posted`` or ``shared``).
        """
        chart = self._of_association(company)
        wanted = chart._get_association_accounts()
        own = chart._get_own_accounts(company, [values["code"] for values in wanted.values()])
        rows = [chart._preview_account(company, xmlid, values, own) for xmlid, values in wanted.items()]
        counts = chart._count_posted_items(
            company, self.env["account.account"].union(*(row["account"] for row in rows))
        )
        for row in rows:
            row["count"] = counts.get(row["account"], 0)
            # the earnings waiting for their allocation keep their meaning: only their number changes
            if row["action"] == "rename" and row["count"] and row["xmlid"] != "asso_120100":
                row.update(action="refused", reason="posted")
        return sorted(rows, key=lambda row: (ACTIONS.index(row["action"]), row["values"]["code"]))

    def _move_cash_differences(self, company):
        """Book the differences of tills on 758 and 658 instead of Odoo's 999…, which begins no account of the chart.

        An account 999… that never had an entry is archived; one that had some stays, and the annual accounts show it.
        """
        for side, journal_field, xmlid in (
            ("income", "profit_account_id", "pcg_758"),
            ("expense", "loss_account_id", "pcg_658"),
        ):
            field = f"default_cash_difference_{side}_account_id"
            old, new = company[field].with_env(self.env), self.ref(xmlid)
            if not (old.code or "").startswith("999"):
                continue
            company[field] = new
            journals = self.env["account.journal"].with_context(active_test=False)
            journals.search([("company_id", "=", company.id), (journal_field, "=", old.id)]).write(
                {journal_field: new.id}
            )
            if not self.env["account.move.line"].search_count([("account_id", "=", old.id)], limit=1):
                old.active = False

    def _of_association(self, company):
        """The chart as Odoo's own loading reads it: one company, in the language of the template."""
        return self.with_company(company).with_context(
            allowed_company_ids=company.ids,
            default_company_id=company.id,
            lang="en_US",
            chart_template_load=True,
            tracking_disable=True,
        )

    def _get_own_accounts(self, company, codes):
        """The accounts of the company under these numbers, archived ones too: {code: account}."""
        accounts = self.env["account.account"].with_context(active_test=False)
        found = accounts.search([*accounts._check_company_domain(company), ("code", "in", codes)])
        return {account.code: account.with_company(company) for account in found}

    def _preview_account(self, company, xmlid, values, own):
        """Return the row of one account of the chart."""
        account = self.ref(xmlid, raise_if_not_found=False) or self.env["account.account"]
        if xmlid == "asso_120100":
            return self._preview_unaffected(company, xmlid, values, own)
        row = {"xmlid": xmlid, "values": values, "reason": False}
        if account and account.with_company(company).code == values["code"]:
            row["account"] = account.with_company(company)
            if self._has_name(account, values):
                return {**row, "action": "keep"}
            if account.company_ids.root_id - company:
                return {**row, "action": "refused", "reason": "shared"}
            return {**row, "action": "rename"}
        # the accountant gave another number to Odoo's account, or there is none: the one under the number counts
        row["account"] = own.get(values["code"], self.env["account.account"])
        return {**row, "action": "adopt" if row["account"] else "create"}

    def _preview_unaffected(self, company, xmlid, values, own):
        """Return the row of the result that waits for its allocation: Odoo has one such account by company."""
        unaffected = self.env["account.account"].search(
            [
                *self.env["account.account"]._check_company_domain(company),
                ("account_type", "=", "equity_unaffected"),
            ],
            limit=1,
        )
        there = own.get(values["code"], self.env["account.account"])
        row = {"xmlid": xmlid, "values": values, "reason": False, "account": there or unaffected}
        if there and unaffected and there != unaffected and self._count_posted_items(company, unaffected):
            return {**row, "account": unaffected, "action": "refused", "reason": "posted"}
        if there:
            return {**row, "action": "adopt"}
        return {**row, "action": "rename" if unaffected else "create"}

    def _has_name(self, account, values):
        """Tell whether an account says already what the chart of associations says, in English or in French."""
        names = {account.with_context(lang=lang).name for lang, _name in self.env["res.lang"].get_installed()}
        return bool(names & {values["name"], values["name@fr"]})

    def _count_posted_items(self, company, accounts):
        """Number of posted items of each account in the company and its branches: {account: number}."""
        # sudo: an item that the reader may not see stops the move all the same
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("account_id", "in", accounts.ids),
                    ("parent_state", "=", "posted"),
                    ("company_id", "child_of", company.id),
                ],
                ["account_id"],
                ["__count"],
            )
        )
        return {account.sudo(False): count for account, count in groups}

    def _check_association_refused(self, rows):
        """Refuse the move, naming every account that stops it. :raise UserError: FIN-001"""
        if not rows:
            return
        names = [
            f"{row['account'].code} “{row['account'].with_context(lang=self.env.lang).name}” ({row['count']})"
            for row in rows
        ]
        raise UserError(
            self.env._(
                "These accounts already have entries under their present name, or are shared with another company "
                "(number of entries in brackets): %(accounts)s. Move their entries to other accounts first, then "
                "change the chart; nothing has been changed. (FIN-001)",
                accounts=", ".join(names),
            )
        )

    def _apply_association_rows(self, company, rows):
        """Write what the preview said. The accounts that the régie made keep their names and their types."""
        by_action = {action: [row for row in rows if row["action"] == action] for action in ACTIONS}
        self._adopt_accounts(company, by_action["adopt"])
        for row in by_action["rename"]:
            if row["xmlid"] == "asso_120100":
                row["account"].code = row["values"]["code"]
                self._point_xmlids(company, [row])
        # numbers that the accountant gave to Odoo's own accounts stay: what they were made from is forgotten
        self._forget_recoded(company, by_action["create"])
        written = {
            row["xmlid"]: {
                key: value for key, value in row["values"].items() if row["action"] == "create" or key != "code"
            }
            for row in by_action["create"] + by_action["rename"]
        }
        self._load_data({"account.account": written})
        for row in by_action["rename"]:
            self._name_anew(row["account"], row["values"])
        self._load_translations(
            companies=company,
            template_data={"account.account": {row["xmlid"]: row["values"] for row in by_action["create"]}},
        )

    def _adopt_accounts(self, company, rows):
        """Have the régie's own accounts stand for those of the chart: an upgrade will find them, and leave them."""
        unaffected = company.get_unaffected_earnings_account()
        langs = [lang for lang, _name in self.env["res.lang"].get_installed()]
        for row in rows:
            if row["xmlid"] == "asso_120100" and row["account"] != unaffected:
                unaffected.write({"account_type": "equity", "active": False})
                row["account"].account_type = "equity_unaffected"
            # said in each language, so that none of them is filled with the name of the chart
            row["account"].update_field_translations("name", dict.fromkeys(langs, row["account"].name))
        self._point_xmlids(company, rows)

    def _point_xmlids(self, company, rows):
        """Give the accounts of these rows the external identifiers of the chart."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": self.company_xmlid(row["xmlid"], company), "record": row["account"], "noupdate": True}
                for row in rows
            ]
        )

    def _forget_recoded(self, company, rows):
        """Free the identifiers of accounts to be created that Odoo's recoded accounts still bear."""
        names = [self.company_xmlid(row["xmlid"], company).split(".", 1)[1] for row in rows]
        self.env["ir.model.data"].search([("module", "=", "account"), ("name", "in", names)]).unlink()

    def _name_anew(self, account, values):
        """Change the name in every language: the translations of the old name do not survive it."""
        names = {
            lang: values["name@fr"] if lang.startswith("fr") else values["name"]
            for lang, _name in self.env["res.lang"].get_installed()
        }
        account.update_field_translations("name", names)

    def _pre_reload_data(self, company, template_data, data, force_create=True):
        """Leave the tag “to confirm” off the accounts from which the accountant took it, when the chart is upgraded."""
        super()._pre_reload_data(company, template_data, data, force_create)
        if company.chart_template == "fr_asso":
            accounts = data.get("account.account", {})
            for xmlid in self._get_association_accounts().keys() & accounts.keys():
                if self.ref(xmlid, raise_if_not_found=False):
                    accounts.pop(xmlid)
