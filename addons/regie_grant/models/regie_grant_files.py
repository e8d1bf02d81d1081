from odoo import api, models


class RegieGrantFiles(models.AbstractModel):
    """Files of a grant belong to it, so that all who read it open them: a file that belongs to nothing is only read by
    the person who dropped it."""

    _name = "regie.grant.files"
    _description = "Record of a grant with files"

    @api.model_create_multi
    def create(self, vals_list):
        """Create records, and take in the files that were dropped on them."""
        records = super().create(vals_list)
        records._adopt_files()
        return records

    def write(self, vals):
        """Write records, and take in the files that were dropped on them."""
        result = super().write(vals)
        if self._get_file_fields() & vals.keys():
            self._adopt_files()
        return result

    @api.model
    def _get_file_fields(self):
        """Names of the fields that hold files."""
        return {
            name
            for name, field in self._fields.items()
            if field.type == "many2many" and field.comodel_name == "ir.attachment" and field.store
        }

    def _adopt_files(self):
        """Tie to their record the files that belong to nothing yet."""
        # sudo: the right to the file was checked when it was linked
        for record in self.sudo():
            for name in self._get_file_fields():
                orphans = record[name].filtered(lambda file: not file.res_id and not file.public)
                if orphans:
                    orphans.write({"res_model": record._name, "res_id": record.id})
