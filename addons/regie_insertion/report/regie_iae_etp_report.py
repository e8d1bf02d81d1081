from odoo import fields, models
from odoo.tools import SQL

from ..models.regie_iae_annex_etp import FOLLOWED_STATES


class RegieIaeEtpReport(models.Model):
    """Posts of the annexes month by month: conventioned, realised, forecast. Totals: nobody is named here."""

    _name = "regie.iae.etp.report"
    _description = "Posts of the annexes by month"
    _auto = False
    _order = "date, annex_id, series"
    _rec_name = "annex_id"

    annex_id = fields.Many2one("regie.iae.annex", string="Financial annex", readonly=True)
    agreement_id = fields.Many2one("regie.iae.agreement", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    statement_id = fields.Many2one("regie.iae.statement", string="Monthly statement", readonly=True)
    date = fields.Date(string="Month", readonly=True)
    series = fields.Selection(
        [("1_conventioned", "Conventioned"), ("2_realised", "Realised"), ("3_forecast", "Realised, then forecast")],
        readonly=True,
        help="The forecast of the months that are not over, or have no hour yet, comes from the contracts in force.",
    )
    hours = fields.Float(digits=(16, 2), readonly=True)
    etp = fields.Float(string="FTE", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        """Three rows at most per month of an annex, from ``regie.iae.annex._etp_months_query``."""
        return SQL(
            """SELECT month.annex_id * 256 + month.position::integer * 4 + serie.rank AS id, month.annex_id,
                      month.agreement_id, month.company_id, month.date, serie.name AS series, serie.hours,
                      CASE WHEN month.hours_basis > 0 THEN serie.hours * 12 / month.hours_basis ELSE 0 END AS etp,
                      CASE WHEN serie.rank = 1 THEN month.statement_id END AS statement_id
                 FROM (%s) month
           CROSS JOIN LATERAL (VALUES
                      (0, '1_conventioned', month.etp_posts * month.hours_basis / 12),
                      (1, '2_realised', month.hours),
                      (2, '3_forecast', COALESCE(month.hours, month.planned_hours))
                      ) serie(rank, name, hours)
                WHERE serie.hours IS NOT NULL""",
            self.env["regie.iae.annex"]._etp_months_query(SQL("annex.state = ANY(%s)", list(FOLLOWED_STATES))),
        )

    def _search(self, domain, *args, **kwargs):
        """What the months are read from is written first."""
        self.env["regie.iae.annex"]._flush_etp()
        return super()._search(domain, *args, **kwargs)

    def action_open_rows(self):
        """The statement of the month, or the hours behind it for whoever may tell them from the others."""
        self.ensure_one()
        if self.statement_id:
            return self.statement_id._get_form_action()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_hours_report_action")
        last_day = fields.Date.end_of(self.date, "month")
        domain = [("agreement_id", "=", self.agreement_id.id), ("date", ">=", self.date), ("date", "<=", last_day)]
        views = [(False, "list"), (False, "pivot"), (False, "graph")]
        return dict(action, domain=domain, context={}, views=views, view_mode="list,pivot,graph")
