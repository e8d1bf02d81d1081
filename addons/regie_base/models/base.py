from odoo import api, models
from odoo.tools.misc import unquote


class Base(models.AbstractModel):
    """Every model: what is taken out in a file leaves a trace; what gives a record its régie can be chosen."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        """Export as Odoo does, and keep who took what."""
        exported = super().export_data(fields_to_export)
        self.env["regie.export.log"]._log(self, columns=fields_to_export)
        return exported

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe the fields as Odoo does; those that say of which régie a new record is offer those of the user.

        Where the régie follows from such a field, Odoo offers nothing in a new record but what is of no company: the
        list that the user opens would be empty. The company is checked when the record is saved, as ever.
        """
        described = super().fields_get(allfields, attributes)
        company = self._fields.get("company_id")
        if self._name.startswith("regie.") and company and company.compute and company.readonly:
            for name, description in described.items():
                field = self._fields[name]
                if isinstance(description.get("domain"), str) and getattr(field, "check_company", False):
                    comodel = self.env[field.comodel_name]
                    nothing = f" or {comodel._check_company_domain(companies='')})"
                    known = f" or {comodel._check_company_domain(companies=unquote('allowed_company_ids'))})"
                    description["domain"] = description["domain"].replace(nothing, known, 1)
        return described
