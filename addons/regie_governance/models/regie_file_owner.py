from odoo import api, models


class RegieFileOwner(models.AbstractModel):
    """A record whose files are read by whoever reads it.

    A file dropped on a record that is not saved yet belongs to nothing: only the person who dropped it could open it.
    """

    _name = "regie.file.owner"
    _description = "Owner of its files"
    _owned_file_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        """Take the files of the new records."""
        records = super().create(vals_list)
        if any(name in vals for vals in vals_list for name in self._owned_file_fields):
            records._own_files()
        return records

    def write(self, vals):
        """Take the files that are added."""
        done = super().write(vals)
        if any(name in vals for name in self._owned_file_fields):
            self._own_files()
        return done

    def _own_files(self):
        """Have the files that belong to no record belong to these."""
        for record in self:
            for name in self._owned_file_fields:
                loose = record[name].filtered(lambda file: not file.res_id)
                if loose:
                    loose.write({"res_model": record._name, "res_id": record.id})
