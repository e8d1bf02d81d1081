from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from .regie_iae_agreement import KINDS
from .res_partner_prescriber import GROUP_SUPPORT

_FROZEN = {"employee_id", "author_kind", "date", "kind", "agreement_id", "prescriber_id", "shown_prescriber_id"}


class RegieIaeDiagnosis(models.Model):
    """Diagnosis of eligibility to the IAE, by the structure itself (with criteria) or by an authorised prescriber.

    Code du travail R5132-1-1 and following. It opens a PASS IAE; what has served for a PASS does not change.
    """

    _name = "regie.iae.diagnosis"
    _description = "Diagnosis of eligibility"
    _inherit = ["regie.iae.prescribed", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Agreement under which the person would be hired: its kind says how many criteria are needed.",
    )
    kind = fields.Selection(KINDS, compute="_compute_kind", store=True, readonly=False, precompute=True)
    author_kind = fields.Selection(
        [("employer", "The structure (self-prescription)"), ("prescriber", "An authorised prescriber")],
        string="Made by",
        required=True,
        default="employer",
        tracking=True,
        help="The structure needs criteria and their proofs; an authorised prescriber decides freely.",
    )
    date = fields.Date(string="Made on", required=True, default=fields.Date.context_today, tracking=True)
    date_expiry = fields.Date(
        string="Expires on",
        compute="_compute_date_expiry",
        store=True,
        index=True,
        help="From this day on, it opens no PASS any more.",
    )
    validated_on = fields.Date(copy=False, tracking=True, help="Day on which the criteria were found sufficient.")
    pass_ids = fields.One2many("regie.iae.pass", "diagnosis_id", string="PASS IAE")
    is_used = fields.Boolean(compute="_compute_is_used", search="_search_is_used", help="A PASS rests on it.")
    state = fields.Selection(
        [("brouillon", "Draft"), ("valide", "Valid"), ("expire", "Expired")],
        compute="_compute_state",
        search="_search_state",
        help="Draft until it is validated; expired after its last day, unless a PASS rests on it.",
    )
    line_ids = fields.One2many("regie.iae.diagnosis.line", "diagnosis_id", string="Criteria and proofs", copy=True)
    note = fields.Text(groups=GROUP_SUPPORT, help="For social support only.")

    @api.depends("employee_id", "date")
    def _compute_display_name(self):
        for record in self:
            day = format_date(self.env, record.date) if record.date else ""
            record.display_name = f"{record.employee_id.name or ''} {day}".strip()

    @api.depends("employee_id")
    def _compute_agreement_id(self):
        for record in self:
            record.agreement_id = record.employee_id.agreement_id

    @api.depends("agreement_id")
    def _compute_kind(self):
        for record in self:
            record.kind = record.agreement_id.kind or record.kind

    @api.depends("date", "author_kind", "company_id")
    def _compute_date_expiry(self):
        for record in self:
            if not record.date:
                record.date_expiry = False
            elif record.author_kind == "prescriber":
                months = int(record._get_parameter("diag_validite_prescripteur_mois"))
                record.date_expiry = record.date + relativedelta(months=months)
            else:
                days = int(record._get_parameter("diag_validite_employeur_jours"))
                record.date_expiry = record.date + relativedelta(days=days)

    @api.depends("pass_ids")
    def _compute_is_used(self):
        for record in self:
            record.is_used = bool(record.pass_ids)

    @api.model
    def _search_is_used(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("pass_ids", "!=", False)

    @api.depends("validated_on", "date_expiry", "pass_ids")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for record in self:
            if not record.validated_on:
                record.state = "brouillon"
            else:
                record.state = "valide" if record.pass_ids or record.date_expiry > today else "expire"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        kept = Domain("pass_ids", "!=", False) | Domain("date_expiry", ">", today)
        validated = Domain("validated_on", "!=", False)
        domains = {"brouillon": ~validated, "valide": validated & kept, "expire": validated & ~kept}
        return Domain.OR(domains[state] for state in value if state in domains)

    # -- CRUD ----------------------------------------------------------------------------------

    def write(self, vals):
        """What has served for a PASS does not change, whoever asks. (INS-D07)"""
        if _FROZEN & vals.keys() or ("validated_on" in vals and not vals["validated_on"]):
            self._check_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()

    # -- rules ---------------------------------------------------------------------------------

    @api.constrains("validated_on", "employee_id", "author_kind", "date", "kind", "line_ids", "prescriber_id")
    def _check_rules(self):
        """INS-D01 to INS-D04 in order for what is validated; a draft only may lack criteria."""
        for record in self:
            if record.validated_on and record.author_kind == "employer":
                record._check_criteria()
            record._check_coherence()
            record._get_all_lines()._check_proof_age()
            prescriber = record.sudo().prescriber_id
            if (
                record.validated_on
                and record.author_kind == "prescriber"
                and not prescriber._is_authorised_prescriber(record.date)
            ):
                raise ValidationError(self.env._("This user is not an authorised prescriber. (INS-R07)"))

    def _check_criteria(self):
        """INS-D01: one criterion of level 1, or enough of level 2 for the kind of structure."""
        self.ensure_one()
        if not self._is_eligible():
            needed = self._get_level2_needed()
            raise ValidationError(
                self.env._(
                    "Not enough criteria: 1 criterion of level 1 or %(count)s criteria of level 2 are required for an "
                    "%(kind)s. (INS-D01)",
                    count=needed,
                    kind=self.kind,
                )
            )

    def _check_coherence(self):
        """INS-D02 and INS-D03: criteria that exclude each other, or contradict the birth date."""
        for record in self:
            criteria = record._get_all_lines().criterion_id
            for criterion in criteria:
                if criterion.excluded_id in criteria:
                    raise ValidationError(
                        self.env._(
                            "%(first)s and %(second)s exclude each other. (INS-D02)",
                            first=criterion.code,
                            second=criterion.excluded_id.code,
                        )
                    )
            for criterion in criteria.filtered(lambda row: row.age_from or row.age_under):
                record._check_age(criterion)

    def _check_age(self, criterion):
        """INS-D03, nothing asked when the birth date is unknown."""
        birthday = self.employee_id.sudo().birthday
        if not birthday:
            return
        age = relativedelta(self.date, birthday).years
        if age < criterion.age_from or (criterion.age_under and age >= criterion.age_under):
            raise ValidationError(
                self.env._(
                    "The criterion “%(criterion)s” does not match the date of birth. (INS-D03)",
                    criterion=criterion.name,
                )
            )

    def _check_unused(self):
        if any(record.sudo().pass_ids for record in self):
            raise UserError(
                self.env._("This diagnosis has served for a PASS IAE: it does not change any more. (INS-D07)")
            )

    def _check_usable(self, day):
        """Raise unless the diagnosis may open a PASS on this day: validated, not expired or already used."""
        for record in self:
            if not record.validated_on:
                raise ValidationError(
                    self.env._("The diagnosis of %(name)s is not validated. (INS-D06)", name=record.employee_id.name)
                )
            if record.date_expiry <= day:
                raise ValidationError(
                    self.env._(
                        "The diagnosis of eligibility expired on %(date)s. (INS-D05)",
                        date=format_date(self.env, record.date_expiry, date_format="dd/MM/yyyy"),
                    )
                )

    # -- actions -------------------------------------------------------------------------------

    def action_validate(self):
        """Record that the criteria are sufficient; the rules INS-D01 to INS-D04 are read."""
        self.write({"validated_on": fields.Date.context_today(self)})

    def action_reset(self):
        """Back to draft, as long as no PASS rests on it."""
        self.write({"validated_on": False})

    # -- helpers -------------------------------------------------------------------------------

    @api.model
    def _prepare_line_commands(self, criteria):
        """Commands that tick these criteria, for those who create a diagnosis elsewhere."""
        return [Command.create({"criterion_id": criterion.id}) for criterion in criteria]

    def _get_all_lines(self):
        """Lines of the diagnosis, those that the reader does not see included, for the rules.

        They are searched: read through ``line_ids``, they would stay in the cache of the reader.
        """
        # sudo: a rule looks at every criterion, whoever ticks one
        return self.env["regie.iae.diagnosis.line"].sudo().search([("diagnosis_id", "in", self.ids)])

    def _get_parameter(self, code):
        """Value of a dated parameter on the day and for the kind of the diagnosis; UserError (INS-P01) when none."""
        self.ensure_one()
        company = self.company_id or self.employee_id.company_id or self.env.company
        return self.env["regie.parameter"].with_company(company).get(code, self.date, kind=self.kind or None)
