from odoo import api, fields, models


class PosPaymentMethod(models.Model):
    """A way of paying of the restaurant, under a neutral name: the receipt prints it."""

    _inherit = "pos.payment.method"

    regie_kind = fields.Selection(
        [("pot", "Pot of offered meals"), ("company", "Share of an employer")],
        string="Paid by",
        help="Empty: by the customer.",
    )

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "regie_kind"]
