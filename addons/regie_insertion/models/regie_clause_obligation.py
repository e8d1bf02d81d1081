from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: Dated parameter of the rate that each frame asks for; the others leave it to the market.
FRAME_RATES = {"npnru_works": "npnru_travaux", "npnru_gup": "npnru_gup"}


class RegieClause(models.Model):
    """What a clause asks for, and in what quality the régie does it."""

    _inherit = "regie.clause"

    obligation_kind = fields.Selection(
        [
            ("hours", "A number of hours"),
            ("amount", "A percentage of the amount"),
            ("hours_share", "A percentage of the hours"),
            ("hires", "A number of hires"),
        ],
        string="Obligation",
        default="hours",
        required=True,
        tracking=True,
        help="How the market states the obligation. The hours in the contract, once typed, win over the formula.",
    )
    base_hours = fields.Float(
        string="Hours of the works", digits=(16, 2), help="All the hours of the works, of which a percentage is due."
    )
    hires_target = fields.Integer(string="Hires due", tracking=True, help="People to hire for the works.")
    role = fields.Selection(
        [
            ("holder", "Holder"),
            ("co_contractor", "Co-contractor"),
            ("subcontractor", "Subcontractor"),
            ("direct_order", "Direct order"),
            ("lending", "Lends its employees to the holder"),
        ],
        string="Role of the régie",
        default="holder",
        required=True,
        tracking=True,
        help="In what quality the régie realises the hours; lent hours have their own column in the declaration.",
    )
    main_contractor_id = fields.Many2one(
        "res.partner",
        string="Main contractor",
        check_company=True,
        help="The holder for whom the régie works as a subcontractor, or to whom it lends its employees.",
    )
    territory_id = fields.Many2one(
        "regie.territory", string="Territory of the works", help="The QPV where the works are, for the facilitator."
    )
    qpv_only = fields.Boolean(
        string="QPV residents only",
        compute="_compute_qpv_only",
        store=True,
        readonly=False,
        help="Only the hours of people who live in a QPV on that day count, as the NPNRU charter asks.",
    )
    rate = fields.Float(compute="_compute_rate", store=True, readonly=False)
    frame_date_start = fields.Date(
        string="Frame in force from", compute="_compute_frame_dates", help="First day of the text of the frame."
    )
    frame_date_end = fields.Date(
        string="Frame in force until",
        compute="_compute_frame_dates",
        help="Last day of the text of the frame; empty until further notice. Kept with the dated parameters.",
    )

    _hires_positive = models.Constraint("CHECK (hires_target >= 0)", "The hires due of a clause cannot be negative.")
    _base_hours_positive = models.Constraint(
        "CHECK (COALESCE(base_hours, 0) >= 0)", "The hours of the works cannot be negative."
    )

    @api.depends("frame")
    def _compute_qpv_only(self):
        for clause in self:
            clause.qpv_only = clause.frame in FRAME_RATES

    @api.depends("frame", "date_start")
    def _compute_rate(self):
        """The rate of the frame on the first day of the clause, until another one is typed; raises INS-P01."""
        for clause in self:
            code = FRAME_RATES.get(clause.frame)
            if code and clause.date_start and not clause.rate:
                clause.rate = self.env["regie.parameter"].get(code, clause.date_start)
            else:
                clause.rate = clause.rate or 0.0

    @api.depends("frame", "date_start")
    def _compute_frame_dates(self):
        parameters = self.env["regie.parameter"].sudo()
        for clause in self:
            code = FRAME_RATES.get(clause.frame)
            rows = parameters.search([("code", "=", code)], order="date_from") if code else parameters
            clause.frame_date_start = rows[:1].date_from
            clause.frame_date_end = rows[-1:].date_to

    @api.constrains("role", "main_contractor_id")
    def _check_main_contractor(self):
        for clause in self:
            if clause.role in ("subcontractor", "lending") and not clause.main_contractor_id:
                raise ValidationError(
                    self.env._(
                        "State the main contractor for whom the régie works on the clause %(clause)s. (E-MKT-05)",
                        clause=clause.display_name,
                    )
                )
