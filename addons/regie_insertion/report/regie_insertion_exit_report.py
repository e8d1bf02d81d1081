from odoo import fields, models
from odoo.tools import SQL

from ..models.regie_insertion_exit_counting import LEFT_OUT
from ..models.regie_insertion_exit_motive import CATEGORIES, DYNAMIC

KINDS = [("ACI", "ACI"), ("EI", "EI"), ("AI", "AI"), ("ETTI", "ETTI"), ("EITI", "EITI")]


class RegieInsertionExitReport(models.Model):
    """Analysis of the exits: those counted and those left out side by side, why, and the rates that they make."""

    _name = "regie.insertion.exit.report"
    _description = "Analysis of exits"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "date"

    exit_id = fields.Many2one("regie.insertion.exit", readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    agreement_id = fields.Many2one("regie.iae.agreement", readonly=True)
    kind = fields.Selection(KINDS, string="Kind of structure", readonly=True)
    date_start = fields.Date(string="Entry", readonly=True)
    date = fields.Date(string="Exit on", readonly=True)
    motive_id = fields.Many2one("regie.insertion.exit.motive", readonly=True)
    category = fields.Selection(CATEGORIES, readonly=True)
    status = fields.Selection([("counted", "Counted"), ("left_out", "Left out")], string="In the rates", readonly=True)
    not_counted_reason = fields.Selection(LEFT_OUT, string="Why not counted", readonly=True)
    is_undocumented = fields.Boolean(string="Without motive", readonly=True)
    exits = fields.Integer(readonly=True)
    counted = fields.Integer(string="Counted exits", readonly=True)
    dynamic = fields.Integer(string="Dynamic exits", readonly=True)
    dynamic_rate = fields.Float(string="Dynamic rate (%)", digits=(16, 1), readonly=True, aggregator="avg")
    durable_rate = fields.Float(string="Lasting job rate (%)", digits=(16, 1), readonly=True, aggregator="avg")
    transition_rate = fields.Float(string="Transition job rate (%)", digits=(16, 1), readonly=True, aggregator="avg")
    positive_rate = fields.Float(string="Positive exit rate (%)", digits=(16, 1), readonly=True, aggregator="avg")
    days = fields.Integer(string="Days in the structure", readonly=True, aggregator="avg")
    hours_year = fields.Float(string="Hours of the year", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        """One row per exit that stands; a rate is the average over the counted ones, without value for the others."""
        exits = self.env["regie.insertion.exit"]
        dynamic = SQL("category = ANY(%s)", list(DYNAMIC))
        return SQL(
            """SELECT counting.id, id AS exit_id, employee_id, company_id, department_id, agreement_id, kind,
                      date_start, date, motive_id, category, not_counted_reason, is_undocumented, days, hours_year,
                      CASE WHEN not_counted_reason IS NULL THEN 'counted' ELSE 'left_out' END AS status,
                      1 AS exits,
                      (not_counted_reason IS NULL)::int AS counted,
                      (not_counted_reason IS NULL AND %s)::int AS dynamic,
                      %s AS dynamic_rate, %s AS durable_rate, %s AS transition_rate, %s AS positive_rate
                 FROM (%s) counting""",
            dynamic,
            self._rate(dynamic),
            *(self._rate(SQL("category = %s", category)) for category in DYNAMIC),
            exits._counting_query(),
        )

    def _rate(self, condition):
        return SQL("CASE WHEN not_counted_reason IS NULL THEN CASE WHEN %s THEN 100.0 ELSE 0.0 END END", condition)

    def action_open_exit(self):
        """The exit behind the row."""
        self.ensure_one()
        return self.exit_id.get_formview_action()
