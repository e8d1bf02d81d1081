from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import contract, nir

FORMS = [
    ("cddi", "CDDI"),
    ("cddi_phc", "CDDI first hours on a worksite (PHC)"),
    ("cddi_cvg", "CDDI Convergence (CVG)"),
    ("cdii", "CDI inclusion"),
    ("passerelle", "Contrat passerelle"),
    ("cddu", "CDDU"),
    ("mission", "Mission"),
    ("apprenticeship", "Work-study contract"),
    ("cdi", "CDI"),
    ("cdd", "CDD"),
    ("other", "Other"),
]
# Fixed-term insertion contracts, under the rules of articles L5132-5, L5132-11-1 and L5132-15-1 of the Code du travail.
CDDI_FORMS = ("cddi", "cddi_phc", "cddi_cvg")
# Forms of the persons in an insertion pathway.
IAE_FORMS = (*CDDI_FORMS, "cdii", "passerelle", "cddu", "mission")

# Who reads the contract: team leaders and accountants as well as the officers. Who keeps it: CIP and office.
GROUP_CONTRACT = "hr.group_hr_user,regie_insertion.group_insertion_read"
GROUP_CONTRACT_DATES = "hr.group_hr_manager,regie_insertion.group_insertion_user"
GROUP_SOCIAL = "regie_insertion.group_insertion_user"

_DATES = {"contract_date_start", "contract_date_end"}
# A context value that no remote call can forge: several writes make one contract, its rules are read at the end.
_LATER = object()


def contract_ending_search(model, operator, value):
    """Search of the field ``is_contract_ending`` of both profiles of an employee."""
    if operator != "in":
        return NotImplemented
    return model.env["hr.version"]._get_contract_ending_domain()


