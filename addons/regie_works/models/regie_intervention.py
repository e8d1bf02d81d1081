from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieIntervention(models.Model):
    """A pass is counted by one situation, uses products, and may answer an urgent request within a delay."""

    _inherit = "regie.intervention"

    situation_id = fields.Many2one(
        "regie.situation",
        string="Counted in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The situation that invoices this pass: a pass is counted once.",
    )
    product_line_ids = fields.One2many("regie.intervention.product", "intervention_id", string="Products used")
    is_immediate = fields.Boolean(
        string="Immediate repair", help="An urgent request: it is done within the delay of the régie."
    )
    date_requested = fields.Datetime(string="Asked at", help="When the tenant or the landlord called.")
    date_limit = fields.Datetime(
        string="To do before",
        compute="_compute_date_limit",
        store=True,
        help="The request plus the delay of immediate repairs, in worked hours of the régie.",
    )
    is_beyond_limit = fields.Boolean(
        string="Beyond the delay", compute="_compute_is_beyond_limit", search="_search_is_beyond_limit"
    )

    @api.depends("is_immediate", "date_requested", "company_id")
    def _compute_date_limit(self):
        for one in self:
            if not one.is_immediate or not one.date_requested:
                one.date_limit = False
                continue
            hours = self.env["regie.parameter"].get("immediate_repair_hours", one.date_requested.date())
            calendar = one.company_id.resource_calendar_id
            one.date_limit = calendar.plan_hours(float(hours), one.date_requested, compute_leaves=True)

    @api.depends("date_limit", "date_done")
    def _compute_is_beyond_limit(self):
        now = fields.Datetime.now()
        for one in self:
            one.is_beyond_limit = bool(one.date_limit and (one.date_done or now) > one.date_limit)

    def _search_is_beyond_limit(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._search(
            [("date_limit", "!=", False), ("date_limit", "<", fields.Datetime.now()), ("date_done", "=", False)]
        )
        # Two columns of one row: the ORM compares a column with a value only.
        self.flush_model(["date_limit", "date_done"])
        self.env.cr.execute("SELECT id FROM regie_intervention WHERE date_done > date_limit")
        done = [number for (number,) in self.env.cr.fetchall()]
        domain = ["|", ("id", "in", late), ("id", "in", done)]
        return domain if True in value else ["!", *domain]

    @api.model_create_multi
    def create(self, vals_list):
        """Create passes, counted by no situation."""
        self._check_situation_not_typed(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Change passes; those that get validated take their products out of the stock."""
        self._check_situation_not_typed([vals])
        result = super().write(vals)
        if vals.get("date_validated"):
            self.product_line_ids._consume()
        return result

    def _check_situation_not_typed(self, vals_list):
        if not self.env.su and any("situation_id" in vals for vals in vals_list):
            raise UserError(self.env._("A pass is counted by the situation itself: it is not chosen by hand."))

    def _is_invoiced(self):
        """Whether one of these passes is in a situation that was sent, approved or invoiced."""
        # sudo: a team leader does not read the situations, and must be told why the pass is closed
        counted = [("id", "in", self.ids), ("situation_id.state", "in", ("sent", "approved", "invoiced"))]
        return super()._is_invoiced() or bool(self.sudo().search_count(counted, limit=1))
