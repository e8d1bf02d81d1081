from odoo import api, fields, models
from odoo.exceptions import UserError

#: What an invoice is made of: closed once the situation that counts the pass was sent
INVOICED = frozenset(("project_id", "service_id", "site_id", "service_type_id", "date_planned", "date_validated"))


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
        """Change passes; what was validated takes its products out of the stock.

        :raise UserError: E-INT-05 when the situation that counts the pass was sent
        """
        self._check_situation_not_typed([vals])
        if INVOICED & vals.keys():
            self._check_not_invoiced()
        result = super().write(vals)
        if vals.get("date_validated"):
            self.product_line_ids._consume()
        return result

    def _check_situation_not_typed(self, vals_list):
        if not self.env.su and any("situation_id" in vals for vals in vals_list):
            raise UserError(self.env._("A pass is counted by the situation itself: it is not chosen by hand."))

    def _get_sent_situation(self):
        """Return the situation that counts this pass once it has left, nothing while it is a draft."""
        self.ensure_one()
        # sudo: a team leader does not read the invoices, and must be told why the pass is closed
        situation = self.sudo().situation_id
        return situation if situation and situation.state != "draft" else situation.browse()

    def _is_invoiced(self):
        """Whether the pass is in a situation that was sent, approved or invoiced."""
        self.ensure_one()
        return bool(self._get_sent_situation())

    def _check_not_invoiced(self):
        """Refuse a change of passes that are invoiced.

        :raise UserError: E-INT-05
        """
        for one in self:
            if one._is_invoiced():
                raise UserError(
                    self.env._(
                        "The pass %(name)s is already invoiced in %(situation)s: it is not changed any more. (E-INT-05)",
                        name=one.name,
                        situation=one._get_sent_situation().name,
                    )
                )
