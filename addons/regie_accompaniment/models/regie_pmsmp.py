from odoo import Command, api, fields, models
from odoo.fields import Domain

from ..tools import immersion

STATES = [
    ("draft", "Draft"),
    ("to_sign", "To sign"),
    ("signed", "Signed"),
    ("running", "In progress"),
    ("to_assess", "To assess"),
    ("done", "Finished"),
    ("interrupted", "Interrupted"),
    ("cancelled", "Cancelled"),
]
RESULTS = [
    ("completed", "Completed"),
    ("partial", "Partially completed"),
    ("no_show", "Did not show up"),
]
JOBS = [
    ("cdi", "CDI"),
    ("cdd_long", "CDD of 6 months or more"),
    ("cdd_short", "CDD under 6 months"),
    ("apprenticeship", "Work-study contract"),
    ("aided", "Aided contract"),
    ("insertion", "Insertion contract"),
    ("other", "Other"),
]


class RegiePmsmp(models.Model):
    """Immersion in a company (*PMSMP*, Cerfa 13912): a convention of a month at most between four parties.

    Code du travail L5135-1 to L5135-8 and D5135-1 to D5135-8. The person keeps contract, pay and status: the hours
    of the contract do not change, and the aid neither.
    """

    _name = "regie.pmsmp"
    _description = "Immersion (PMSMP)"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _rec_names_search = ["employee_id", "host_id"]
    _check_company_auto = True

    def _default_schedule_ids(self):
        return [
            Command.create({"weekday": str(day), "hour_from": start, "hour_to": end})
            for day in range(5)
            for start, end in ((9, 12), (13, 17))
        ]

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="restrict", index=True, check_company=True, tracking=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", string="Person", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(related="pathway_id.department_id", string="Team", store=True)
    social_worker_id = fields.Many2one(
        "res.users",
        string="Adviser",
        compute="_compute_social_worker_id",
        store=True,
        readonly=False,
        tracking=True,
        help="Who follows the immersion for the régie: named on the convention.",
    )
    prescriber_id = fields.Many2one(
        "res.partner",
        tracking=True,
        help="Who prescribes the immersion: France Travail, mission locale, Cap emploi… or the régie itself when it "
        "has an agreement for it. Empty: the régie.",
    )
    prescriber_contact = fields.Char(string="Prescriber's adviser")
    host_id = fields.Many2one("res.partner", required=True, ondelete="restrict", index=True, tracking=True)
    host_siret = fields.Char(
        string="SIRET of the host",
        compute="_compute_host_siret",
        store=True,
        readonly=False,
        help="Two places of one company are two hosts: the SIRET tells them apart.",
    )
    host_naf = fields.Char(string="NAF code", compute="_compute_host_details", store=True, readonly=False)
    host_collective_agreement = fields.Char(
        string="Collective agreement", compute="_compute_host_details", store=True, readonly=False
    )
    host_signatory = fields.Char(
        string="Signs for the host", compute="_compute_host_details", store=True, readonly=False
    )
    tutor_id = fields.Many2one("res.partner", tracking=True, help="Person who welcomes and guides the beneficiary.")
    tutor_email = fields.Char(related="tutor_id.email", string="E-mail of the tutor", readonly=False)
    tutor_phone = fields.Char(related="tutor_id.phone", string="Phone of the tutor", readonly=False)
    tutor_function = fields.Char(related="tutor_id.function", string="Job of the tutor", readonly=False)
    object_id = fields.Many2one(
        "regie.pmsmp.object",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["regie.pmsmp.object"].search([], limit=1),
        tracking=True,
    )
    goals = fields.Text(
        help="What the person wants to find out or to show. Another immersion at the same host needs others."
    )
    job_title = fields.Char(string="Job discovered")
    tasks = fields.Text(help="What the person will do, with which tools and machines.")
    prevention = fields.Text(
        string="Prevention measures", help="Risks of the post, protective equipment, instructions of safety."
    )
    place = fields.Char(
        compute="_compute_place", store=True, readonly=False, help="Where the immersion takes place, if elsewhere."
    )
    date_start = fields.Date(string="First day", required=True, tracking=True)
    date_end = fields.Date(string="Last day", required=True, tracking=True, help="One month at most, date to date.")
    days = fields.Integer(compute="_compute_days", help="Calendar days, both ends included.")
    schedule_ids = fields.One2many(
        "regie.pmsmp.schedule", "pmsmp_id", string="Weekly schedule", default=_default_schedule_ids, copy=True
    )
    weekly_hours = fields.Float(compute="_compute_weekly_hours", store=True)
    renewal_of_id = fields.Many2one(
        "regie.pmsmp",
        string="Renewal of",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        check_company=True,
        tracking=True,
        help="First immersion that this one goes on with, at the same host and for the same object.",
    )
    renewal_ids = fields.One2many("regie.pmsmp", "renewal_of_id", string="Renewals")
    representative_name = fields.Char(
        string="Legal representative", help="Needed when the person is not yet of age on the first day."
    )
    sent_on = fields.Date(string="Sent for signature on", copy=False, tracking=True)
    signed_beneficiary_on = fields.Date(string="Signed by the person", copy=False)
    signed_host_on = fields.Date(string="Signed by the host", copy=False)
    signed_prescriber_on = fields.Date(string="Signed by the prescriber", copy=False)
    signed_employer_on = fields.Date(string="Signed by the régie", copy=False, help="The employer signs too (D5135-1).")
    signed_on = fields.Date(
        compute="_compute_signed_on",
        store=True,
        tracking=True,
        help="Day of the last signature, once everybody has signed: the immersion can begin.",
    )
    cancelled_on = fields.Date(copy=False, tracking=True)
    result = fields.Selection(RESULTS, copy=False, tracking=True)
    last_day = fields.Date(string="Last day done", copy=False, tracking=True)
    missed_hours = fields.Float(copy=False)
    assessment = fields.Text(copy=False, help="What the tutor says of it: what was learnt, what remains to be.")
    are_goals_met = fields.Boolean(string="Goals met", copy=False)
    assessed_on = fields.Date(copy=False, tracking=True)
    is_hired = fields.Boolean(string="Ended with a job", copy=False, tracking=True)
    job_type = fields.Selection(JOBS, string="Kind of job", copy=False, tracking=True)
    accident_at = fields.Datetime(
        string="Work accident", copy=False, tracking=True, help="The host tells the régie within 24 hours."
    )
    accident_told_at = fields.Datetime(string="Told to the régie at", copy=False, tracking=True)
    accident_note = fields.Char(string="Circumstances", copy=False)
    is_accident_late = fields.Boolean(string="Told too late", compute="_compute_is_accident_late")
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        search="_search_state",
        help="Read from the signatures, the dates and the assessment: nobody sets it.",
    )

    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "An immersion cannot end before it starts. (INS-W07)"
    )
    # Two people may renew, or plan, the same immersion at the same moment.
    _renewal_uniq = models.UniqueIndex(
        "(renewal_of_id) WHERE renewal_of_id IS NOT NULL AND cancelled_on IS NULL",
        "An immersion can be renewed only once, for the same object. (INS-W02)",
    )
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (employee_id WITH =, host_id WITH =, daterange(date_start, date_end, '[]') WITH &&)"
        " WHERE (cancelled_on IS NULL)",
        "This person already has an immersion at this host on these days. (INS-W09)",
    )

    @api.depends("employee_id.name", "host_id.name")
    def _compute_display_name(self):
        for pmsmp in self:
            names = (pmsmp.employee_id.name, pmsmp.host_id.name)
            pmsmp.display_name = ", ".join(name for name in names if name)

    @api.depends("pathway_id")
    def _compute_social_worker_id(self):
        for pmsmp in self:
            pmsmp.social_worker_id = pmsmp.pathway_id.social_worker_id or self.env.user

    @api.depends("host_id")
    def _compute_host_siret(self):
        for pmsmp in self:
            pmsmp.host_siret = pmsmp.host_id.company_registry

    @api.depends("host_id")
    def _compute_host_details(self):
        """What was typed for the last immersion at this host is not typed again."""
        for pmsmp in self:
            known = self.search([("host_id", "=", pmsmp.host_id.id), ("id", "!=", pmsmp._origin.id)], limit=1)
            pmsmp.host_naf = known.host_naf or pmsmp.host_naf
            pmsmp.host_collective_agreement = known.host_collective_agreement or pmsmp.host_collective_agreement
            pmsmp.host_signatory = known.host_signatory or pmsmp.host_signatory

    @api.depends("host_id")
    def _compute_place(self):
        for pmsmp in self:
            pmsmp.place = (pmsmp.host_id.contact_address_inline or "") if pmsmp.host_id else pmsmp.place

    @api.depends("date_start", "date_end", "last_day", "result")
    def _compute_days(self):
        for pmsmp in self:
            periods = pmsmp._get_periods()
            pmsmp.days = immersion.days(*periods[0]) if periods else 0

    @api.depends("schedule_ids.hours")
    def _compute_weekly_hours(self):
        for pmsmp in self:
            pmsmp.weekly_hours = sum(pmsmp.schedule_ids.mapped("hours"))

    @api.depends(
        "signed_beneficiary_on", "signed_host_on", "signed_prescriber_on", "signed_employer_on", "prescriber_id"
    )
    def _compute_signed_on(self):
        for pmsmp in self:
            signatures = [pmsmp[name] for name in pmsmp._get_signatures()]
            pmsmp.signed_on = max(signatures) if all(signatures) else False

    @api.depends("accident_at", "accident_told_at")
    def _compute_is_accident_late(self):
        for pmsmp in self:
            told = pmsmp.accident_told_at or fields.Datetime.now()
            hours = (told - pmsmp.accident_at).total_seconds() / 3600 if pmsmp.accident_at else 0
            pmsmp.is_accident_late = bool(pmsmp.accident_at) and hours > pmsmp._get_parameter("pmsmp_accident_heures")

    @api.depends("sent_on", "signed_on", "date_start", "date_end", "result", "cancelled_on")
    @api.depends_context("tz")
    def _compute_state(self):
        domains = self._get_state_domains(fields.Date.context_today(self))
        for pmsmp in self:
            pmsmp.state = next((state for state, domain in domains.items() if pmsmp.filtered_domain(domain)), "draft")

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._get_state_domains(fields.Date.context_today(self))
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _get_state_domains(self, day):
        """Domain of each state on a day; each excludes the others."""
        alive = Domain("cancelled_on", "=", False) & Domain("result", "=", False)
        signed = alive & Domain("signed_on", "!=", False)
        unsigned = alive & Domain("signed_on", "=", False)
        return {
            "cancelled": Domain("cancelled_on", "!=", False),
            "done": Domain("cancelled_on", "=", False) & Domain("result", "=", "completed"),
            "interrupted": Domain("cancelled_on", "=", False) & Domain("result", "in", ["partial", "no_show"]),
            "signed": signed & Domain("date_start", ">", day),
            "running": signed & Domain("date_start", "<=", day) & Domain("date_end", ">=", day),
            "to_assess": signed & Domain("date_end", "<", day),
            "to_sign": unsigned & Domain("sent_on", "!=", False),
            "draft": unsigned & Domain("sent_on", "=", False),
        }

    def _get_signatures(self):
        """Names of the dates of signature that this convention needs: a régie that prescribes signs once."""
        self.ensure_one()
        names = ["signed_beneficiary_on", "signed_host_on", "signed_employer_on"]
        return [*names, "signed_prescriber_on"] if self.prescriber_id else names

    def _get_periods(self):
        """Period really counted at the host: to the last day done, none when nobody came or it was cancelled."""
        self.ensure_one()
        if not self.date_start or not self.date_end or self.cancelled_on or self.result == "no_show":
            return []
        end = self.last_day if self.result == "partial" and self.last_day else self.date_end
        return [(self.date_start, end)]

    def _get_parameter(self, code):
        """Figure in force on the first day of the immersion; UserError (INS-P01) when none."""
        self.ensure_one()
        day = self.date_start or fields.Date.context_today(self)
        return int(self.env["regie.parameter"].with_company(self.company_id).get(code, day))

    def _get_file_name(self):
        """Name of the printed convention."""
        self.ensure_one()
        return self.env._("PMSMP %(person)s %(day)s", person=self.employee_id.name, day=self.date_start)
