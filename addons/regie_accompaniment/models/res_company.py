from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with what its advisers share of their cases."""

    _inherit = "res.company"

    is_case_shared = fields.Boolean(
        string="Advisers share their cases",
        help="Ticked: every CIP of the régie reads the confidential notes and the sensitive barriers of all the "
        "people. Not ticked: the referent, the substitutes and the author only.",
    )