class HrVersion(models.Model):
    """Contract of an employee as it was from a day on, with what the insertion rules need to know of it."""

    _inherit = "hr.version"

    contract_date_start = fields.Date(groups=GROUP_CONTRACT_DATES)
    contract_date_end = fields.Date(groups=GROUP_CONTRACT_DATES)
    iae_form = fields.Selection(
        FORMS,
        string="Form of contract",
        tracking=True,
        groups=GROUP_CONTRACT,
        help="The rules of the CDDI (duration, weekly hours, PASS IAE) apply to the CDDI forms only.",
    )
    weekly_hours = fields.Float(
        digits=(5, 2),
        tracking=True,
        groups=GROUP_CONTRACT,
        help="Hours of work per week written in the contract. A CDDI runs from 20 to 35 hours. Empty: not known yet.",
    )
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        groups=GROUP_CONTRACT,
        help="Agreement whose monthly statement declares the hours of this person.",
    )
    territory_id = fields.Many2one(
        "regie.territory",
        string="Territory of residence",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        groups="hr.group_hr_user",
        help="Where the person lives. A territory of the city policy makes their hours count as QPV hours.",
    )
    short_contract_reason = fields.Selection(
        [("broken", "Ended before its term"), ("legal", "Exception of the law")],
        string="Shorter than the minimum",
        tracking=True,
        groups=GROUP_SOCIAL,
        help="Why this CDDI is shorter than the minimum duration. Filled in: the rule INS-C01 does not apply.",
    )

    # Deferred: the sentence comes from _check_dates, this one stops two people who save at the same time. The versions
    # of one contract share its first day, two contracts never overlap.
    _contract_overlap_excl = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, contract_date_start WITH <>, "
        "daterange(contract_date_start, contract_date_end, '[]') WITH &&) "
        "WHERE (active AND employee_id IS NOT NULL AND contract_date_start IS NOT NULL) DEFERRABLE INITIALLY DEFERRED",
        "The contract overlaps another contract of the employee. (INS-C11)",
    )

    # -- rules ---------------------------------------------------------------------------------

    @api.constrains(
        "active",
        "employee_id",
        "iae_form",
        "contract_date_start",
        "contract_date_end",
        "weekly_hours",
        "short_contract_reason",
        "agreement_id",
    )
    def _check_contract_rules(self):
        """Rules of the insertion contracts; the first that fails is raised."""
        if self.env.context.get("regie_contract_rules") is _LATER:
            return
        # sudo: a rule looks at the whole contract, whoever writes a part of it (as core's _check_dates does)
        versions = self.sudo().filtered(
            lambda version: version.active and version.employee_id and version.contract_date_start
        )
        versions._check_iae_form()

    def _check_iae_form(self):
        """Rules of each form of contract: extend it for the rules of another form."""
        self.filtered(lambda version: version.iae_form in CDDI_FORMS)._check_cddi()

    def _check_cddi(self):
        """Rules of the CDDI, in the order of the domain file; the first that fails is raised."""
        if not self:
            return
        versions = self
        versions._check_minimum_duration()
        versions.employee_id._check_total_duration()
        versions._check_weekly_hours()
        versions.employee_id._check_contracts_in_pass()

    @api.constrains("employee_id", "contract_date_start", "contract_date_end")
    def _check_dates(self):
        """Core's two rules on the dates of contracts, with the sentences and codes of the trade."""
        for version in self.sudo():
            start, end = version.contract_date_start, version.contract_date_end
            if start and end and end < start:
                raise ValidationError(
                    self.env._("The end date of the contract must be after its start date. (INS-C06)")
                )
        try:
            return super()._check_dates()
        except ValidationError:
            raise ValidationError(
                self.env._("The contract overlaps another contract of the employee. (INS-C11)")
            ) from None

    @api.constrains("ssnid")
    def _check_ssnid(self):
        """Length, form and key of the NIR."""
        for version in self.sudo().filtered("ssnid"):
            number = nir.normalise(version.ssnid)
            if len(number) > nir.NIR_LENGTH:
                raise ValidationError(
                    self.env._("The social security number is too long (15 characters allowed). (INS-I02)")
                )
            if len(number) < nir.NIR_LENGTH:
                raise ValidationError(
                    self.env._("The social security number is too short (15 characters allowed). (INS-I03)")
                )
            if not nir.is_valid(number):
                raise ValidationError(self.env._("This social security number is not valid. (INS-I04)"))
        return super()._check_ssnid()

    def _check_minimum_duration(self):
        """INS-C01. A contract that is over is a fact, whatever it should have lasted."""
        today = fields.Date.context_today(self)
        for version in self:
            end = version.contract_date_end
            if version.short_contract_reason or version.departure_date or not end or end < today:
                continue
            # A renewal goes on with the contract before it: the minimum was that of the first one.
            if version._get_previous_contract().iae_form in CDDI_FORMS:
                continue
            months = int(version._get_parameter("cddi_min_mois"))
            if not contract.lasts_at_least(version.contract_date_start, end, months):
                raise ValidationError(
                    self.env._(
                        "A CDDI cannot be shorter than %(months)s months (except an adjusted sentence). (INS-C01)",
                        months=months,
                    )
                )

    def _check_weekly_hours(self):
        """INS-C03 and INS-C04, on the contracts whose weekly hours are known."""
        for version in self.filtered("weekly_hours"):
            minimum = version._get_parameter("cddi_hebdo_min")
            day = max(version.date_version, version.contract_date_start)
            if version.weekly_hours < minimum and not version.employee_id._get_derogations("hours", day):
                raise ValidationError(
                    self.env._(
                        "Weekly hours cannot be under %(hours)s hours without a derogation. (INS-C03)",
                        hours=f"{minimum:g}",
                    )
                )
            maximum = version._get_parameter("cddi_hebdo_max")
            if version.weekly_hours > maximum:
                raise ValidationError(
                    self.env._("Weekly hours cannot exceed %(hours)s hours. (INS-C04)", hours=f"{maximum:g}")
                )

    # -- CRUD ----------------------------------------------------------------------------------

    def write(self, vals):
        """Core spreads the dates of a contract in several writes: its rules are read once, on the result."""
        if not _DATES & vals.keys() or self.env.context.get("regie_contract_rules") is _LATER:
            return super().write(vals)
        result = super(HrVersion, self.with_context(regie_contract_rules=_LATER)).write(vals)
        self._check_contract_rules()
        return result

    # -- helpers -------------------------------------------------------------------------------

    @api.model
    def _get_short_contract_reason(self, form, date_start, date_end):
        """Reason to record for a contract signed elsewhere: a CDDI under the minimum was ended before its term.

        A list of employees gives the real end of each contract, never the one that was planned.
        """
        if form not in CDDI_FORMS or not date_end:
            return False
        months = int(self.env["regie.parameter"].get("cddi_min_mois", date_start))
        return False if contract.lasts_at_least(date_start, date_end, months) else "broken"

    @api.model
    def _get_later_mark(self):
        """Value of the context key ``regie_contract_rules`` under which the caller reads the rules when it is done."""
        return _LATER

    def _get_parameter(self, code):
        """Value of a dated parameter at the start of the contract; UserError (INS-P01) when none."""
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        return parameters.get(code, self.contract_date_start, kind=self.agreement_id.kind or None)

    @api.model
    def _get_whitelist_fields_from_template(self):
        return [*super()._get_whitelist_fields_from_template(), "iae_form", "weekly_hours", "agreement_id"]

    @api.model
    def _get_alert_limit(self, code, unit):
        """Last day of an alert window: today + the value of the parameter, in ``unit`` (weeks, months)."""
        today = fields.Date.context_today(self)
        return today + relativedelta(**{unit: int(self.env["regie.parameter"].get(code, today))})

    @api.model
    def _get_contract_ending_domain(self):
        """Contracts in force that end within the weeks of the parameter ``alerte_contrat_semaines``."""
        today = fields.Date.context_today(self)
        limit = self._get_alert_limit("alerte_contrat_semaines", "weeks")
        return (
            Domain("contract_date_start", "<=", today)
            & Domain("contract_date_end", ">=", today)
            & Domain("contract_date_end", "<=", limit)
        )

    @api.model
    def _get_cddi_periods(self, employees):
        """CDDI of each employee, ``{employee_id: [(start, end), …]}`` in order, one row per contract."""
        groups = self.sudo()._read_group(
            [
                ("employee_id", "in", employees.ids),
                ("iae_form", "in", CDDI_FORMS),
                ("contract_date_start", "!=", False),
            ],
            ["employee_id", "contract_date_start:day", "contract_date_end:day"],
        )
        periods = defaultdict(list)
        for employee, date_start, date_end in groups:
            periods[employee.id].append((date_start, date_end or None))
        return {employee_id: sorted(rows, key=lambda row: row[0]) for employee_id, rows in periods.items()}
