from odoo import api, fields, models
from odoo.fields import Domain


class RegieMandate(models.Model):
    """A person's seat in an organ: for what college and member, in what function, from when to when."""

    _name = "regie.mandate"
    _description = "Mandate"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "organ_id, role_id, date_start desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    organ_id = fields.Many2one(
        "regie.organ", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="organ_id.company_id", store=True, index=True, precompute=True)
    membership_id = fields.Many2one(
        "regie.membership",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Member in whose name the person sits; none for a delegate to the body of somebody else.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        domain="[('is_company', '=', False)]",
    )
    college_id = fields.Many2one(
        "regie.college",
        compute="_compute_college_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    role_id = fields.Many2one(
        "regie.mandate.role", string="Function", required=True, ondelete="restrict", tracking=True
    )
    origin = fields.Selection(
        [
            ("election", "Election"),
            ("by_right", "By right"),
            ("designation", "Designation"),
            ("cooptation", "Cooptation"),
        ],
        required=True,
        default="election",
        tracking=True,
    )
    date_start = fields.Date(string="From", required=True, default=fields.Date.context_today, tracking=True)
    date_end_planned = fields.Date(string="Planned until", tracking=True)
    date_end = fields.Date(string="Ended on", tracking=True, help="Last day of the mandate. Empty: still sits.")
    end_reason = fields.Selection(
        [
            ("term", "Term"),
            ("resignation", "Resignation"),
            ("death", "Death"),
            ("revocation", "Revocation"),
            ("moved", "Loss of quality: moved out of the territory"),
            ("office", "Loss of quality: end of an elected office"),
            ("withdrawn", "Loss of quality: designation withdrawn"),
            ("contract", "Loss of quality: end of the work contract"),
            ("absence", "Absences"),
            ("dissolution", "Dissolution of the member"),
        ],
        tracking=True,
    )
    cohort = fields.Integer(help="Group that goes out together when the organ is renewed by parts.")
    seat_number = fields.Integer()
    state = fields.Selection(
        [("coming", "To come"), ("running", "In force"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates, on the day you look at it.",
    )

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A mandate cannot end before it starts.")

    @api.depends("membership_id.voter_id")
    def _compute_partner_id(self):
        for mandate in self:
            mandate.partner_id = mandate.partner_id or mandate.membership_id.voter_id

    @api.depends("membership_id.college_id")
    def _compute_college_id(self):
        for mandate in self:
            mandate.college_id = mandate.membership_id.college_id or mandate.college_id

    @api.depends("date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for mandate in self:
            if mandate.date_end and mandate.date_end < today:
                mandate.state = "ended"
            else:
                mandate.state = "coming" if mandate.date_start and mandate.date_start > today else "running"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        ended = Domain("date_end", "<", "today")
        coming = Domain("date_start", ">", "today")
        domains = {"ended": ended, "coming": ~ended & coming, "running": ~ended & ~coming}
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _get_running_domain(self, date):
        """Return the Domain of the mandates in force on a date."""
        return Domain([("date_start", "<=", date), "|", ("date_end", "=", False), ("date_end", ">=", date)])
