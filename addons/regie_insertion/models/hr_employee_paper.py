from odoo import models


class HrEmployee(models.Model):
    """The contract of a person, printed from their page."""

    _inherit = "hr.employee"

    def action_print_contract(self):
        """Print the contract in force on the page, or its amendment."""
        self.ensure_one()
        return self.version_id.action_print_contract()
