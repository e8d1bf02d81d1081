from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class RegieStatutes(models.Model):
    """A version of the statutes: the text that the members adopted, and all that it lets vary, as rules that compute.

    No law sets the quorum, the notice or the majorities of a loi-1901 association; what the statutes write becomes a
    condition of validity: the version in force on the day of a meeting applies to it.
    """

    _name = "regie.statutes"
    _description = "Version of the statutes"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Version", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_start = fields.Date(string="In force from", required=True, tracking=True)
    date_end = fields.Date(
        string="In force until", tracking=True, help="Last day of this version. Empty: until the next one."
    )
    date_adopted = fields.Date(
        string="Adopted on",
        tracking=True,
        copy=False,
        help="Day of the assembly that adopted this text. Empty: a draft that rules nothing.",
    )
    resolution_id = fields.Many2one(
        "regie.resolution", string="Adopted by", copy=False, check_company=True, ondelete="restrict"
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Text", help="The signed statutes.")
    state = fields.Selection(
        [("draft", "Draft"), ("coming", "To come"), ("in_force", "In force"), ("superseded", "Superseded")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the day of adoption and the two dates, on the day you look at it.",
    )
    legal_regime = fields.Selection(
        [("loi_1901", "Law of 1901"), ("droit_local", "Local law (Alsace-Moselle)")],
        required=True,
        default="loi_1901",
        help="Under local law the declarations to the prefecture are not prepared: the court keeps the register.",
    )
    label_type = fields.Selection(
        [("quartier", "Régie de Quartier"), ("territoire", "Régie de Territoire")],
        required=True,
        default="quartier",
        help="In a Régie de Quartier inhabitants, authorities and landlords are all there; in a Régie de Territoire"
        " the landlord may be missing.",
    )
    # Members
    admission = fields.Selection(
        [("free", "Free"), ("approval", "Approved by an organ")], required=True, default="free"
    )
    admission_organ_id = fields.Many2one("regie.organ", string="Approved by", check_company=True)
    fee_condition = fields.Selection(
        [("none", "No fee is needed to vote"), ("paid", "Fee of the year paid on the record date")],
        required=True,
        default="paid",
    )
    fee_grace_days = fields.Integer(
        string="Grace for the fee (days)",
        help="Days of a new fee year during which the last one is enough.",
    )
    is_territory_strict = fields.Boolean(
        string="Inhabitants live in the territory",
        help="A member from elsewhere is refused there. (GOV-002)",
    )
    # Composition
    majority_basis = fields.Selection(
        [
            ("mandates", "Mandates in force"),
            ("seats", "Seats of the statutes"),
            ("weight", "Weight of the votes"),
        ],
        string="Majority counted on",
        required=True,
        default="mandates",
    )
    is_majority_strict = fields.Boolean(
        string="More than half", default=True, help="Ten inhabitants out of twenty are then not a majority."
    )
    is_composition_blocking = fields.Boolean(
        string="A breach blocks the meeting",
        help="Otherwise it is told, printed and followed. (GOV-017)",
    )
    cure_months = fields.Integer(
        string="Months to restore", default=6, help="Time to restore the majority, unless an assembly comes first."
    )
    is_cooptation_allowed = fields.Boolean(string="Cooptation allowed")
    staff_share_num = fields.Integer(string="Employees: at most", default=1)
    staff_share_den = fields.Integer(string="Employees: out of", default=4)
    # Mandates
    mandate_years = fields.Integer(string="Duration of mandates (years)", default=3, help="0: no limit.")
    cohort_count = fields.Integer(
        string="Cohorts", default=1, help="3: a third goes out at each assembly; 1: all go out together."
    )
    max_consecutive_mandates = fields.Integer(string="Consecutive mandates", help="0: no limit.")
    absence_limit = fields.Integer(
        string="Absences in a row", help="Unexcused absences after which the end of the mandate is proposed. 0: none."
    )
    # Interests
    recusal_quorum_mode = fields.Selection(
        [
            ("numerator", "Leaves those present, the base stays"),
            ("both", "Counts neither in the base nor among those present"),
            ("opening", "The quorum is only checked at the opening"),
        ],
        string="Quorum after a recusal",
        required=True,
        default="numerator",
    )
    is_substitute_casting = fields.Boolean(
        string="The substitute chair has the casting vote",
        help="When the chair is recused; only if the statutes say so.",
    )
    # Ends
    reserve_rule = fields.Text(help="What the statutes say of the allocation of the result to the reserves.")
    liquidation_clause = fields.Text(help="To whom the assets go when the association ends.")
    seat_ids = fields.One2many("regie.statutes.seat", "statutes_id", string="Seats", copy=True)
    meeting_rule_ids = fields.One2many("regie.statutes.meeting.rule", "statutes_id", string="Meetings", copy=True)
    vote_rule_ids = fields.One2many("regie.statutes.vote.rule", "statutes_id", string="Votes", copy=True)
    clause_ids = fields.One2many("regie.statutes.clause", "statutes_id", string="Articles", copy=True)

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "The statutes end before they start.")
    _in_force_excl = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, daterange(date_start, date_end, '[]') WITH &&)"
        " WHERE (date_adopted IS NOT NULL)",
        "Two adopted versions of the statutes are in force on the same day: end the old one on the day before.",
    )
    _staff_share = models.Constraint(
        "CHECK (staff_share_num >= 0 AND staff_share_den > 0 AND staff_share_num <= staff_share_den)",
        "The largest share of employees is a fraction between 0 and 1.",
    )

    @api.depends("date_adopted", "date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for statutes in self:
            if not statutes.date_adopted:
                statutes.state = "draft"
            elif statutes.date_end and statutes.date_end < today:
                statutes.state = "superseded"
            elif statutes.date_start and statutes.date_start > today:
                statutes.state = "coming"
            else:
                statutes.state = "in_force"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        adopted = Domain("date_adopted", "!=", False)
        ended = Domain("date_end", "<", "today")
        coming = Domain("date_start", ">", "today")
        domains = {
            "draft": ~adopted,
            "superseded": adopted & ended,
            "coming": adopted & ~ended & coming,
            "in_force": adopted & ~ended & ~coming,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _get_in_force(self, company, date, raise_if_missing=True):
        """Return the adopted version that rules a régie on a date.

        :raise UserError: GOV-026 when there is none and ``raise_if_missing``
        """
        date = fields.Date.to_date(date)
        statutes = self.search(
            [
                ("company_id", "=", company.id),
                ("date_adopted", "!=", False),
                ("date_start", "<=", date),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", date),
            ],
            limit=1,
        )
        if not statutes and raise_if_missing:
            raise UserError(
                self.env._(
                    "No version of the statutes is in force on %(date)s: record the one that was adopted. (GOV-026)",
                    date=format_date(self.env, date),
                )
            )
        return statutes

    def _get_meeting_rule(self, organ, meeting_type):
        """Return the rule of convocation, quorum and proxies of a meeting: that of the type, else of the organ."""
        self.ensure_one()
        rules = self.meeting_rule_ids.filtered(
            lambda rule: rule.organ_id == organ and rule.meeting_type in (False, meeting_type)
        )
        return rules.sorted(lambda rule: not rule.meeting_type)[:1]

    def _get_vote_rule(self, organ, meeting_type, resolution_type):
        """Return the rule of majority of a resolution: the most specific of those that fit."""
        self.ensure_one()
        rules = self.vote_rule_ids.filtered(
            lambda rule: (
                rule.organ_id == organ
                and rule.meeting_type in (False, meeting_type)
                and rule.resolution_type in (False, resolution_type)
            )
        )
        return rules.sorted(lambda rule: (not rule.resolution_type, not rule.meeting_type))[:1]

    def _get_seat(self, organ, college):
        """Return the seats of a college in an organ; empty when the statutes say nothing of it."""
        self.ensure_one()
        return self.seat_ids.filtered(lambda seat: seat.organ_id == organ and seat.college_id == college)[:1]

    def _get_article(self, topic):
        """Return the number of the article that rules a topic, "?" when it was not noted."""
        self.ensure_one()
        return self.clause_ids.filtered(lambda clause: clause.topic == topic)[:1].article or "?"
