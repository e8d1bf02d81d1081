from odoo import api, fields, models
from odoo.exceptions import UserError

#: Those who live in what is not theirs: nothing begins without the written agreement of the landlord.
WITH_LANDLORD = ("social_tenant", "private_tenant", "common")
#: What the three parties signed: changed only once the project is taken up again.
SIGNED = frozenset(
    ("partner_id", "occupancy", "site_id", "landlord_id", "household_amount", "household_hours", "company_id")
)
#: What the released aid was reckoned on.
RELEASED = frozenset(("aid_planned", "has_aid_bands", "agreement_id", "household_amount"))


class RegieAraCase(models.Model):
    """A household that renovates its home with the régie, from its request to the control of the works.

    The state is read from the dates that the buttons write. Domain: gup_services.md, 6.2 and 6.3.
    """

    _name = "regie.ara.case"
    _description = "Accompanied self-renovation"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_request desc, id desc"
    _rec_names_search = ["name", "partner_id.name"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/", index="trigram")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict", tracking=True
    )
    date_request = fields.Date(string="Asked on", required=True, default=fields.Date.context_today, tracking=True)
    need = fields.Text(string="What the household wants")
    occupancy = fields.Selection(
        [
            ("social_tenant", "Tenant of a social landlord"),
            ("private_tenant", "Tenant of a private owner"),
            ("owner", "Owner who lives there"),
            ("condominium", "Condominium"),
            ("common", "Common areas of a building"),
        ],
        required=True,
        default="social_tenant",
        tracking=True,
    )
    needs_authorisation = fields.Boolean(compute="_compute_needs_authorisation")
    site_id = fields.Many2one(
        "regie.site",
        string="Building",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The building or its hall; the flat is not written down.",
    )
    territory_id = fields.Many2one(related="site_id.territory_id", store=True, index="btree_not_null")
    landlord_id = fields.Many2one(
        "res.partner",
        compute="_compute_landlord_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        help="Owner of the building, unless another one is written here.",
    )
    building_year = fields.Integer(
        string="Building permit of", help="Year of the permit: old buildings may hold asbestos or lead."
    )
    asbestos_state = fields.Selection(
        [("unknown", "Not searched for"), ("none", "None found"), ("found", "Found")],
        string="Asbestos",
        required=True,
        default="unknown",
    )
    lead_state = fields.Selection(
        [("unknown", "Not searched for"), ("none", "None found"), ("found", "Found")],
        string="Lead",
        required=True,
        default="unknown",
    )
    authorisation_date = fields.Date(string="Landlord agreed on", copy=False, tracking=True)
    authorisation_file = fields.Binary(string="Agreement of the landlord", attachment=True, copy=False)
    authorisation_filename = fields.Char(copy=False)
    insurance_date_to = fields.Date(string="Insured until", copy=False, tracking=True)
    insurance_file = fields.Binary(string="Certificate of insurance", attachment=True, copy=False)
    insurance_filename = fields.Char(copy=False)
    household_size = fields.Integer(string="People in the home", default=1)
    adult_count = fields.Integer(string="Adults who can work on it", default=1)
    tier_code = fields.Char(
        string="Band",
        compute="_compute_tier_code",
        groups="regie_services.group_tariff",
        help="Band of the tariff in force today; the income itself is nowhere.",
    )
    origin = fields.Selection(
        [
            ("mouth", "Word of mouth"),
            ("prescription", "Sent by a partner"),
            ("survey", "Building survey of the régie"),
            ("workshop", "Met at a workshop"),
            ("landlord", "Sent by the landlord"),
        ],
        string="Came through",
        default="mouth",
    )
    prescriber_id = fields.Many2one("res.partner", string="Sent by", index="btree_not_null", ondelete="restrict")
    survey_id = fields.Many2one("regie.ara.survey", index="btree_not_null", ondelete="set null", check_company=True)
    tutor_id = fields.Many2one("res.users", default=lambda self: self.env.user, index=True, tracking=True)
    room_ids = fields.One2many("regie.ara.room", "case_id", string="Rooms", copy=True)
    photo_ids = fields.One2many("regie.ara.photo", "case_id", string="Photos")
    task_ids = fields.One2many("regie.ara.task", "case_id", string="Works", copy=True)
    worktype_ids = fields.Many2many("regie.ara.worktype", string="Kinds of works", compute="_compute_worktype_ids")
    supply_ids = fields.One2many("regie.ara.supply", "case_id", string="Supplies", copy=True)
    session_ids = fields.One2many("regie.ara.session", "case_id", string="Sessions")
    signature_ids = fields.One2many("regie.ara.signature", "case_id", string="Signatures")
    charge_ids = fields.One2many("regie.ara.charge", "case_id", string="Lower charges")
    inspection_ids = fields.One2many("regie.quality.inspection", "ara_case_id", string="Controls")
    loan_ids = fields.One2many(
        "regie.loan", "ara_case_id", string="Loans of tools", groups="regie_loan.group_loan_user"
    )
    loan_count = fields.Integer(
        string="Number of loans", compute="_compute_loan_count", groups="regie_loan.group_loan_user"
    )
    household_amount = fields.Monetary(string="The household pays", tracking=True)
    household_hours = fields.Float(string="The household works (h)", tracking=True)
    household_effect = fields.Text(
        string="What it changed",
        help="What the household says of its home and of what it can now do. No health, no family life.",
    )
    satisfaction = fields.Selection(
        [("1", "Not at all"), ("2", "A little"), ("3", "Fairly"), ("4", "Yes"), ("5", "Fully")],
        string="Content with it",
    )
    # Facts: written by the buttons, never by hand
    date_visited = fields.Date(string="Visited on", readonly=True, copy=False)
    date_diagnosed = fields.Date(string="Diagnosis ended on", readonly=True, copy=False)
    date_engaged = fields.Date(string="Agreement signed on", readonly=True, copy=False)
    date_started = fields.Date(string="Works began on", readonly=True, copy=False)
    date_finished = fields.Date(string="Works ended on", readonly=True, copy=False)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False)
    date_abandoned = fields.Date(string="Given up on", readonly=True, copy=False)
    abandon_reason = fields.Text(string="Why it was given up", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("request", "Request"),
            ("visit", "Visit"),
            ("diagnosis", "Diagnosis"),
            ("project", "Project"),
            ("works", "Works"),
            ("control", "Control"),
            ("done", "Ended"),
            ("abandoned", "Given up"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
        tracking=True,
        group_expand=True,
        help="Read from what was done: the visit, the diagnosis, the signatures, the works, the control.",
    )

    _figures_positive = models.Constraint(
        "CHECK (household_size >= 1 AND adult_count >= 0 AND COALESCE(household_amount, 0) >= 0"
        " AND COALESCE(household_hours, 0) >= 0 AND COALESCE(building_year, 0) >= 0)",
        "The figures of a case are not negative, and a household has one person at least.",
    )

    @api.depends("occupancy")
    def _compute_needs_authorisation(self):
        for case in self:
            case.needs_authorisation = case.occupancy in WITH_LANDLORD

    @api.depends("site_id")
    def _compute_landlord_id(self):
        for case in self:
            case.landlord_id = case.site_id.owner_id or case.landlord_id

    @api.depends("partner_id")
    def _compute_tier_code(self):
        for case in self:
            case.tier_code = case.partner_id and case.partner_id.get_tariff_tier().code

    @api.depends("task_ids.worktype_id")
    def _compute_worktype_ids(self):
        for case in self:
            case.worktype_ids = case.task_ids.worktype_id

    def _compute_loan_count(self):
        groups = self.env["regie.loan"]._read_group(self._get_link_domain(), ["ara_case_id"], ["__count"])
        counts = {case.id: count for case, count in groups}
        for case in self:
            case.loan_count = counts.get(case.id, 0)

    @api.depends(
        *("date_visited", "date_diagnosed", "date_engaged", "date_started"),
        *("date_finished", "date_closed", "date_abandoned"),
    )
    def _compute_state(self):
        for case in self:
            case.state = case._get_state()

    def _get_state(self):
        """The state, read from the latest fact."""
        self.ensure_one()
        facts = (
            ("abandoned", self.date_abandoned),
            ("done", self.date_closed),
            ("control", self.date_finished),
            ("works", self.date_started),
            ("project", self.date_engaged),
            ("diagnosis", self.date_diagnosed),
            ("visit", self.date_visited),
        )
        return next((state for state, fact in facts if fact), "request")

    @api.model_create_multi
    def create(self, vals_list):
        """Create cases with their numbers."""
        cases = super().create(vals_list)
        for company, own in cases.grouped("company_id").items():
            # sudo: a tutor does not read the sequences; the number is a fact
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            for case in own.sudo():
                case.name = sequence.next_by_code("regie.ara.case") or "/"
        return cases

    def write(self, vals):
        """Change cases; what was signed, or what an aid was reckoned on, is not rewritten.

        :raise UserError: E-ARA-12
        """
        if not self.env.su:
            if SIGNED & vals.keys():
                self._check_not_signed()
            if RELEASED & vals.keys() and (released := self.filtered("date_aid_released")[:1]):
                raise UserError(
                    self.env._(
                        "%s: the aid is released, what it was reckoned on no longer changes. (E-ARA-12)",
                        released.display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_engaged(self):
        if engaged := self.filtered("date_engaged")[:1]:
            raise UserError(
                self.env._("%s is signed: it is not deleted. Give it up with its reason. (E-ARA-12)", engaged.name)
            )

    def _check_not_signed(self):
        """Refuse to change what the three parties signed. (E-ARA-12)"""
        if signed := self.filtered("date_engaged")[:1]:
            raise UserError(
                self.env._(
                    "%s: the agreement is signed. Take up the project again to change it: it will be signed anew."
                    " (E-ARA-12)",
                    signed.display_name,
                )
            )

    def _get_link_domain(self):
        """What other records point to these cases by: controls, loans, uses of reuse lots."""
        return [("ara_case_id", "in", self.ids)]

    def _get_file_name(self, title):
        """Name of a printed paper, without its extension: the number, never the name of the household."""
        self.ensure_one()
        return f"{title} {self.name}".replace("/", "-")
