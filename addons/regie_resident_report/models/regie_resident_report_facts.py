from odoo import api, models
from odoo.exceptions import UserError

#: Written by the buttons, by the passes or by the resident: a date typed by hand would hide a delay.
FACTS = frozenset(
    (
        *("date_qualified", "date_transferred", "date_reminded", "reminder_count", "date_declared", "date_resolved"),
        *("date_closed", "date_rejected", "rejection_reason", "date_reopened", "reopen_count", "date_escalated"),
        *("date_forgotten", "satisfaction", "resolution_days", "sla_deadline", "state", "is_anonymous"),
        *("tracking_code", "support_count", "support_total", "company_id", "owner_id", "territory_id"),
    )
)


class RegieResidentReport(models.Model):
    """The facts of a report come from what was done, whatever the door: form, import or RPC."""

    _inherit = "regie.resident.report"

    @api.model_create_multi
    def create(self, vals_list):
        """Create reports that nobody has handled yet.

        :raise UserError: E-REP-05 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change a report; the moment of its arrival is a fact too, once it has arrived.

        :raise UserError: E-REP-05 when a fact is written by hand
        """
        self._check_no_fact(vals, arrived=True)
        return super().write(vals)

    def _check_no_fact(self, vals, arrived=False):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        facts = FACTS | {"date"} if arrived else FACTS
        if not self.env.su and facts & vals.keys():
            raise UserError(
                self.env._(
                    "The facts of a report (arrived, passed on, solved, closed, stars…) are not written by hand:"
                    " use its buttons. (E-REP-05)"
                )
            )

    def _write_facts(self, vals):
        """Write facts for who may change the report."""
        self.check_access("write")
        # sudo: facts are written by the buttons only, after the right to change the report was checked
        self.sudo().write(vals)
