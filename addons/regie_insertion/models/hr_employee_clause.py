from odoo import api, models
from odoo.tools import SQL


class HrEmployee(models.Model):
    """What the clauses keep of a person who is forgotten: hours and dates, no name and no proof."""

    _inherit = "hr.employee"

    @api.model
    def _get_anonymisation_rules(self):
        return super()._get_anonymisation_rules() | {"regie.clause.ledger": "keep", "regie.clause.hour": "keep"}

    @api.model
    def _get_anonymised_columns(self):
        columns = {("regie.clause.eligibility", "proof_reference"): SQL("'-'")}
        return super()._get_anonymised_columns() | columns
