from collections import defaultdict
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import contract
from .hr_version import (
    GROUP_CONTRACT,
    GROUP_CONTRACT_DATES,
    GROUP_SOCIAL,
    IAE_FORMS,
    contract_ending_search,
)
from .regie_iae_pass import STATUSES as PASS_STATUSES


class HrEmployee(models.Model):
    """Employee of the régie, with the matricule of the pay, the contract and the PASS IAE."""

    _inherit = "hr.employee"

    registration_number = fields.Char(
        index="btree_not_null",
        copy=False,
        tracking=True,
        groups=GROUP_CONTRACT,
        help="Matricule of the person in the pay. Files of hours and contracts name the person by it.",
    )
    contract_date_start = fields.Date(groups=GROUP_CONTRACT_DATES)
    contract_date_end = fields.Date(groups=GROUP_CONTRACT_DATES)
    trial_date_end = fields.Date(groups=GROUP_CONTRACT_DATES)
    iae_form = fields.Selection(related="version_id.iae_form", inherited=True, readonly=False, groups=GROUP_CONTRACT)
    weekly_hours = fields.Float(
        related="version_id.weekly_hours", inherited=True, readonly=False, groups=GROUP_CONTRACT
    )
    agreement_id = fields.Many2one(
        related="version_id.agreement_id", inherited=True, readonly=False, groups=GROUP_CONTRACT, check_company=True
    )
    territory_id = fields.Many2one(
        related="version_id.territory_id", inherited=True, readonly=False, groups="hr.group_hr_user"
    )
    short_contract_reason = fields.Selection(
        related="version_id.short_contract_reason", inherited=True, readonly=False, groups=GROUP_SOCIAL
    )
    is_contract_ending = fields.Boolean(
        string="Contract ends soon",
        compute="_compute_is_contract_ending",
        search="_search_is_contract_ending",
        groups=GROUP_CONTRACT_DATES,
        help="Contract whose end is within the number of weeks of the parameter alerte_contrat_semaines.",
    )
    pass_ids = fields.One2many("regie.iae.pass", "employee_id", string="PASS IAE", groups=GROUP_SOCIAL)
    pass_count = fields.Integer(compute="_compute_pass_id", groups=GROUP_SOCIAL)
    pass_id = fields.Many2one(
        "regie.iae.pass",
        string="Latest PASS IAE",
        compute="_compute_pass_id",
        groups=GROUP_SOCIAL,
        help="The PASS IAE that ends last.",
    )
    pass_status = fields.Selection(
        PASS_STATUSES, string="Status of the PASS", compute="_compute_pass_id", groups=GROUP_SOCIAL
    )
    pass_date_end = fields.Date(string="End of the PASS", compute="_compute_pass_id", groups=GROUP_SOCIAL)
    pass_remaining_days = fields.Integer(
        string="Days left of the PASS", compute="_compute_pass_id", groups=GROUP_SOCIAL
    )
    is_in_insertion = fields.Boolean(
        string="In insertion",
        compute="_compute_is_in_insertion",
        search="_search_is_in_insertion",
        groups=GROUP_SOCIAL,
        help="A contract and a PASS IAE both cover the current day.",
    )
    is_pass_missing = fields.Boolean(
        string="PASS IAE missing",
        compute="_compute_is_in_insertion",
        search="_search_is_pass_missing",
        groups=GROUP_SOCIAL,
        help="An insertion contract covers the current day and no PASS IAE does: these hours earn no aid.",
    )
    contract_warning = fields.Char(
        compute="_compute_contract_warning",
        groups=GROUP_SOCIAL,
        help="What the contract announces and no rule forbids, as an end after the end of the PASS IAE.",
    )

    _registration_uniq = models.Constraint(
        "UNIQUE (company_id, registration_number)",
        "This matricule is already that of another employee of the régie: check it in the pay.",
    )

    @api.depends("contract_date_start", "contract_date_end")
    def _compute_is_contract_ending(self):
        ending = self.filtered_domain(self.env["hr.version"]._get_contract_ending_domain())
        for employee in self:
            employee.is_contract_ending = employee in ending

    _search_is_contract_ending = contract_ending_search

    @api.depends("pass_ids.status", "pass_ids.date_end", "pass_ids.remaining_days")
    def _compute_pass_id(self):
        no_pass = self.env["regie.iae.pass"]
        for employee in self:
            latest = max(employee.pass_ids, key=lambda record: record.date_end or date.min, default=no_pass)
            employee.pass_count = len(employee.pass_ids)
            employee.pass_id = latest
            employee.pass_status = latest.status
            employee.pass_date_end = latest.date_end
            employee.pass_remaining_days = latest.remaining_days

    @api.depends("pass_ids.date_start", "pass_ids.date_end", "contract_date_start", "contract_date_end", "iae_form")
    def _compute_is_in_insertion(self):
        in_contract = self.filtered_domain(self._get_in_contract_domain())
        covered = self.pass_ids.filtered_domain([("status", "in", ["valid"])]).employee_id
        held = covered | self.pass_ids.filtered_domain([("status", "in", ["suspended"])]).employee_id
        for employee in self:
            is_in_contract = employee in in_contract
            employee.is_in_insertion = is_in_contract and employee in covered
            employee.is_pass_missing = is_in_contract and employee.iae_form in IAE_FORMS and employee not in held

    @api.model
    def _search_is_in_insertion(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_in_contract_domain() & Domain("pass_ids", "any", [("status", "in", ["valid"])])

    @api.model
    def _search_is_pass_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            self._get_in_contract_domain()
            & Domain("iae_form", "in", IAE_FORMS)
            & Domain("pass_ids", "not any", [("status", "in", ["valid", "suspended"])])
        )

    @api.depends("pass_ids.date_end", "contract_date_end", "iae_form")
    def _compute_contract_warning(self):
        for employee in self:
            pass_end = employee.pass_id.date_end
            past = pass_end and (not employee.contract_date_end or employee.contract_date_end > pass_end)
            employee.contract_warning = (
                self.env._("The contract goes on after the end of the PASS IAE: the aid stops on that day.")
                if past and employee.iae_form in IAE_FORMS
                else False
            )

    @api.constrains("birthday")
    def _check_birthday(self):
        employees = self.filtered("birthday")
        if not employees:
            return
        today = fields.Date.context_today(self)
        parameters = self.env["regie.parameter"]
        minimum, maximum = (int(parameters.get(code, today)) for code in ("age_minimum", "age_maximum"))
        for employee in employees:
            if employee.birthday > today - relativedelta(years=minimum):
                raise ValidationError(self.env._("The person must be over %(age)s. (INS-I06)", age=minimum))
            if employee.birthday < today - relativedelta(years=maximum):
                raise ValidationError(self.env._("The person must be under %(age)s. (INS-I07)", age=maximum))

    @api.model_create_multi
    def create(self, vals_list):
        """A matricule has no blanks around it, and an empty one is none."""
        return super().create([self._clean_registration(vals) for vals in vals_list])

    def write(self, vals):
        """A matricule has no blanks around it, and an empty one is none."""
        return super().write(self._clean_registration(vals))

    def create_version(self, values):
        """A new version is copied, then changed: the rules of its contract are read once it is whole."""
        later = self.with_context(regie_contract_rules=self.env["hr.version"]._get_later_mark())
        version = self.env["hr.version"].browse(super(HrEmployee, later).create_version(values).id)
        version._check_contract_rules()
        return version

    @api.model
    def get_import_templates(self):
        """The spreadsheet to fill in to bring in the employees of the régie."""
        return [
            {
                "label": self.env._("Import template for employees"),
                "template": "/regie_insertion/static/xlsx/employees.xlsx",
            }
        ]

    def action_open_passes(self):
        """PASS IAE of this person."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.regie_iae_pass_action")
        return {
            **action,
            "domain": [("employee_id", "=", self.id)],
            "context": {"default_employee_id": self.id, "search_default_group_status": 0},
        }

    # -- search --------------------------------------------------------------------------------

    @api.model
    def _search_display_name(self, operator, value):
        """Find by matricule too, for those who read it."""
        return self._add_registration_search(super()._search_display_name(operator, value), operator, value)

    @api.model
    def _add_registration_search(self, domain, operator, value):
        """Widen a search by name to the matricule, when the reader has the right to see it."""
        if not self._has_field_access(self._fields["registration_number"], "read"):
            return domain
        if operator in Domain.NEGATIVE_OPERATORS:
            return Domain(domain) & Domain("registration_number", operator, value)
        return Domain(domain) | Domain("registration_number", operator, value)

    @api.model
    def _get_in_contract_domain(self):
        """Employees whose current contract covers today."""
        today = fields.Date.context_today(self)
        return Domain("contract_date_start", "<=", today) & (
            Domain("contract_date_end", "=", False) | Domain("contract_date_end", ">=", today)
        )

    # -- rules ---------------------------------------------------------------------------------

    def _check_total_duration(self):
        """INS-C02: the CDDI of a person last 24 months in all; days without contract in between do not count."""
        periods = self.env["hr.version"]._get_cddi_periods(self)
        for employee in self:
            rows = periods.get(employee.id, [])
            if not rows:
                continue
            last_start, last_end = rows[-1]
            parameters = self.env["regie.parameter"].with_company(employee.company_id)
            months = int(parameters.get("cddi_max_mois", last_start))
            limit = contract.last_day(rows[0][0], months, contract.gap_days(rows))
            limit = max([limit, *employee._get_derogations("duration").mapped("date_to")])
            if not last_end or last_end > limit:
                raise ValidationError(
                    self.env._(
                        "The total duration of the CDDI cannot exceed %(months)s months without a derogation "
                        "(last possible day: %(date)s). (INS-C02)",
                        months=months,
                        date=format_date(self.env, limit, date_format="dd/MM/yyyy"),
                    )
                )

    def _check_contracts_in_pass(self):
        """INS-C05: a CDDI starts on a day that a PASS of the person covers.

        Nothing is asked of a person without PASS, nor of a contract over before the first PASS known here.
        """
        # sudo: the rule looks at the PASS of the person, whoever writes the contract
        passes = defaultdict(list)
        for employee, date_start, date_end in (
            self.env["regie.iae.pass"]
            .sudo()
            ._read_group([("employee_id", "in", self.ids)], ["employee_id", "date_start:day", "date_end:day"])
        ):
            passes[employee.id].append((date_start, date_end))
        for employee_id, rows in self.env["hr.version"]._get_cddi_periods(self).items():
            known = passes[employee_id]
            for start, end in rows:
                if not known or (end and end < min(known)[0]):
                    continue
                if not any(pass_start <= start <= pass_end for pass_start, pass_end in known):
                    raise ValidationError(
                        self.env._("The contract must start within the period covered by the PASS IAE. (INS-C05)")
                    )

    @api.model
    def _clean_registration(self, vals):
        if "registration_number" not in vals:
            return vals
        return {**vals, "registration_number": (vals["registration_number"] or "").strip() or False}
