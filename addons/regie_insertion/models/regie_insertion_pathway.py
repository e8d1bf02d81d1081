from odoo import api, fields, models
from odoo.exceptions import ValidationError

STATES = [
    ("candidate", "Candidate"),
    ("waiting_pass", "Waiting for the PASS"),
    ("running", "In progress"),
    ("suspended", "Suspended"),
    ("exited", "Exited"),
    ("follow_up", "Followed after the exit"),
    ("closed", "Pathway closed"),
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
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        group_expand=True,
        help="Follows from the facts: contract and PASS IAE of the day, refusal, exit, follow-up. "
        "Read again every night.",
    )
    is_exit_missing = fields.Boolean(
        string="Exit to record",
        compute="_compute_state",
        store=True,
        help="The last contract is over and no exit says what became of the person.",
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
    is_fse = fields.Boolean(
        string="Followed under FSE+",
        tracking=True,
        help="Ticked: the exit also plans the questionnaire of the European fund, six months later.",
    )
    closed_on = fields.Date(tracking=True, help="Day on which nothing more is expected: follow-up done or given up.")
    exit_id = fields.Many2one("regie.insertion.exit", compute="_compute_exit_id", store=True, help="Final exit.")
    exit_ids = fields.One2many("regie.insertion.exit", "pathway_id", string="Exits")
    follow_up_ids = fields.One2many("regie.insertion.follow.up", "pathway_id", string="Follow-up after the exit")
    date_end = fields.Date(related="exit_id.date", string="Exit on", store=True)
    exit_category = fields.Selection(related="exit_id.category", string="Category of the exit")
    exit_state = fields.Selection(related="exit_id.state", string="State of the exit")
    active = fields.Boolean(default=True)

    # Deferred: the sentence comes from _check_single_open, this one stops two people who save at the same time.
    _open_excl = models.Constraint(
        "EXCLUDE USING btree (employee_id WITH =) WHERE (active AND refused_on IS NULL AND date_end IS NULL) "
        "DEFERRABLE INITIALLY DEFERRED",
        "This person already has an open pathway. (INS-J02)",
    )

    @api.depends("employee_id.name", "date_start")
    def _compute_display_name(self):
        for pathway in self:
            pathway.display_name = pathway.employee_id.name or ""

    @api.depends("exit_ids.cancelled_on")
    def _compute_exit_id(self):
        for pathway in self:
            pathway.exit_id = pathway.exit_ids.filtered(lambda leaving: not leaving.cancelled_on)[:1]

    @api.depends(
        "date_start",
        "refused_on",
        "closed_on",
        "exit_id",
        "exit_ids.date",
        "exit_ids.state",
        "employee_id.version_ids.active",
        "employee_id.version_ids.iae_form",
        "employee_id.version_ids.contract_date_start",
        "employee_id.version_ids.contract_date_end",
        "employee_id.pass_ids.date_start",
        "employee_id.pass_ids.date_end",
    )
    def _compute_state(self):
        today = fields.Date.context_today(self)
        contracts = self._get_contracts()
        for pathway in self:
            periods = contracts[pathway]
            pathway.state = pathway._get_state(today, periods)
            pathway.is_exit_missing = (
                not (pathway.exit_id or pathway.refused_on)
                and bool(periods)
                and all(end and end < today for _start, end in periods)
            )

    @api.constrains("date_start", "refused_on", "closed_on")
    def _check_dates(self):
        for pathway in self:
            for day in (pathway.refused_on, pathway.closed_on):
                if day and day < pathway.date_start:
                    raise ValidationError(
                        self.env._("A pathway cannot be refused or closed before the day of its entry. (INS-J01)")
                    )

    @api.constrains("employee_id", "active", "refused_on", "date_end")
    def _check_single_open(self):
        opened = self.filtered(lambda pathway: pathway._is_open())
        groups = self.sudo()._read_group(
            [("employee_id", "in", opened.employee_id.ids), ("refused_on", "=", False), ("date_end", "=", False)],
            ["employee_id"],
            having=[("__count", ">", 1)],
        )
        if groups:
            raise ValidationError(self.env._("This person already has an open pathway. (INS-J02)"))

    @api.constrains("refused_on", "exit_id")
    def _check_refused(self):
        for pathway in self:
            if pathway.refused_on and pathway.exit_id:
                raise ValidationError(self.env._("A pathway that was refused has no exit: nobody entered. (INS-J03)"))

    def _is_open(self):
        """Whether the person is still on the way: neither refused nor gone."""
        self.ensure_one()
        return bool(self.active and not self.refused_on and not self.date_end)

    def _get_state(self, today, periods):
        """State on a day, from the facts; ``periods``: first and last days of the insertion contracts."""
        self.ensure_one()
        if self.refused_on:
            return "refused"
        if self.exit_id and self.exit_id.date <= today:
            if self.closed_on:
                return "closed"
            return "exited" if self.exit_id.state == "to_document" else "follow_up"
        statuses = {record._get_status(today) for record in self.employee_id.pass_ids}
        started = any(start <= today for start, _end in periods)
        if started and statuses & {"valid", "suspended"}:
            return "running" if "valid" in statuses else "suspended"
        return "waiting_pass" if periods else "candidate"
