from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMealNonconformity(models.Model):
    """A temperature out of the limits during a round: what it was, where, and what was done. It is never erased."""

    _name = "regie.meal.nonconformity"
    _description = "Temperature out of limits"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"

    round_id = fields.Many2one("regie.meal.round", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="round_id.company_id", store=True, precompute=True, index=True)
    delivery_id = fields.Many2one(
        "regie.meal.delivery", string="Door", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    date = fields.Datetime(string="Taken on", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    moment = fields.Selection([("departure", "At departure"), ("door", "At the door")], required=True, readonly=True)
    temperature = fields.Float(string="Temperature (°C)", digits=(5, 1), required=True, readonly=True)
    action = fields.Text(string="What was done", help="Meals thrown away, cold store mended, another meal brought.")
    is_open = fields.Boolean(string="Nothing done yet", compute="_compute_is_open", store=True)

    @api.depends("action")
    def _compute_is_open(self):
        for one in self:
            one.is_open = not one.action

    @api.depends("moment", "temperature")
    def _compute_display_name(self):
        for one in self:
            one.display_name = self.env._("%(value)s °C", value=f"{one.temperature:g}")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """A temperature is never erased. (E-MEAL-18)"""
        raise UserError(self.env._("A temperature out of limits is kept: write what was done. (E-MEAL-18)"))

    @api.model
    def _note(self, walk, temperature, stop=None):
        """Keep a temperature out of the limits, by whoever took it."""
        # sudo: the software writes it, whoever drives
        return self.sudo().create(
            {
                "round_id": walk.id,
                "delivery_id": stop.id if stop else False,
                "user_id": self.env.uid,
                "moment": "door" if stop else "departure",
                "temperature": temperature,
            }
        )
