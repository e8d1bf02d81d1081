from odoo import models

#: What carries a fact of a signed inspection: the photos of its lines, the drawing of the owner.
SIGNED_MODELS = ("regie.quality.inspection.line", "regie.quality.inspection")
CONTENT = frozenset(("raw", "datas", "db_datas", "store_fname", "res_model", "res_id", "res_field", "type", "url"))


class IrAttachment(models.Model):
    """The photos and the drawing of a signed inspection are not replaced by the door of the files."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse to change the content of a photo of a signed inspection. (E-QUAL-04)"""
        if CONTENT & vals.keys():
            self._check_inspection_not_signed()
        return super().write(vals)

    def unlink(self):
        """Refuse to delete a photo of a signed inspection. (E-QUAL-04)"""
        self._check_inspection_not_signed()
        return super().unlink()

    def _check_inspection_not_signed(self):
        # sudo: signed for everybody, also for those who do not see the inspection
        fields_of = self.sudo().filtered(lambda file: file.res_model in SIGNED_MODELS and file.res_field)
        for model, files in fields_of.grouped("res_model").items():
            records = self.env[model].sudo().browse(files.mapped("res_id")).exists()
            inspections = records if model == "regie.quality.inspection" else records.inspection_id
            inspections._check_not_signed()
