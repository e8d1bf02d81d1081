from odoo import api, fields, models


class RegieSite(models.Model):
    """A place where meals are cooked or served."""

    _inherit = "regie.site"

    is_kitchen = fields.Boolean(string="Meals are cooked or served there", index=True)
    kitchen_regime = fields.Selection(
        [("commercial", "Commercial"), ("collective", "Collective")],
        string="Hygiene regime",
        default="collective",
        help="Collective: regular eaters, canteen, central kitchen, meals brought home; a sample of each dish is kept.",
    )
    is_home_kitchen = fields.Boolean(
        string="Kitchen of a home", help="Somebody cooks at home: a checklist of its own is needed."
    )

    @api.model
    def _get_default_kitchen(self):
        """Return the kitchen of the régie when it has only one."""
        kitchens = self.search([("is_kitchen", "=", True), ("company_id", "=", self.env.company.id)], limit=2)
        return kitchens if len(kitchens) == 1 else self.browse()

    def _check_kitchen_authorised(self, day):
        """Refuse to serve from a place whose papers are missing on a day."""
