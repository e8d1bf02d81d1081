from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CONTACT = ("contact_name", "contact_phone", "contact_email")
READERS = "regie_gup.group_gup_user"


class RegieResidentReport(models.Model):
    """Whom to answer, when a resident wanted an answer: with their consent, read by few, erased some time after."""

    _inherit = "regie.resident.report"

    contact_name = fields.Char(copy=False, groups=READERS)
    contact_phone = fields.Char(copy=False, groups=READERS)
    contact_email = fields.Char(copy=False, groups=READERS)
    has_consent = fields.Boolean(
        string="Agreed to be answered",
        copy=False,
        groups=READERS,
        help="The person agreed that the régie keeps how to answer them, until some time after the end.",
    )
    is_anonymous = fields.Boolean(string="Nobody to answer", compute="_compute_is_anonymous", store=True)
    date_forgotten = fields.Datetime(
        string="Contact erased at", readonly=True, copy=False, help="Erased after the end, whoever it was."
    )

    @api.depends(*CONTACT)
    def _compute_is_anonymous(self):
        for report in self:
            report.is_anonymous = not any(report[name] for name in CONTACT)

    @api.constrains(*CONTACT, "has_consent")
    def _check_consent(self):
        """No way to reach a person is kept without their consent. (E-REP-10)"""
        for report in self.sudo():  # sudo: the rule holds for who does not read the contact
            if not report.is_anonymous and not report.has_consent:
                raise ValidationError(
                    self.env._(
                        "%(code)s: tick that the person agreed to be answered, or leave no name, phone nor address."
                        " (E-REP-10)",
                        code=report.tracking_code,
                    )
                )

    @api.model
    def _cron_forget(self):
        """Erase the contacts of the reports that ended long enough ago; the report itself stays, without anybody."""
        for company in self.env["res.company"].search([]):
            parameters = self.env["regie.parameter"].with_company(company)
            days = int(parameters.get("report_contact_days", fields.Date.context_today(self)))
            old = self.search(
                [
                    ("company_id", "=", company.id),
                    ("is_anonymous", "=", False),
                    *self._get_ended_domain(fields.Datetime.now() - relativedelta(days=days)),
                ]
            )
            old._forget()

    @api.model
    def _get_ended_domain(self, moment):
        """Return the domain of the reports that were ended before a moment, themselves or by the one they repeat."""
        return [
            *("|", "|", "|"),
            ("date_closed", "<", moment),
            ("date_rejected", "<", moment),
            ("duplicate_of_id.date_closed", "<", moment),
            ("duplicate_of_id.date_rejected", "<", moment),
        ]

    def _forget(self):
        """Erase who reported the problem."""
        self.with_context(tracking_disable=True).write(
            {**dict.fromkeys(CONTACT, False), "has_consent": False, "date_forgotten": fields.Datetime.now()}
        )
