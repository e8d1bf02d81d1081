from odoo import fields, models


class RegieTillAlert(models.Model):
    """Sales of the restaurant to look at: a pot that was empty, a contract that had ended."""

    _inherit = "regie.till.alert"

    kind = fields.Selection(
        selection_add=[("pot", "Offered meal while the pot was empty"), ("company", "Share of an employer to look at")],
        ondelete={"pot": "cascade", "company": "cascade"},
    )
