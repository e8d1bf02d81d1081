from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [
    ("candidate", "Candidate"),
    ("waiting_pass", "Waiting for the PASS"),
    ("running", "In progress"),
    ("suspended", "Suspended"),
    ("exited", "Exited"),
    ("follow_up", "Followed after the exit"),
    ("closed", "Closed"),
    ("refused", "Refused"),
]


class RegieInsertionPathway(models.Model):
    """Insertion pathway (*parcours*) of a person in the régie, from the first meeting to the exit and its follow-up.

    One person has one open pathway at a time; contracts, PASS IAE, accompaniment and exit hang on it.
    """

    _name = "regie.insertion.pathway"
    _description = "Insertion pathway"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
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
    department_id = fields.Many2one(related="employee_id.department_id", string="Team", store=True, index=True)
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="Agreement under which the person enters. Empty: the one of the contract answers.",
    )
    social_worker_id = fields.Many2one(
        "res.users",
        string="Social adviser (CIP)",
        default=lambda self: self.env.user,
        check_company=True,
        index=True,
        tracking=True,
        help="Referent of the person: writes and reads the confidential part of the accompaniment.",
    )
    substitute_ids = fields.Many2many(
        "res.users",
        string="Substitutes",
        check_company=True,
        help="Advisers who stand in for the referent, with the same rights on this pathway.",
    )
    date_start = fields.Date(
        string="Entry",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="First day in the structure: the first day of the first contract once there is one.",
    )
    refused_on = fields.Date(tracking=True, help="Day on which the application was refused. Filled in: no entry.")
    refusal_reason = fields.Char(tracking=True)
    closed_on = fields.Date(tracking=True, help="Day on which nothing more is expected: follow-up done or given up.")
    exit_id = fields.Many2one("regie.insertion.exit", compute="_compute_exit_id", store=True, help="Final exit.")
    exit_ids = fields.One2many("regie.insertion.exit", "pathway_id", string="Exits")
    date_end = fields.Date(related="exit_id.date", string="Exit on", store=True)
    active = fields.Boolean(default=True)

    @api.depends("employee_id.name", "date_start")
    def _compute_display_name(self):
        for pathway in self:
            pathway.display_name = pathway.employee_id.name or ""

    @api.depends("exit_ids")
    def _compute_exit_id(self):
        for pathway in self:
            pathway.exit_id = pathway.exit_ids[:1]

    @api.constrains("date_start", "refused_on", "closed_on")
    def _check_dates(self):
        for pathway in self:
            for day in (pathway.refused_on, pathway.closed_on):
                if day and day < pathway.date_start:
                    raise ValidationError(
                        self.env._("A pathway cannot be refused or closed before the day of its entry. (INS-J01)")
                    )
