from odoo import fields, models


class RegieActivityFamily(models.Model):
    """One of the families of activities of the network of régies; national vocabulary, shared by all companies."""

    _name = "regie.activity.family"
    _description = "Family of activities"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    network_share = fields.Integer(
        string="Régies of the network (%)", help="Share of the régies of the network that run such an activity."
    )
    activity_ids = fields.One2many("regie.activity", "family_id")

    _code_uniq = models.Constraint("UNIQUE (code)", "A family of activities already has this code.")
