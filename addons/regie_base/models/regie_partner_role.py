from odoo import fields, models


class RegiePartnerRole(models.Model):
    """What a partner is for the régie: social landlord, local authority, inhabitant, producer, facilitator…

    Roles are vocabulary, shared by all companies; a partner may have several.
    """

    _name = "regie.partner.role"
    _description = "Role of a partner"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Name by which figures and imports ask for this role; it never changes.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    partner_ids = fields.Many2many("res.partner", string="Partners", groups="regie_base.group_regie_read")

    _code_uniq = models.Constraint("UNIQUE (code)", "A role of partners already has this code.")
