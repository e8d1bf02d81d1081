from odoo import api, models


class RegieFactDefaults(models.AbstractModel):
    """Facts that no context and no saved default can give: ``default_date_validated`` would pass by every button.

    For the models that refuse the facts written by hand themselves, with their own sentence; ``regie.fact.guard`` does
    both.
    """

    _name = "regie.fact.defaults"
    _description = "Facts without defaults of users"

    @api.model
    def default_get(self, fields):
        """Have no context, and no default that a user saved, give a value to a fact.

        In sudo too: what is computed when a record is created reads the defaults of the others in sudo.
        """
        facts = {name for name in fields if self._is_software_fact(name)}
        defaults = super().default_get([name for name in fields if name not in facts])
        own = {name: self._fields[name].default(self) for name in facts if self._fields[name].default is not None}
        return defaults | self._convert_to_write(own)

    @api.model
    def _is_software_fact(self, name):
        """Tell whether a field is written by the software and by nobody: stored and read only, computed or not.

        The lines of a one2many guard themselves.
        """
        field = self._fields.get(name)
        return bool(
            field
            and field.store
            and field.readonly
            and field.type not in ("one2many", "many2many")
            and name not in models.MAGIC_COLUMNS
        )
