from odoo import fields, models


class RegieTillAlert(models.Model):
    """A sale made without a network beyond what the household had left: it is kept and shown."""

    _inherit = "regie.till.alert"

    kind = fields.Selection(
        selection_add=[("cap", "Beyond the cap of the month, without network")], ondelete={"cap": "cascade"}
    )
