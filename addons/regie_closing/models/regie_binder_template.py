from odoo import fields, models


class RegieBinderTemplate(models.Model):
    """A kind of dossier of its own: the closing binder."""

    _inherit = "regie.dossier.template"

    kind = fields.Selection(selection_add=[("closing", "Closing of the accounts")], ondelete={"closing": "set default"})
