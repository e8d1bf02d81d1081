from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieHaccpSample(models.Model):
    """The sample kept of each dish of a service (« plat témoin »), for the services of control. C. rural R237-6."""

    _name = "regie.haccp.sample"
    _description = "Sample of a dish"
    _inherit = ["regie.fact.guard"]
    _order = "discard_on, id"
    _rec_name = "dish_id"
    _check_company_auto = True

    menu_id = fields.Many2one("regie.meal.menu", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="menu_id.company_id", store=True, precompute=True, index=True)
    place_id = fields.Many2one(related="menu_id.place_id", store=True, precompute=True, index=True)
    date = fields.Date(related="menu_id.date", store=True, precompute=True)
    dish_id = fields.Many2one("regie.meal.dish", required=True, index=True, ondelete="restrict", check_company=True)
    quantity = fields.Integer(string="Quantity (g)", required=True, default=lambda self: self._default_quantity())
    box = fields.Char(string="Box or shelf")
    user_id = fields.Many2one("res.users", string="Kept by", readonly=True, default=lambda self: self.env.user)
    discard_on = fields.Date(
        string="Keep until", readonly=True, copy=False, index=True, help="Days of the parameter after the service."
    )
    date_discarded = fields.Datetime(string="Thrown away on", readonly=True, copy=False)
    state = fields.Selection(
        [("kept", "Kept"), ("discarded", "Thrown away")], compute="_compute_state", store=True, precompute=True
    )

    _dish_uniq = models.UniqueIndex("(menu_id, dish_id)", "A sample of this dish is already kept for this service.")
    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "A sample has a weight.")

    @api.model
    def _default_quantity(self):
        return int(self.env["regie.parameter"].get("temoin_grammes", fields.Date.context_today(self)))

    @api.depends("date_discarded")
    def _compute_state(self):
        for sample in self:
            sample.state = "discarded" if sample.date_discarded else "kept"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep samples: until when follows from the day of the service."""
        samples = super().create(vals_list)
        for sample in samples:
            days = int(self.env["regie.parameter"].get("temoin_jours", sample.date))
            # sudo: the fact follows from the day of the service
            sample.sudo().discard_on = sample.date + timedelta(days=days)
        return samples

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A sample is not deleted: it is thrown away on its day, and the list keeps it. (E-HACCP-03)")
        )

    def action_discard(self):
        """Throw samples away, on their day or after.

        :raise UserError: E-HACCP-04
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        kept = self.filtered(lambda sample: sample.state == "kept")
        if early := kept.filtered(lambda sample: sample.discard_on > today)[:1]:
            raise UserError(
                self.env._(
                    "Sample of “%(dish)s” to keep until %(date)s. (E-HACCP-04)",
                    dish=early.dish_id.name,
                    date=format_date(self.env, early.discard_on),
                )
            )
        # sudo: the fact, once the right to write is checked
        kept.sudo().date_discarded = fields.Datetime.now()
