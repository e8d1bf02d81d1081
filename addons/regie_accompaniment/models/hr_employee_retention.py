from odoo import api, models


class HrEmployee(models.Model):
    """What is forgotten of the accompaniment: the notes go with the record of their readings, the levels stay."""

    _inherit = "hr.employee"

    @api.model
    def _get_anonymisation_rules(self):
        return super()._get_anonymisation_rules() | {
            "regie.interview.note": "delete",
            "regie.read.log": "delete",
            "regie.note.grant": "delete",
        }
