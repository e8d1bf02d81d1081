from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.scope import NARROWINGS, Scope, month_bounds, year_bounds


class RegieIndicatorDashboard(models.TransientModel):
    """Every figure of the régie for the period that a person picks, computed when asked, under that person's rights."""

    _name = "regie.indicator.dashboard"
    _description = "Computed figures"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    period = fields.Selection(
        [("month", "One month"), ("year", "One year"), ("custom", "From … to …")], required=True, default="month"
    )
    date = fields.Date(
        string="Any day of it",
        default=lambda self: fields.Date.context_today(self) - relativedelta(months=1),
        help="Any day of the month or of the year that you want.",
    )
    date_from = fields.Date(
        string="From", compute="_compute_dates", store=True, precompute=True, readonly=False, required=True
    )
    date_to = fields.Date(
        string="To", compute="_compute_dates", store=True, precompute=True, readonly=False, required=True
    )
    partner_id = fields.Many2one("res.partner", help="A landlord, a funder, a local authority.")
    territory_id = fields.Many2one("regie.territory")
    activity_id = fields.Many2one("regie.activity")
    theme = fields.Selection(selection=lambda self: self.env["regie.indicator"]._fields["theme"].selection)
    title = fields.Char(compute="_compute_title")
    line_ids = fields.One2many("regie.indicator.dashboard.line", "dashboard_id", readonly=True)
    alert_count = fields.Integer(compute="_compute_alert_count")

    @api.depends("period", "date")
    def _compute_dates(self):
        for dashboard in self.filtered(lambda dashboard: dashboard.period != "custom" and dashboard.date):
            bounds = month_bounds if dashboard.period == "month" else year_bounds
            dashboard.date_from, dashboard.date_to = bounds(dashboard.date)

    @api.depends("period", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_title(self):
        for dashboard in self:
            start, end = dashboard.date_from, dashboard.date_to
            if dashboard.period == "month" and start:
                dashboard.title = format_date(self.env, start, date_format="MMMM yyyy")
            elif dashboard.period == "year" and start:
                dashboard.title = str(start.year)
            else:
                dates = [format_date(self.env, day) if day else "…" for day in (start, end)]
                dashboard.title = " – ".join(dates)

    @api.depends("line_ids.alert_state")
    def _compute_alert_count(self):
        for dashboard in self:
            dashboard.alert_count = len(dashboard.line_ids.filtered(lambda line: line.alert_state == "alert"))

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for dashboard in self:
            dashboard.display_name = self.env._("Computed figures")

    def _get_scope(self):
        """The ``Scope`` that the person picked; ``UserError`` (IND-30) when it ends before it starts."""
        self.ensure_one()
        try:
            narrowings = {name: self[f"{name}_id"] for name in NARROWINGS}
            return Scope(self.company_id, self.date_from, self.date_to, **narrowings)
        except ValueError:
            raise UserError(self.env._("The period ends before it starts: change its dates. (IND-30)")) from None

    def _get_indicators(self):
        """The indicators of the régie and of the theme, in the order of the screen."""
        domain = [("company_id", "in", [False, self.company_id.id])]
        return self.env["regie.indicator"].search([*domain, *([("theme", "=", self.theme)] if self.theme else [])])

    @api.model
    def action_open(self):
        """Open the figures of last month, already computed."""
        return self.create({}).action_compute()

    def action_compute(self):
        """Compute every figure for the chosen period and show them."""
        self.ensure_one()
        scope = self._get_scope()
        indicators = self._get_indicators()
        results = indicators._compute_results(scope)
        kept = indicators._get_kept_values(scope)
        lines = self.line_ids._prepare_lines(results, kept)
        self.line_ids = [Command.clear(), *(Command.create(vals) for vals in lines)]
        return self._get_window()

    def action_previous(self):
        """Show the month or the year before."""
        return self._shift(-1)

    def action_next(self):
        """Show the month or the year after."""
        return self._shift(1)

    def _shift(self, step):
        """Move the period by ``step`` months or years and compute again."""
        self.ensure_one()
        self.date = (self.date or self.date_from) + relativedelta(**{f"{self.period}s": step})
        return self.action_compute()

    def action_store(self):
        """Keep the figures of the period in the history; managers only."""
        self.ensure_one()
        indicators = self._get_indicators()
        indicators.check_access("write")
        indicators._store_results(self._get_scope())
        return self.action_compute()

    def _get_window(self):
        """The window of this dashboard, in place of the current one."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Computed figures"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "main",
        }
