from odoo import api, fields, models
from odoo.exceptions import UserError

#: What counts as avoided waste: the object works again.
REPAIRED = "repaired"


class RegieRepairOutcome(models.Model):
    """An object brought to a repair session, what it had and what became of it. Domain: 8.8."""

    _name = "regie.repair.outcome"
    _description = "Object brought to be repaired"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Object", help="Make, model, what one calls it.")
    event_id = fields.Many2one(
        "event.event", string="Session", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True, index=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    category_id = fields.Many2one(
        "regie.repair.category", string="Kind of object", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one("res.partner", string="Brought by", index="btree_not_null", ondelete="set null")
    repairer_id = fields.Many2one("res.partner", string="Repaired by", index="btree_not_null", ondelete="set null")
    weight = fields.Float(
        string="Weight (kg)", digits=(16, 2), compute="_compute_weight", store=True, readonly=False, precompute=True
    )
    fault = fields.Char()
    result = fields.Selection(
        [
            (REPAIRED, "Repaired"),
            ("partly", "Partly repaired"),
            ("advice", "Advice given"),
            ("beyond", "Beyond repair"),
        ],
        help="Empty: under way.",
    )
    parts = fields.Char(string="Parts used", help="In words. A paid repair lists its parts in its repair order.")
    weight_avoided = fields.Float(
        string="Waste avoided (kg)",
        digits=(16, 2),
        compute="_compute_weight_avoided",
        store=True,
        help="Weight of the objects that work again.",
    )
    repair_order_id = fields.Many2one("repair.order", string="Paid repair", readonly=True, copy=False)
    date_claim = fields.Date(string="Came back on", help="The object came back with the same fault after the repair.")
    claim_note = fields.Char(string="What came back")
    claim_answer = fields.Selection(
        [
            ("again", "Repaired again"),
            ("refunded", "Refunded"),
            ("refused", "Another fault"),
            ("advice", "Advice given"),
        ],
        string="Answer to the claim",
    )

    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight is not negative.")
    _claim_dated = models.Constraint(
        "CHECK (claim_answer IS NULL OR date_claim IS NOT NULL)", "Write on which day the object came back."
    )
    _claim_after = models.Constraint(
        "CHECK (date_claim >= date)", "An object does not come back before it was brought."
    )

    @api.depends("category_id")
    def _compute_weight(self):
        for outcome in self:
            outcome.weight = outcome.category_id.weight

    @api.depends("result", "weight")
    def _compute_weight_avoided(self):
        for outcome in self:
            outcome.weight_avoided = outcome.weight if outcome.result == REPAIRED else 0

    @api.depends("name", "category_id.name")
    def _compute_display_name(self):
        for outcome in self:
            outcome.display_name = ", ".join(filter(None, (outcome.category_id.name, outcome.name)))

    def action_create_repair_order(self):
        """Open the paid repair of the object, created once: its parts and its price are those of Odoo's repairs.

        :raise UserError: E-REPAIR-02 when nobody is named to pay
        """
        self.ensure_one()
        self.check_access("write")
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "Write who brought “%(object)s” before you open a paid repair: somebody pays for it. (E-REPAIR-02)",
                    object=self.display_name,
                )
            )
        if not self.repair_order_id:
            # sudo: the facilitator opens the repair, the workshop that holds Odoo's rights carries it out
            self.sudo().repair_order_id = self.env["repair.order"].sudo().create(self._prepare_repair_order_vals())
        return {
            "type": "ir.actions.act_window",
            "res_model": "repair.order",
            "res_id": self.repair_order_id.id,
            "view_mode": "form",
        }

    def _prepare_repair_order_vals(self):
        notes = filter(None, (self.display_name, self.fault))
        return {
            "partner_id": self.partner_id.id,
            "company_id": (self.company_id or self.env.company).id,
            "internal_notes": " – ".join(notes),
        }
