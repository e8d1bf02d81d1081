from odoo import api, fields, models


class RegieMandate(models.Model):
    """A mandate whose holder may be an employee: the files of the employees say it."""

    _inherit = "regie.mandate"

    @api.model
    def _get_employee_partners(self, partners, date):
        """Return those of ``partners`` whose contract of work with the régie runs on a date.

        An employee without dates of contract counts as long as the file is active.
        """
        known = super()._get_employee_partners(partners, date)
        # sudo: only "employee or not" comes out of the files of the employees, which the secretary may not read
        versions = (
            self.env["hr.version"]
            .sudo()
            .search(
                [
                    ("employee_id.work_contact_id", "in", partners.ids),
                    ("company_id", "in", self.company_id.ids or self.env.companies.ids),
                    ("date_version", "<=", date),
                    "|",
                    ("contract_date_start", "=", False),
                    ("contract_date_start", "<=", date),
                    "|",
                    ("contract_date_end", "=", False),
                    ("contract_date_end", ">=", date),
                ]
            )
        )
        # the last version that has begun is the one in force on the date
        current = versions.filtered(lambda version: version.employee_id._get_version(date) == version)
        return known | (current.employee_id.work_contact_id & partners).with_env(self.env)

    def _get_lost_quality(self, date=None):
        """Add the elected employees whose contract of work has ended."""
        reasons = super()._get_lost_quality(date)
        date = date or fields.Date.context_today(self)
        staff = self.filtered(lambda one: one.college_id.is_staff and one._overlaps(date, date))
        employees = staff._get_employee_partners(staff.partner_id, date) if staff else staff.partner_id
        for mandate in staff:
            if mandate.partner_id not in employees:
                reasons.setdefault(mandate, "contract")
        return reasons
