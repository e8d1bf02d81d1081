from odoo import Command, api, fields, models
from odoo.exceptions import UserError

STATEMENTS = ("balance_asset", "balance_liability", "income")


class RegieAnnualAccounts(models.Model):
    """Annual accounts of an exercise: balance sheet, income statement and annex, one whole (ANC 2018-06).

    Figures are read from the journal items each time; the texts of the annex are kept here.
    """

    _name = "regie.annual.accounts"
    _description = "Annual accounts"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "exercise_id"
    _check_company_auto = True

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, check_company=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", related="exercise_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="exercise_id.date_from", string="First day")
    date_to = fields.Date(related="exercise_id.date_to", store=True, string="Last day")
    note_ids = fields.One2many("regie.annual.accounts.note", "accounts_id", string="Annex")
    statement_data = fields.Json(
        string="Statements", compute="_compute_statement_data", export_string_translation=False
    )
    total_asset = fields.Monetary(string="Total assets", compute="_compute_statement_data")
    total_liability = fields.Monetary(string="Total liabilities", compute="_compute_statement_data")
    result = fields.Monetary(
        compute="_compute_statement_data", help="Income minus expenses of the exercise: surplus when positive."
    )
    balance_gap = fields.Monetary(
        string="Assets minus liabilities", compute="_compute_statement_data", help="Must be nil."
    )
    result_gap = fields.Monetary(
        string="Result minus classes 7 and 6",
        compute="_compute_statement_data",
        help="Result of the income statement, minus credits of class 7 net of debits of class 6. Must be nil.",
    )
    unmapped_amount = fields.Monetary(
        string="In no row",
        compute="_compute_statement_data",
        help="Amount of the accounts that no row of the statements names. Must be nil.",
    )
    is_consistent = fields.Boolean(
        compute="_compute_statement_data", help="Assets equal liabilities, and each account stands in a row."
    )

    _exercise_uniq = models.Constraint(
        "UNIQUE (exercise_id)", "This exercise already has its annual accounts. (FIN-104)"
    )

    @api.depends("exercise_id")
    def _compute_statement_data(self):
        """Read the statements from the books, and whether they hold together."""
        for accounts in self:
            statements = accounts._get_statements() if accounts.exercise_id else {name: [] for name in STATEMENTS}
            accounts.update(accounts._get_checks(statements))
            accounts.statement_data = accounts._get_statement_data(statements)

    @api.private
    def get_checks(self):
        """Return the totals and the differences, in euros: total_asset, total_liability, result, balance_gap,
        result_gap, unmapped_amount; and is_consistent."""
        return self._get_checks(self._get_statements())

    def _get_checks(self, statements):
        self.ensure_one()
        currency = self.company_id.currency_id or self.env.company.currency_id
        totals = {
            statement: sum(row["amount"] for row in rows if row["is_grand_total"] or row["is_error"])
            for statement, rows in statements.items()
        }
        unmapped = sum(abs(row["amount"]) for rows in statements.values() for row in rows if row["is_error"])
        result = sum(row["amount"] for row in statements["balance_liability"] if row["kind"] == "result")
        income = sum(row["amount"] for row in statements["income"] if row["is_grand_total"])
        gaps = {
            "balance_gap": currency.round(totals["balance_asset"] - totals["balance_liability"]),
            "result_gap": currency.round(income - result),
            "unmapped_amount": currency.round(unmapped),
        }
        return {
            "total_asset": currency.round(totals["balance_asset"]),
            "total_liability": currency.round(totals["balance_liability"]),
            "result": currency.round(result),
            **gaps,
            "is_consistent": not any(gaps.values()),
        }

    def _get_statement_data(self, statements):
        """What the page shows: the rows without their domains."""
        shown = ("code", "label", "kind", "level", "is_grand_total", "is_error")
        figures = ("gross", "depreciation", "amount", "amount_before")
        return {
            "before": self.exercise_id.previous_id.name or False,
            "year": self.exercise_id.name or "",
            "statements": {
                name: [{key: row[key] for key in (*shown, *figures)} for row in rows]
                for name, rows in statements.items()
            },
        }

    @api.model_create_multi
    def create(self, vals_list):
        """Draw up the annual accounts with the sections of their annex: last year's texts, or the starting ones."""
        records = super().create(vals_list)
        sections = self.env["regie.annex.section"].search([])
        earlier = {
            (note.accounts_id.exercise_id, note.section_id): note.body
            for note in self.env["regie.annual.accounts.note"].search(
                [("accounts_id.exercise_id", "in", records.exercise_id.previous_id.ids)]
            )
        }
        for accounts in records.filtered(lambda accounts: not accounts.note_ids):
            before = accounts.exercise_id.previous_id
            lang = accounts.company_id.partner_id.lang or self.env.lang
            accounts.note_ids = [
                Command.create({"section_id": section.id, "body": earlier.get((before, section), section.body)})
                for section in sections.with_context(lang=lang)
            ]
        return records

    def action_view_items(self, statement, code, column="amount"):
        """Open the journal items whose balances give one figure of a statement, with the same total.

        :param column: amount, gross, depreciation or amount_before
        :raise UserError: FIN-105 when the statement has no such figure
        """
        self.ensure_one()
        suffix = {"amount": "", "gross": "_gross", "depreciation": "_depreciation", "amount_before": "_before"}
        rows = self._get_statements().get(statement, [])
        row = next((row for row in rows if row["code"] == code), None)
        if not row or column not in suffix:
            raise UserError(
                self.env._("The annual accounts have no figure “%(code)s”: reload the page. (FIN-105)", code=code)
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        return {
            **action,
            "name": row["label"],
            "domain": row[f"domain{suffix[column]}"],
            "context": {"search_default_group_by_account": 1, "create": False},
        }

    def action_print_pdf(self):
        """Print the annual accounts."""
        return self.env.ref("regie_accounts.regie_annual_accounts_report").report_action(self)

    def action_print_xlsx(self):
        """Take the annual accounts out as a spreadsheet."""
        return self.env.ref("regie_accounts.regie_annual_accounts_report_xlsx").report_action(self)

    def action_print_ledger(self):
        """Take the journal items of the exercise out as a spreadsheet."""
        return self.env.ref("regie_accounts.regie_ledger_report_xlsx").report_action(self)
