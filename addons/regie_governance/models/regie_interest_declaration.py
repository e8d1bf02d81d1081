import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .regie_interest_line import CREATION

SIGNED_FIELDS = {"partner_id", "company_id", "date", "line_ids", "is_without_interest", "signed_name", "practice_ids"}


class RegieInterestDeclaration(models.Model):
    """What a person who sits in an organ discloses of their interests, every year and at each new mandate (GOV-09).

    The person fills it on their own page; the secretary receives it and finds who is meant by each name.
    """

    _name = "regie.interest.declaration"
    _description = "Declaration of interests"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(
        string="Declared on", tracking=True, copy=False, help="Day on which the person signed it. Empty: a draft."
    )
    signed_name = fields.Char(string="Signed by", copy=False, help="Name typed by the person to sign.")
    date_validated = fields.Date(
        string="Received on", tracking=True, copy=False, help="Day on which the secretary looked at it."
    )
    date_end = fields.Date(
        string="Valid until",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        help="Last day. The length is set in the parameters (interest_months).",
    )
    date_due = fields.Date(
        string="Due on", copy=False, tracking=True, help="Within the month that follows a new mandate, and every year."
    )
    state = fields.Selection(
        [("draft", "To fill in"), ("submitted", "Signed"), ("validated", "Received"), ("expired", "Expired")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates, on the day you look at it: signed by the person, received by the secretary, expired"
        " after the last day.",
    )
    is_overdue = fields.Boolean(compute="_compute_state", search="_search_is_overdue")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    line_ids = fields.One2many("regie.interest.line", "declaration_id", string="Interests", copy=True)
    line_count = fields.Integer(compute="_compute_line_count")
    unmatched_count = fields.Integer(
        string="Names to match", compute="_compute_line_count", help="Names that were typed and not yet looked up."
    )
    is_without_interest = fields.Boolean(string="Declares no interest")
    practice_ids = fields.Many2many(
        "regie.good.practice",
        string="Good practice agreed to",
        domain="[('kind', '=', 'practice')]",
        help="Rules that the person says to follow; all are needed for the risk to disappear (GOV-37).",
    )
    missing_practice_count = fields.Integer(string="Rules not agreed to", compute="_compute_missing_practice_count")
    access_token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        groups="base.group_system",
        export_string_translation=False,
    )
    date_asked = fields.Datetime(string="Asked for on", readonly=True, copy=False)
    date_reminded = fields.Datetime(string="Reminded on", readonly=True, copy=False)
    date_alerted = fields.Datetime(string="President warned on", readonly=True, copy=False)

    _draft_uniq = models.UniqueIndex(
        "(partner_id, company_id) WHERE date IS NULL", "This person already has a declaration to fill in."
    )
    _token_uniq = models.UniqueIndex("(access_token)", "This link is already used.")
    _received_once_signed = models.Constraint(
        "CHECK (date_validated IS NULL OR date IS NOT NULL)", "A declaration is received once it is signed."
    )

    @api.depends("date")
    def _compute_date_end(self):
        for declaration in self:
            if not declaration.date:
                declaration.date_end = False
                continue
            parameters = self.env["regie.parameter"].with_company(declaration.company_id)
            months = int(parameters.get("interest_months", declaration.date))
            declaration.date_end = fields.Date.add(declaration.date, months=months, days=-1)

    @api.depends("date", "date_validated", "date_end", "date_due")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for declaration in self:
            if not declaration.date:
                declaration.state = "draft"
            elif declaration.date_end and declaration.date_end < today:
                declaration.state = "expired"
            else:
                declaration.state = "validated" if declaration.date_validated else "submitted"
            declaration.is_overdue = bool(
                not declaration.date and declaration.date_due and declaration.date_due < today
            )

    @api.depends_context("uid")
    @api.depends("partner_id")
    def _compute_is_mine(self):
        for declaration in self:
            declaration.is_mine = declaration.partner_id == self.env.user.partner_id

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        signed, expired = Domain("date", "!=", False), Domain("date_end", "<", "today")
        received = Domain("date_validated", "!=", False)
        domains = {
            "draft": ~signed,
            "submitted": signed & ~expired & ~received,
            "validated": signed & ~expired & received,
            "expired": signed & expired,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain([("date", "=", False), ("date_due", "<", "today")])
        return overdue if True in value else ~overdue

    @api.depends("line_ids.interest_partner_id", "line_ids.is_outside")
    def _compute_line_count(self):
        for declaration in self:
            declaration.line_count = len(declaration.line_ids)
            declaration.unmatched_count = len(declaration.line_ids.filtered("is_to_match"))

    @api.depends("practice_ids")
    def _compute_missing_practice_count(self):
        practices = self.env["regie.good.practice"].search_count([("kind", "=", "practice")])
        for declaration in self:
            declaration.missing_practice_count = practices - len(
                declaration.practice_ids.filtered(lambda practice: practice.kind == "practice" and practice.active)
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Create declarations with their interests, also those that were signed on paper."""
        declarations = super(RegieInterestDeclaration, self.with_context(interest_creation=CREATION)).create(vals_list)
        declarations = declarations.with_env(self.env)
        if any(declarations.mapped("date")):
            self.env["regie.conflict"]._sync_upcoming(declarations.company_id)
        return declarations

    def write(self, vals):
        """Keep a signed declaration as it was signed: a change is a new declaration."""
        if vals.keys() & SIGNED_FIELDS:
            self._check_not_signed(vals)
        result = super().write(vals)
        if "date" in vals:
            self.env["regie.conflict"]._sync_upcoming(self.company_id)
        return result

    def _check_not_signed(self, vals=None):
        signed = self.filtered("date")[:1]
        if signed and not (vals and set(vals) == {"line_ids"} and _only_matches(vals["line_ids"])):
            raise UserError(
                self.env._(
                    "The declaration of %(person)s was signed on %(date)s: fill in a new one, the former is kept.",
                    person=signed.partner_id.name,
                    date=fields.Date.to_string(signed.date),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        """A signed declaration is kept: the interests of a day prove why somebody left a point."""
        self._check_not_signed()

    def _sign(self, name):
        """Sign a declaration: from now on its interests are looked for among what the organs decide.

        :raise UserError: when nothing is declared, not even that there is nothing, or when something is missing
        """
        self.ensure_one()
        self._check_not_signed()
        if not (name or "").strip():
            raise UserError(self.env._("Type your name to sign."))
        if self.is_without_interest and self.line_ids:
            raise UserError(self.env._("You declare interests and no interest at once: remove one of the two."))
        if not self.is_without_interest and not self.line_ids:
            raise UserError(self.env._("Declare your interests, or tick that you have none."))
        self.line_ids._match_names()
        self.write({"date": fields.Date.context_today(self), "signed_name": name.strip()})
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_open_page(self):
        """Open the page on which the person fills in and signs their declaration."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/my/interests/{self.id}", "target": "self"}

    def action_validate(self):
        """Note that a signed declaration was received and its names looked up.

        :raise UserError: when it is not signed, or when a name waits to be matched
        """
        for declaration in self:
            if not declaration.date:
                raise UserError(self.env._("%s has not signed this declaration yet.", declaration.partner_id.name))
            waiting = declaration.line_ids.filtered("is_to_match")
            if waiting:
                raise UserError(
                    self.env._(
                        "Choose the partner meant by %s, or tick that it is not among your contacts: conflicts are"
                        " found from it.",
                        ", ".join(waiting.mapped("interest_name")),
                    )
                )
        self.filtered(lambda declaration: not declaration.date_validated).write(
            {"date_validated": fields.Date.context_today(self)}
        )

    def action_send(self):
        """Send to each person the link of their declaration."""
        template = self.env.ref("regie_governance.mail_template_interest_declaration")
        for declaration in self.filtered(lambda declaration: not declaration.date):
            template.send_mail(declaration.id)
        self.check_access("write")
        # sudo: a fact, once the right to write is checked
        self.sudo().write({"date_asked": fields.Datetime.now()})

    def _get_url(self):
        """Return the personal link of the declaration."""
        self.ensure_one()
        # sudo: the link is written in a mail to the person only
        return f"{self.get_base_url()}/my/interests/{self.id}?access_token={self.sudo().access_token}"

    def _get_last_signed(self):
        """Return the last signed declaration of the same person, to start from."""
        self.ensure_one()
        return self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("date", "!=", False),
                ("id", "!=", self.id),
            ],
            limit=1,
        )


def _only_matches(commands):
    """Tell whether commands on the lines only say who is meant by a name."""
    allowed = {"interest_partner_id", "is_outside"}
    return all(command[0] == 1 and set(command[2]) <= allowed for command in commands)
