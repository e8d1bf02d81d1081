from odoo import api, models
from odoo.fields import Domain


class RegieInsertionPathway(models.Model):
    """Which pathway of a person is under way."""

    _inherit = "regie.insertion.pathway"

    @api.model
    def _get_open(self, employee):
        """Pathway of a person that is neither refused nor ended by an exit, if there is one."""
        return self.search(
            Domain("employee_id", "in", employee.ids)
            & Domain("refused_on", "=", False)
            & Domain("date_end", "=", False),
            limit=1,
        )
