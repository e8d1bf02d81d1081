from odoo import api, fields, models
from odoo.fields import Domain


class RegieMembership(models.Model):
    """A member of the association in a college, from the day of the request to the last one.

    A legal person sits through a permanent representative that its own body designates (GOV-07).
    """

    _name = "regie.membership"
    _description = "Membership"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "partner_id, date_start desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Member", required=True, index=True, ondelete="restrict", tracking=True
    )
    is_legal_person = fields.Boolean(related="partner_id.is_company", string="Legal person")
    college_id = fields.Many2one("regie.college", required=True, index=True, ondelete="restrict", tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_start = fields.Date(string="Member since", tracking=True, help="First day of the membership once accepted.")
    date_end = fields.Date(string="Member until", tracking=True, help="Last day. Empty: still a member.")
    end_reason = fields.Selection(
        [
            ("resignation", "Resignation"),
            ("death", "Death"),
            ("exclusion", "Exclusion"),
            ("fee", "Fee not paid"),
            ("quality", "Loss of quality (moved away, end of a mandate…)"),
            ("dissolution", "Dissolution of the member"),
        ],
        tracking=True,
    )
    date_submitted = fields.Date(string="Asked on", tracking=True, copy=False)
    date_approved = fields.Date(string="Accepted on", tracking=True, copy=False)
    date_suspended = fields.Date(
        string="Suspended since", tracking=True, copy=False, help="A suspended member neither votes nor gives a proxy."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Asked"),
            ("approved", "Admitted"),
            ("active", "Member"),
            ("suspended", "Suspended"),
            ("ended", "Ended"),
        ],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates: asked, accepted, member from the first day, suspended, ended after the last one.",
    )
    representative_id = fields.Many2one(
        "res.partner",
        string="Permanent representative",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('is_company', '=', False)]",
    )
    deputy_id = fields.Many2one(
        "res.partner", ondelete="restrict", tracking=True, domain="[('is_company', '=', False)]"
    )
    designation_body = fields.Char(
        string="Designating body", tracking=True, help="Body that decided to join and designated the representative."
    )
    designation_date = fields.Date(string="Designated on", tracking=True)
    designation_attachment_ids = fields.Many2many(
        "ir.attachment", "regie_membership_designation_rel", string="Decision of designation"
    )
    voter_id = fields.Many2one(
        "res.partner",
        string="Who votes",
        compute="_compute_voter_id",
        store=True,
        index=True,
        help="The member, or the permanent representative of a legal person.",
    )
    mandate_ids = fields.One2many("regie.mandate", "membership_id", string="Mandates")

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A membership cannot end before it starts.")

    @api.depends("date_submitted", "date_approved", "date_start", "date_end", "date_suspended")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for membership in self:
            membership.state = membership._get_state_on(today)

    def _get_state_on(self, date):
        """Return the state of a membership on a date, read from its facts."""
        self.ensure_one()
        if self.date_end and self.date_end < date:
            return "ended"
        if self.date_approved and self.date_start and self.date_start <= date:
            return "suspended" if self.date_suspended and self.date_suspended <= date else "active"
        if self.date_approved:
            return "approved"
        return "submitted" if self.date_submitted else "draft"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        approved = Domain("date_approved", "!=", False)
        started = approved & Domain("date_start", "<=", "today")
        ended = Domain("date_end", "<", "today")
        suspended = Domain("date_suspended", "<=", "today")
        domains = {
            "draft": ~ended & ~approved & Domain("date_submitted", "=", False),
            "submitted": ~ended & ~approved & Domain("date_submitted", "!=", False),
            "approved": ~ended & approved & ~started,
            "active": ~ended & started & ~suspended,
            "suspended": ~ended & started & suspended,
            "ended": ended,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("partner_id.is_company", "representative_id")
    def _compute_voter_id(self):
        for membership in self:
            is_legal = membership.partner_id.is_company
            membership.voter_id = membership.representative_id if is_legal else membership.partner_id

    @api.model
    def _get_active_domain(self, company, date):
        """Return the Domain of the members of a régie on a date, suspended ones left out."""
        return Domain(
            [
                ("company_id", "=", company.id),
                ("date_approved", "!=", False),
                ("date_start", "<=", date),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", date),
                "|",
                ("date_suspended", "=", False),
                ("date_suspended", ">", date),
            ]
        )

    def _is_fee_paid(self, date):
        """Tell, as ``{membership: bool}``, whether each has paid what is needed to vote on a date."""
        return dict.fromkeys(self, True)

    @api.model
    def _get_voters(self, company, date, statutes):
        """Return the memberships that vote in an assembly on a record date: active, in a college that votes, and with
        the fee that the statutes ask for."""
        domain = self._get_active_domain(company, date) & Domain("college_id.voice", "=", "deliberative")
        members = self.search(domain)
        if statutes.fee_condition == "none":
            return members
        paid = members._is_fee_paid(date)
        return members.filtered(paid.__getitem__)
