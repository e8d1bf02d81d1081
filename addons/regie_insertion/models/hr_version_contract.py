import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import contract
from .hr_version import CDDI_FORMS, GROUP_CONTRACT, GROUP_CONTRACT_DATES, GROUP_SOCIAL, IAE_FORMS

CONTRACT_STATES = [
    ("draft", "Draft"),
    ("to_sign", "To sign"),
    ("running", "Running"),
    ("suspended", "Suspended"),
    ("renewed", "Renewed"),
    ("broken", "Broken off"),
    ("ended", "Ended"),
]
SUSPENSION_REASONS = [
    ("pmsmp", "PMSMP or evaluation at another employer"),
    ("trial", "Trial period at another employer"),
    ("leave", "Other suspension of the contract"),
]
_ROME = re.compile(r"^[A-N]\d{4}$")


class HrVersion(models.Model):
    """What happens to a contract: signature, trial period, suspension, renewal, end. Its state is read from these.

    One contract may have several versions: they share its first day.
    """

    _inherit = "hr.version"

    trial_date_end = fields.Date(groups=GROUP_CONTRACT_DATES)
    signed_on = fields.Date(
        string="Signed on",
        copy=False,
        tracking=True,
        groups=GROUP_CONTRACT_DATES,
        help="Day of the last signature. A fixed-term contract is handed over within two working days of the hire.",
    )
    rome_code = fields.Char(
        string="ROME code", tracking=True, groups=GROUP_CONTRACT, help="Trade of the contract, as K2204."
    )
    project_id = fields.Many2one(
        "project.project",
        string="Main worksite",
        check_company=True,
        ondelete="set null",
        index="btree_not_null",
        groups=GROUP_CONTRACT,
        help="Where the person works most of the time. Printed on the contract.",
    )
    suspension_reason = fields.Selection(SUSPENSION_REASONS, copy=False, tracking=True, groups=GROUP_SOCIAL)
    suspension_date_from = fields.Date(string="Suspended from", copy=False, tracking=True, groups=GROUP_SOCIAL)
    suspension_date_to = fields.Date(
        string="Suspended until", copy=False, tracking=True, groups=GROUP_SOCIAL, help="Empty: not known yet."
    )
    contract_state = fields.Selection(
        CONTRACT_STATES,
        compute="_compute_contract_state",
        groups=GROUP_CONTRACT_DATES,
        help="Read from the facts on the current day: dates, signature, suspension, departure, next contract.",
    )
    contract_rank = fields.Integer(
        string="Rank",
        compute="_compute_contract_state",
        groups=GROUP_CONTRACT_DATES,
        help="1 for the first insertion contract of the person, 2 for its first renewal, and so on.",
    )
    contract_months = fields.Integer(
        string="Months", compute="_compute_contract_state", groups=GROUP_CONTRACT_DATES, help="Whole months of it."
    )

    _suspension_check = models.Constraint(
        "CHECK (suspension_date_to >= suspension_date_from)", "A suspension cannot end before it starts."
    )

    @api.depends(
        "employee_id.version_ids.contract_date_start",
        "employee_id.version_ids.contract_date_end",
        "employee_id.version_ids.signed_on",
        "employee_id.version_ids.suspension_date_from",
        "employee_id.version_ids.suspension_date_to",
        "departure_date",
        "short_contract_reason",
    )
    def _compute_contract_state(self):
        today = fields.Date.context_today(self)
        for version in self:
            # sudo: the state of a contract looks at all its versions, whoever reads one of them
            whole = version.sudo()._get_same_contract()
            start, end = version.sudo().contract_date_start, version.sudo().contract_date_end
            version.contract_state = contract.state(
                today,
                start,
                end,
                any(whole.mapped("signed_on")),
                [(row.suspension_date_from, row.suspension_date_to) for row in whole.filtered("suspension_date_from")],
                any(row.departure_date or row.short_contract_reason == "broken" for row in whole),
                bool(version.sudo()._get_next_contract()),
            )
            earlier = version.sudo().employee_id.version_ids.filtered(
                lambda row, start=start: (
                    start and row.iae_form in IAE_FORMS and row.contract_date_start and row.contract_date_start < start
                )
            )
            version.contract_rank = len(set(earlier.mapped("contract_date_start"))) + 1 if start else 0
            version.contract_months = contract.months_between(start, end) if start and end and end >= start else 0

    @api.constrains("rome_code")
    def _check_rome_code(self):
        for version in self.sudo().filtered("rome_code"):
            if not _ROME.match(version.rome_code):
                raise ValidationError(
                    self.env._("A ROME code has one letter from A to N and four figures, as K2204. (INS-C17)")
                )

    def _get_same_contract(self):
        """Versions of the same contract: same person, same first day."""
        self.ensure_one()
        if not self.contract_date_start:
            return self
        return self.employee_id.version_ids.filtered(
            lambda version: version.contract_date_start == self.contract_date_start
        )

    def _get_next_contract(self):
        """First version of the contract that starts the day after this one ends, if there is one."""
        self.ensure_one()
        if not self.contract_date_end:
            return self.browse()
        day = self.contract_date_end + timedelta(days=1)
        return self.employee_id.version_ids.filtered(lambda version: version.contract_date_start == day)[:1]

    def _get_previous_contract(self):
        """Last version of the contract that ended the day before this one starts, if there is one."""
        self.ensure_one()
        if not self.contract_date_start:
            return self.browse()
        day = self.contract_date_start - timedelta(days=1)
        return self.employee_id.version_ids.filtered(lambda version: version.contract_date_end == day)[-1:]

    @api.model
    def _get_trial_end(self, date_start, date_end):
        """Proposed end of the trial period; None when the contract is too short for one."""
        return contract.trial_end(date_start, date_end)

    @api.model
    def _get_proposed_end(self, form, date_start, kind=None):
        """Proposed last day of a new contract: the minimum of a CDDI, the duration of a contrat passerelle."""
        code = {"passerelle": "passerelle_mois"}.get(form) or ("cddi_min_mois" if form in CDDI_FORMS else None)
        if not code or not date_start:
            return False
        months = int(self.env["regie.parameter"].get(code, date_start, kind=kind))
        return contract.last_day(date_start, months)
