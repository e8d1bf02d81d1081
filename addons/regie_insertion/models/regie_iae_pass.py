import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import pass_iae

_NUMBER = re.compile(r"^[A-Z0-9]{12}$")

STATUSES = [
    ("future", "Valid (not started)"),
    ("valid", "Valid"),
    ("suspended", "Valid (suspended)"),
    ("expired", "Expired"),
]


class RegieIaePass(models.Model):
    """PASS IAE of a person: the State's agreement that opens the insertion pathway.

    730 days, both ends included, valid in every insertion structure. Code du travail R5132-1-1 and following.
    """

    _name = "regie.iae.pass"
    _description = "PASS IAE"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_end desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="restrict", index=True, check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(related="employee_id.department_id", string="Team")
    number = fields.Char(
        required=True,
        tracking=True,
        help="Twelve letters or digits, given by the platform of the State; blanks are removed.",
    )
    number_display = fields.Char(
        string="Number of the PASS", compute="_compute_number_display", help="Number as the State prints it."
    )
    date_start = fields.Date(required=True, tracking=True)
    date_end = fields.Date(
        compute="_compute_date_end",
        store=True,
        index=True,
        help="Last day covered: the duration of the PASS in force on its first day, both ends included.",
    )
    status = fields.Selection(
        STATUSES,
        compute="_compute_status",
        search="_search_status",
        help="Read from the dates on the current day: expired, suspended, valid, or not started yet.",
    )
    remaining_days = fields.Integer(
        compute="_compute_status", help="Days left, today included. The whole PASS as long as it has not started."
    )
    is_ending = fields.Boolean(
        string="Ends soon",
        compute="_compute_is_ending",
        search="_search_is_ending",
        help="Valid PASS whose end is within the number of months of the parameter alerte_pass_mois.",
    )

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)",
        "This PASS IAE number is already recorded for somebody else: check the number on the platform.",
    )
    # Deferred: the sentence comes from _check_single, this one stops two people who save at the same time.
    _employee_period_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(employee_id, employee_id, '[]') WITH =, "
        "daterange(date_start, date_end, '[]') WITH &&) DEFERRABLE INITIALLY DEFERRED",
        "A PASS IAE coming or in force already exists for this person. (INS-N03)",
    )

    @api.depends("number")
    def _compute_number_display(self):
        for record in self:
            record.number_display = pass_iae.display_number(record.number or "").strip()

    @api.depends("number_display")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.number_display

    @api.depends("date_start", "company_id")
    def _compute_date_end(self):
        for record in self:
            record.date_end = record.date_start and record._get_date_end()

    @api.depends("date_start", "date_end")
    def _compute_status(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.status = record._get_status(today)
            record.remaining_days = record._get_remaining_days(today)

    @api.model
    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._get_status_domains(fields.Date.context_today(self))
        return Domain.OR(domains[status] for status in value if status in domains)

    @api.depends("date_start", "date_end")
    def _compute_is_ending(self):
        ending = self.filtered_domain(self._get_ending_domain())
        for record in self:
            record.is_ending = record in ending

    @api.model
    def _search_is_ending(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_ending_domain()

    @api.constrains("number")
    def _check_number(self):
        for record in self:
            if not _NUMBER.match(record.number):
                raise ValidationError(self.env._("The number of a PASS IAE must have 12 letters or digits. (INS-N01)"))

    @api.constrains("date_start", "date_end", "employee_id")
    def _check_dates(self):
        for record in self:
            if record.date_end <= record.date_start:
                raise ValidationError(self.env._("The end date must be after the start date. (INS-N02)"))

    @api.constrains("date_start", "date_end", "employee_id")
    def _check_single(self):
        today = fields.Date.context_today(self)
        passes = self.search([("employee_id", "in", self.employee_id.ids)])
        for record in self:
            for other in passes - record:
                if other.employee_id != record.employee_id:
                    continue
                overlap = other.date_start <= record.date_end and record.date_start <= other.date_end
                if overlap or min(other.date_end, record.date_end) >= today:
                    raise ValidationError(
                        self.env._(
                            "A PASS IAE coming or in force already exists for %(name)s. (INS-N03)",
                            name=record.employee_id.name,
                        )
                    )

    @api.constrains("date_start", "date_end", "employee_id")
    def _check_contracts(self):
        self.employee_id._check_contracts_in_pass()

    @api.model_create_multi
    def create(self, vals_list):
        """Numbers are typed with or without blanks: they are kept without."""
        return super().create([self._clean_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Numbers are typed with or without blanks: they are kept without."""
        return super().write(self._clean_vals(vals))

    @api.model
    def _clean_vals(self, vals):
        if not vals.get("number"):
            return vals
        return {**vals, "number": re.sub(r"\s", "", vals["number"]).upper()}

    def _get_date_end(self):
        """Last day covered by the PASS. Suspensions and prolongations move it from here."""
        self.ensure_one()
        company = self.company_id or self.employee_id.company_id
        days = self.env["regie.parameter"].with_company(company).get("pass_duree_jours", self.date_start)
        return pass_iae.end_date(self.date_start, int(days))

    def _get_status(self, day):
        """Status on a day, in the order of the State: expired, suspended, in progress, coming."""
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return False
        if self.date_end < day:
            return "expired"
        return "future" if self.date_start > day else "valid"

    @api.model
    def _get_status_domains(self, day):
        """Domain of each status on a day, the counterpart of ``_get_status``."""
        return {
            "expired": Domain("date_end", "<", day),
            "future": Domain("date_start", ">", day),
            "valid": Domain("date_start", "<=", day) & Domain("date_end", ">=", day),
        }

    def _get_remaining_days(self, day):
        """Days left on a day, this day included."""
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return 0
        return pass_iae.remaining_days(self.date_start, self.date_end, day)

    @api.model
    def _get_ending_domain(self):
        """PASS that are not over and end within the months of the parameter ``alerte_pass_mois``."""
        today = fields.Date.context_today(self)
        limit = self.env["hr.version"]._get_alert_limit("alerte_pass_mois", "months")
        return Domain("date_end", ">=", today) & Domain("date_end", "<=", limit)
