from odoo import fields, models
from odoo.exceptions import AccessError


class PosConfig(models.Model):
    """A till that is a shop of the régie: a grocery with caps, or a laundry."""

    _inherit = "pos.config"

    regie_shop = fields.Selection(
        [("grocery", "Grocery, with a cap per household"), ("laundry", "Laundry")],
        string="Shop of the régie",
        help="Grocery: each sale asks for the card of a household, and stays within its cap of the month.",
    )

    def get_regie_left(self, partner_id):
        """Tell the till how much the holder of a card may still buy this month, or False without a right.

        Asked at the moment of the payment, by who may open the till: an amount, and nothing of the reasons.

        :raise AccessError: to who holds no till
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only who holds the till may ask."))
        if self.regie_shop != "grocery":
            return False
        partner = self.env["res.partner"].browse(partner_id).exists()
        today = fields.Date.context_today(self)
        # sudo: the till reads no right; only the amount left comes of it
        right = self.env["regie.grocery.right"].sudo()._find(partner, self.company_id, today)
        return right.left if right else False
