from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossierPart(models.AbstractModel):
    """A part of a dossier: prepared freely in the draft, out of reach of everybody once the dossier is frozen."""

    _name = "regie.dossier.part"
    _description = "Part of a dossier"

    dossier_id = fields.Many2one("regie.dossier", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="dossier_id.company_id", store=True, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a part of a dossier that is frozen already. (LAB-002)"""
        parts = super().create(vals_list)
        parts.dossier_id._check_not_frozen()
        return parts

    def write(self, vals):
        """Refuse any change to a part of a frozen dossier, and moving it from one dossier to another. (LAB-002)"""
        if "dossier_id" in vals and any(part.dossier_id.id != vals["dossier_id"] for part in self):
            raise UserError(self.env._("A part of a dossier cannot be moved to another dossier. (LAB-002)"))
        self.dossier_id._check_not_frozen()
        return super().write(vals)

    def unlink(self):
        """Refuse to remove a part of a frozen dossier. (LAB-002)"""
        self.dossier_id._check_not_frozen()
        return super().unlink()
