from odoo import api, fields, models
from odoo.tools import SQL

STATES = [
    ("planned", "Planned"),
    ("in_progress", "In progress"),
    ("done", "Done"),
    ("validated", "Validated"),
    ("missed", "Missed"),
    ("cancelled", "Cancelled"),
]


class RegieIntervention(models.Model):
    """A pass on a site: planned, started, done with its proof, validated; missed or cancelled with its reason.

    Its hours are the timesheet lines that name it: nobody types them a second time. No chatter here: there are tens of
    thousands of them. Domain: gup_services.md, 1.6.
    """

    _name = "regie.intervention"
    _description = "Pass"
    _inherit = ["regie.fact.defaults"]
    _order = "date_planned desc, time_start, id"
    _rec_names_search = ["name", "site_id.complete_name"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    service_id = fields.Many2one(
        "regie.service", string="Recurring service", index="btree_not_null", ondelete="restrict", check_company=True
    )
    slot = fields.Integer(default=1, help="Order in the day, when a service comes back several times in one day.")
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('worksite_code', '!=', False)]",
    )
    company_id = fields.Many2one("res.company", string="Régie", required=True, default=lambda self: self.env.company)
    lot_id = fields.Many2one(related="project_id.market_lot_id", store=True, index="btree_not_null", precompute=True)
    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="restrict", check_company=True)
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, index="btree_not_null", precompute=True)
    service_type_id = fields.Many2one(
        "regie.service.type", string="Service", required=True, index=True, ondelete="restrict", check_company=True
    )
    family_id = fields.Many2one(related="service_type_id.family_id", store=True, precompute=True)
    department_id = fields.Many2one("hr.department", string="Team", index="btree_not_null", check_company=True)
    employee_ids = fields.Many2many(
        "hr.employee",
        "regie_intervention_employee_rel",
        string="Crew",
        check_company=True,
        groups="regie_gup.group_gup_read",
        help="Who is expected; the hours say who came.",
    )
    date_planned = fields.Date(string="Day", required=True, default=fields.Date.context_today)
    time_start = fields.Float(string="From", help="Hour of the day, 0 when free.")
    time_end = fields.Float(string="Until")
    planned_minutes = fields.Integer(string="Length (min)")
    # Facts: written by the buttons of the pass, never by hand
    date_started = fields.Datetime(string="Started at", readonly=True, copy=False)
    date_done = fields.Datetime(string="Ended at", readonly=True, copy=False)
    date_validated = fields.Datetime(string="Validated at", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    date_missed = fields.Date(string="Missed on", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled at", readonly=True, copy=False)
    state = fields.Selection(STATES, compute="_compute_state", store=True, precompute=True, index=True)
    reason_id = fields.Many2one("regie.intervention.reason", copy=False, ondelete="restrict")
    caught_up_id = fields.Many2one(
        "regie.intervention",
        string="Catches up",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The missed pass that this one replaces.",
    )
    line_ids = fields.One2many(
        "account.analytic.line", "intervention_id", string="Hours", groups="hr_timesheet.group_hr_timesheet_user"
    )
    hours = fields.Float(string="Hours worked", compute="_compute_hours", digits=(16, 2))
    note = fields.Text(copy=False)

    _company_day = models.Index("(company_id, date_planned)")
    _site_day = models.Index("(site_id, date_planned)")

    @api.depends("date_started", "date_done", "date_validated", "date_missed", "date_cancelled")
    def _compute_state(self):
        for one in self:
            if one.date_cancelled:
                one.state = "cancelled"
            elif one.date_validated:
                one.state = "validated"
            elif one.date_done:
                one.state = "done"
            elif one.date_started:
                one.state = "in_progress"
            else:
                one.state = "missed" if one.date_missed else "planned"

    @api.depends("line_ids.unit_amount")
    def _compute_hours(self):
        # sudo: the sum of the hours of a pass names nobody; the landlord and the board read it
        groups = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group([("intervention_id", "in", self.ids)], ["intervention_id"], ["unit_amount:sum"])
        )
        hours = {one.id: total for one, total in groups}
        for one in self:
            one.hours = hours.get(one.id, 0.0)

    @api.depends("name", "site_id", "service_type_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.name} {one.service_type_id.name or ''} · {one.site_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """Create passes, with the numbers of their régie drawn in one go."""
        for vals in vals_list:
            vals.setdefault("company_id", self.env.company.id)
        by_company = {}
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                by_company.setdefault(vals["company_id"], []).append(vals)
        for company_id, unnamed in by_company.items():
            numbers = self._next_numbers(company_id, len(unnamed))
            for vals, number in zip(unnamed, numbers, strict=True):
                vals["name"] = number
        return super().create(vals_list)

    @api.model
    def _next_numbers(self, company_id, count):
        """Draw ``count`` numbers of a régie from PostgreSQL in one statement: a year of rounds is one batch."""
        # sudo: whoever plans a pass does not read the sequences
        sequences = self.env["ir.sequence"].sudo()
        domain = [("code", "=", "regie.intervention"), ("company_id", "in", [company_id, False])]
        sequence = sequences.search(domain, order="company_id", limit=1)
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"ir_sequence_{sequence.id:03}", count)
        )
        return [sequence.get_next_char(number) for (number,) in rows]
