from odoo import api, fields, models


class RegieLoan(models.Model):
    """A loan from its booking to its last return: who, when, for what, under which contract. gup_services.md, 5.3.

    What a line says of a tool (dates, state) is written on the line, so that a tool may come back before the others.
    """

    _name = "regie.loan"
    _description = "Loan"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin", "portal.mixin"]
    _order = "date_out desc, id desc"
    _check_company_auto = True

    @api.model
    def _default_site_id(self):
        """The place of the tools, when they are all kept at one."""
        groups = self.env["regie.loan.item"]._read_group(
            [("company_id", "=", self.env.company.id), ("site_id", "!=", False)], ["site_id"], limit=2
        )
        return groups[0][0] if len(groups) == 1 else self.env["regie.site"]

    name = fields.Char(string="Number", readonly=True, copy=False, default="/", index="trigram")
    partner_id = fields.Many2one(
        "res.partner", string="Borrower", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    site_id = fields.Many2one(
        "regie.site",
        string="Tool library",
        check_company=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self._default_site_id(),
        help="Its opening days and hours are those of the loans. Empty: always open.",
    )
    date_out = fields.Datetime(string="From", required=True, tracking=True)
    date_due = fields.Datetime(string="Until", required=True, tracking=True)
    purpose = fields.Char(string="For what")
    line_ids = fields.One2many("regie.loan.line", "loan_id", string="Tools", copy=True)
    tool_names = fields.Char(string="Tools lent", compute="_compute_tool_names")
    has_draft_line = fields.Boolean(compute="_compute_tool_names")
    partner_loan_count = fields.Integer(compute="_compute_partner_loan_count")
    user_id = fields.Many2one("res.users", string="Received by", default=lambda self: self.env.user)
    tutor_id = fields.Many2one("res.users", string="Followed by")
    date_asked = fields.Datetime(string="Asked on", readonly=True, copy=False)
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False)
    date_reserved = fields.Datetime(string="Booked on", readonly=True, copy=False)
    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "To approve"),
            ("reserved", "Booked"),
            ("contract", "Signed"),
            ("out", "Out"),
            ("overdue", "Late"),
            ("returned", "Returned"),
            ("closed", "Closed"),
            ("no_show", "Not collected"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        help="Worked out from the facts of the loan and of its lines.",
    )

    _name_uniq = models.UniqueIndex("(name, company_id) WHERE name <> '/'", "Another loan already bears this number.")
    _dates_ordered = models.Constraint(
        "CHECK (date_due > date_out)", "The return must follow the departure. (E-LOAN-17)"
    )

    @api.depends("date_asked", "date_reserved", "date_signed", "date_cancelled", "date_closed", "line_ids.state")
    def _compute_state(self):
        for loan in self:
            loan.state = loan._get_state()

    def _get_state(self):
        """The state of the loan, read from its facts and from the states of its lines."""
        self.ensure_one()
        states = set(self.line_ids.mapped("state"))
        if self.date_cancelled:
            return "no_show" if "no_show" in states else "cancelled"
        if self.date_closed:
            return "closed"
        for state in ("overdue", "out"):
            if state in states:
                return state
        if states and states <= {"returned", "cancelled"}:
            return "returned"
        if self.date_signed:
            return "contract"
        if self.date_reserved:
            return "reserved"
        return "asked" if self.date_asked else "draft"

    @api.depends("line_ids.item_id", "line_ids.model_id", "line_ids.state")
    def _compute_tool_names(self):
        # read together: the lines of one loan at a time would ask for their tools one by one
        names = {line: line.display_name for line in self.line_ids}
        for loan in self:
            loan.tool_names = ", ".join(names[line] for line in loan._get_listed_lines())
            loan.has_draft_line = any(line.state == "draft" for line in loan.line_ids)

    @api.depends("partner_id")
    def _compute_partner_loan_count(self):
        counts = dict(self._read_group([("partner_id", "in", self.partner_id.ids)], ["partner_id"], ["__count"]))
        for loan in self:
            loan.partner_loan_count = counts.get(loan.partner_id, 0)

    def action_open_partner_loans(self):
        """Open the loans of the borrower."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_action")
        return {**action, "domain": [("partner_id", "=", self.partner_id.id)], "context": {}}

    def _compute_access_url(self):
        super()._compute_access_url()
        for loan in self:
            loan.access_url = f"/my/prets/{loan.id}"

    def _get_listed_lines(self):
        """The tools that the borrower comes for."""
        return self.line_ids.filtered(lambda line: line.state not in ("cancelled", "no_show"))
