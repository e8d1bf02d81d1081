from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with its number in the national register of associations."""

    _inherit = "res.company"

    regie_rna = fields.Char(string="RNA number", help="W and nine figures, as the prefecture gave it.")
