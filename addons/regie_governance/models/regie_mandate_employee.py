from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMandateEmployee(models.Model):
    """Employees of the régie among those who sit: few, elected, in no leading function (disinterested management).

    Any holder of a mandate who is an employee counts, a resident employee of the inhabitants' college too: the prudent
    reading of the fiscal doctrine.
    """

    _inherit = "regie.mandate"

    is_employee_declared = fields.Boolean(
        string="Employee of the régie (declared)",
        tracking=True,
        help="Tick it when the person works for the régie and the files of the employees do not say it.",
    )
    is_employee = fields.Boolean(
        string="Employee of the régie",
        compute="_compute_is_employee",
        help="Declared here, known from the files of the employees, or sitting in the college of the employees.",
    )

    @api.depends("partner_id", "is_employee_declared", "college_id.is_staff", "date_start", "date_end")
    def _compute_is_employee(self):
        today = fields.Date.context_today(self)
        employees = {}
        for mandate in self:
            day = mandate._get_watch_day(today)
            key = (mandate.company_id, day)
            if key not in employees:
                peers = self.filtered(lambda peer, key=key: (peer.company_id, peer._get_watch_day(today)) == key)
                employees[key] = peers._get_employee_partners(peers.partner_id, day)
            mandate.is_employee = (
                mandate.is_employee_declared or mandate.college_id.is_staff or mandate.partner_id in employees[key]
            )

    def _get_watch_day(self, today):
        """Return the day on which the quality of the person is looked at: today, or the nearest day of the mandate."""
        self.ensure_one()
        day = max(today, self.date_start or today)
        return min(day, self.date_end) if self.date_end else day

    @api.model
    def _get_employee_partners(self, partners, date):
        """Return those of ``partners`` who are employees of the régie on a date, as the files of the employees say.

        Nobody here: the addon that knows the employees answers.
        """
        return partners.browse()

    @api.constrains("organ_id", "role_id", "partner_id", "membership_id", "is_employee_declared", "date_start")
    def _check_employee_of_the_bureau(self):
        """An employee neither sits in the bureau nor holds a leading function.

        :raise ValidationError: GOV-012
        """
        for mandate in self:
            if (mandate.organ_id.kind == "bureau" or mandate.role_id.is_leading) and mandate.is_employee:
                raise ValidationError(
                    self.env._(
                        "%(person)s is an employee of the régie: an employee may not sit in the Bureau nor lead the "
                        "association (disinterested management). (GOV-012)",
                        person=mandate.partner_id.name,
                    )
                )
