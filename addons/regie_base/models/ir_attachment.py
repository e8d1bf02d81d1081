from odoo import models
from odoo.exceptions import UserError

PROTECTED_FIELDS = {
    "raw",
    "datas",
    "db_datas",
    "store_fname",
    "name",
    "res_model",
    "res_id",
    "res_field",
    "type",
    "url",
}


class IrAttachment(models.Model):
    """A file; once sealed in a dossier, it can neither be replaced nor deleted, whoever asks."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse to change the content or the name of sealed evidence. (LAB-002)"""
        if PROTECTED_FIELDS & vals.keys():
            self._check_not_sealed()
        return super().write(vals)

    def unlink(self):
        """Refuse to delete sealed evidence. (LAB-002)"""
        self._check_not_sealed()
        return super().unlink()

    def _check_not_sealed(self):
        """Raise when one of the files is evidence of a frozen dossier.

        Superuser's reading: the file is sealed for everybody, also for those who do not see the dossier.
        """
        if not self.ids:
            return
        evidence = (
            self.env["regie.dossier.evidence"]
            .sudo()
            .search([("attachment_id", "in", self.ids), ("dossier_id.date_frozen", "!=", False)], limit=1)
        )
        if evidence:
            raise UserError(
                self.env._(
                    "%(file)s is sealed in the dossier %(dossier)s: attach the new file to a new version"
                    " of the dossier. (LAB-002)",
                    file=evidence.name,
                    dossier=evidence.dossier_id.name,
                )
            )
