from odoo import Command, api, fields, models
from odoo.exceptions import AccessError


class AccountChartAssociation(models.TransientModel):
    """The guided move of a company to the chart of associations: what it would change, account by account."""

    _name = "account.chart.association"
    _description = "Move to the chart of associations"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", string="Régie", required=True, readonly=True)
    situation = fields.Selection(
        [
            ("general", "On the general French chart"),
            ("done", "On the chart of associations"),
            ("empty", "No entry yet"),
            ("other", "Entries on another chart"),
        ],
        required=True,
        readonly=True,
    )
    line_ids = fields.One2many("account.chart.association.line", "wizard_id", string="Accounts", readonly=True)
    create_count = fields.Integer(string="To create", compute="_compute_counts")
    rename_count = fields.Integer(string="To name anew", compute="_compute_counts")
    adopt_count = fields.Integer(string="Your own, kept", compute="_compute_counts")
    refused_count = fields.Integer(string="In the way", compute="_compute_counts")

    @api.depends("line_ids.action")
    def _compute_counts(self):
        """Number of accounts by what would happen to them."""
        for wizard in self:
            actions = wizard.line_ids.mapped("action")
            for action in ("create", "rename", "adopt", "refused"):
                wizard[f"{action}_count"] = actions.count(action)

    @api.model
    def action_open(self):
        """Open the preview of the move of the current company; nothing is written.

        :raise AccessError: when the reader does not set up the accounts
        """
        self._check_manager()
        company = self.env.company.root_id
        # sudo: identifiers of the chart are data of the software; the accountant reads what they mean
        chart = self.env["account.chart.template"].sudo()
        situation = chart.get_association_situation(company)
        rows = chart.get_association_preview(company) if situation == "general" else []
        wizard = self.create(
            {
                "company_id": company.id,
                "situation": situation,
                "line_ids": [Command.create(vals) for vals in self._prepare_lines(rows)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Chart of associations"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "current",
        }

    def action_move(self):
        """Move the company to the chart of associations, or load it when there is no entry yet.

        :raise UserError: FIN-001, FIN-002, as `move_to_association`
        """
        self.ensure_one()
        self._check_manager()
        # the company of the preview, which is the reader's: the record rules say so
        self.company_id.check_access("read")
        # sudo: loading a chart writes identifiers and settings that an accountant does not write by hand
        self.env["account.chart.template"].sudo().move_to_association(self.company_id.sudo())
        return self.action_view_accounts()

    def action_view_accounts(self):
        """The chart of accounts, on the accounts that remain to be confirmed with the accountant."""
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_form")
        return {**action, "context": {"search_default_association_to_confirm": 1}, "target": "main"}

    def _check_manager(self):
        """Refuse who does not set up the accounts. :raise AccessError:"""
        if not self.env.user.has_group("account.group_account_manager"):
            raise AccessError(self.env._("The chart of accounts is changed by who sets up the accounts."))

    def _prepare_lines(self, rows):
        """Return the values of the lines of the preview, in the language of the reader."""
        tag = self.env.ref("l10n_fr_association.account_tag_to_confirm").get_external_id()
        to_confirm = set(tag.values())
        french = (self.env.lang or "").startswith("fr")
        return [
            {
                "code": row["values"]["code"],
                "action": row["action"],
                "reason": row["reason"],
                "account_id": row["account"].id,
                "name_before": row["account"].with_context(lang=self.env.lang).name,
                "name_after": row["account"].with_context(lang=self.env.lang).name
                if row["action"] in ("adopt", "keep")
                else row["values"]["name@fr" if french else "name"],
                "entry_count": row["count"],
                "is_to_confirm": bool(to_confirm & set((row["values"].get("tag_ids") or "").split(","))),
            }
            for row in rows
        ]
