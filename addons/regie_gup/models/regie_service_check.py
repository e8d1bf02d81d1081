from odoo import fields, models


class RegieServiceCheck(models.Model):
    """A line of the checklist of a service: ticked on the phone, one tap each."""

    _name = "regie.service.check"
    _description = "Line of a checklist"
    _order = "sequence, id"

    service_type_id = fields.Many2one(
        "regie.service.type", string="Service", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=True)
    pictogram = fields.Char(default="✔️")
    sequence = fields.Integer(default=10)
    is_watch = fields.Boolean(
        string="Watch", help="Something to look at (light, lock, leak) rather than to do: a fault becomes a report."
    )
