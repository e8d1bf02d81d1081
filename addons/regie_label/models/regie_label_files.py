from odoo import api, models


class RegieLabelFiles(models.AbstractModel):
    """Files belong to the record on which they are dropped, so that all its readers read them."""

    _name = "regie.label.files"
    _description = "Record of the label with files"

    @api.model_create_multi
    def create(self, vals_list):
        """Create records, and take in the files that were dropped on them."""
        records = super().create(vals_list)
        records._adopt_attachments()
        return records

    def write(self, vals):
        """Write records, and take in the files that were dropped on them."""
        result = super().write(vals)
        if any(self._fields[name].comodel_name == "ir.attachment" for name in vals if name in self._fields):
            self._adopt_attachments()
        return result

    def _adopt_attachments(self):
        """Tie to their record the files that belong to nothing yet.

        Superuser: such a file is readable by the person who dropped it alone, whose right to it the ORM has just
        checked when the file was linked.
        """
        names = [name for name, field in self._fields.items() if field.comodel_name == "ir.attachment" and field.store]
        for record in self.sudo():
            for name in names:
                if self._fields[name].type != "many2many":
                    continue
                orphans = record[name].filtered(lambda attachment: not attachment.res_id and not attachment.public)
                if orphans:
                    orphans.write({"res_model": record._name, "res_id": record.id})
