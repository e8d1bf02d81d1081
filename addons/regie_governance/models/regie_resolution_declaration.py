from odoo import api, fields, models

from .regie_prefecture_declaration import KINDS


class RegieResolutionDeclaration(models.Model):
    """A resolution whose adoption changes what the prefecture knows of the association."""

    _inherit = "regie.resolution"

    declaration_kind = fields.Selection(
        [kind for kind in KINDS if kind[0] != "officers"],
        string="To declare to the prefecture",
        compute="_compute_declaration_kind",
        store=True,
        readonly=False,
        precompute=True,
        help="Once adopted, a declaration is prepared, to file within three months. Persons in charge are declared from"
        " their mandates.",
    )

    @api.depends("resolution_type")
    def _compute_declaration_kind(self):
        for resolution in self:
            is_statutes = resolution.resolution_type == "statutes"
            resolution.declaration_kind = resolution.declaration_kind or (is_statutes and "statutes")

    def write(self, vals):
        """Prepare the declaration when the resolution is adopted."""
        result = super().write(vals)
        if vals.get("result") == "adopted":
            for resolution in self:
                self.env["regie.prefecture.declaration"]._declare_for_resolution(resolution)
        return result
