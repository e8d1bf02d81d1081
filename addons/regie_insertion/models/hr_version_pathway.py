from collections import defaultdict

from odoo import api, models

from .hr_version import IAE_FORMS


class HrVersion(models.Model):
    """The insertion contracts of people, as the pathways read them."""

    _inherit = "hr.version"

    @api.model
    def _get_iae_periods(self, employees=None):
        """Insertion contracts, ``{employee_id: [(start, end), …]}`` in order; everybody's without ``employees``."""
        domain = [("iae_form", "in", IAE_FORMS), ("contract_date_start", "!=", False), ("employee_id", "!=", False)]
        if employees is not None:
            domain.append(("employee_id", "in", employees.ids))
        # sudo: dates of contracts, which the pathway of the person shows anyway
        groups = self.sudo()._read_group(domain, ["employee_id", "contract_date_start:day", "contract_date_end:day"])
        periods = defaultdict(list)
        for employee, start, end in groups:
            periods[employee.id].append((start, end or None))
        return {employee_id: sorted(rows, key=lambda row: row[0]) for employee_id, rows in periods.items()}
