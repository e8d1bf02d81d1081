from odoo import api, models
from odoo.tools import SQL


class RegiePersonRetention(models.Model):
    """An interview held is a contact: the clock of the retention starts again."""

    _inherit = "regie.person.retention"

    @api.model
    def _get_contact_queries(self):
        return [
            *super()._get_contact_queries(),
            SQL("SELECT employee_id, date_start::date, FALSE FROM regie_interview WHERE state = 'done'"),
        ]
