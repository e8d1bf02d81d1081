from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with what its advisers share of their cases."""

    _inherit = "res.company"

    is_case_shared = fields.Boolean(
        string="Advisers share their cases",
        help="Ticked: every CIP of the régie reads the confidential notes and the sensitive barriers of all the "
        "people. Not ticked: the referent, the substitutes and the author only.",
    )

    def write(self, vals):
        """Open or close the cases at once: the rules of access are kept in a cache."""
        written = super().write(vals)
        if "is_case_shared" in vals:
            self.env.registry.clear_cache()
        return written
