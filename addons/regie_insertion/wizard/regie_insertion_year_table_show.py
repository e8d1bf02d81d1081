from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieInsertionYearTableShow(models.TransientModel):
    """The yearly tables of an annex on one screen, and as a spreadsheet."""

    _name = "regie.insertion.year.table.show"
    _description = "Yearly tables"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    annex_id = fields.Many2one(
        "regie.iae.annex",
        string="Financial annex",
        domain="[('company_id', '=', company_id)]",
        help="Only the people of its agreement, on its days of the year. Empty: the whole régie.",
    )
    is_third_party = fields.Boolean(
        string="Version for third parties",
        help="Figures on fewer persons than the parameter petit_effectif are hidden.",
    )
    content = fields.Html(compute="_compute_content", sanitize=False)

    @api.depends("year")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Yearly tables %(year)s", year=wizard.year)

    @api.constrains("year")
    def _check_year(self):
        for wizard in self:
            if not 2000 <= wizard.year <= 2200:
                raise UserError(self.env._("Write a year with four figures. (INS-J08)"))

    @api.depends("year", "annex_id", "is_third_party", "company_id")
    def _compute_content(self):
        for wizard in self:
            ready = 2000 <= wizard.year <= 2200 and wizard._get_scope()
            tables = wizard._get_tables() if ready else []
            wizard.content = self.env["ir.qweb"]._render("regie_insertion.year_tables", {"tables": tables})

    @api.model
    def action_open(self):
        """Open the tables of this year, already computed."""
        self.check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Yearly tables"),
            "res_model": self._name,
            "res_id": self.create({}).id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_print_xlsx(self):
        """The same tables as a spreadsheet, one sheet each."""
        self.ensure_one()
        report = self.env.ref("regie_insertion.regie_insertion_year_table_report_xlsx")
        return report.report_action(self)

    def _get_scope(self):
        """Company, agreement and days of the tables; ``None`` when the annex has no day in the year."""
        self.ensure_one()
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        if self.annex_id:
            first, last = max(first, self.annex_id.date_start), min(last, self.annex_id.date_end)
        if last < first:
            return None
        agreement = self.annex_id.agreement_id
        return {"company": self.company_id, "agreement": agreement, "date_from": first, "date_to": last}

    def _get_tables(self):
        """The tables, with figures as they are read: text, small numbers hidden in the version for third parties."""
        scope = self._get_scope()
        if scope is None:
            return []
        tables = self.env["regie.insertion.year.table"]._get_tables(scope)
        minimum = 0
        if self.is_third_party:
            parameters = self.env["regie.parameter"].with_company(self.company_id)
            minimum = int(parameters.get("petit_effectif", scope["date_to"]))
        return [{**table, "rows": [self._show_row(row, minimum) for row in table["rows"]]} for table in tables]

    def _show_row(self, row, minimum):
        """A row ready to be read. One figure hidden, its rate is too: it would be found again."""
        label, *figures = row
        hidden = any(isinstance(figure, int) and 0 < figure < minimum for figure in figures)
        shown = [label]
        for figure in figures:
            if figure is None:
                shown.append(None)
            elif isinstance(figure, int):
                shown.append(f"< {minimum}" if 0 < figure < minimum else figure)
            else:
                shown.append(None if hidden else figure)
        return shown
