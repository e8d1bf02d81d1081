from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL


class RegieIaeStatement(models.Model):
    """Monthly statement that counts the persons on RSA from their situation on entry."""

    _inherit = "regie.iae.statement"

    @api.model
    def _rsa_query(self, month):
        """Persons on RSA by the entry situation of a pathway open in the month."""
        return SQL(
            """SELECT employee_id FROM regie_insertion_pathway
                WHERE rsa IN ('OUI-M', 'OUI-NM') AND date_start < %s AND (date_end IS NULL OR date_end >= %s)""",
            month + relativedelta(months=1),
            month,
        )
