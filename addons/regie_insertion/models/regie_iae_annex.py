from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools import annex_number

ACTIVE_STATES = ("valide", "provisoire")


class RegieIaeAnnex(models.Model):
    """Financial annex (*annexe financière*): the yearly money part of an agreement.

    It carries the posts in full-time equivalents, the amount of one post and the hours of a full-time year, and
    has one monthly statement per month.
    """

    _name = "regie.iae.annex"
    _description = "Financial annex"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, number"
    _rec_name = "number"
    _check_company_auto = True

    agreement_id = fields.Many2one(
        "regie.iae.agreement", required=True, ondelete="restrict", index=True, check_company=True, tracking=True
    )
    kind = fields.Selection(related="agreement_id.kind", store=True)
    company_id = fields.Many2one(related="agreement_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    number = fields.Char(
        required=True,
        tracking=True,
        help="Number of the annex: kind, department, year, rank, then the amendment, as in ACI051170013A0M1.",
    )
    previous_id = fields.Many2one(
        "regie.iae.annex",
        string="Follows",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        help="Annex that this one amends or renews. It is marked as replaced when this one takes its days.",
    )
    date_start = fields.Date(required=True, tracking=True)
    date_end = fields.Date(required=True, tracking=True)
    deactivated_on = fields.Date(
        readonly=True, copy=False, help="Day on which the annex left the valid and provisional states."
    )
    state = fields.Selection(
        [
            ("brouillon", "Draft"),
            ("saisi", "Entered"),
            ("provisoire", "Provisional"),
            ("valide", "Valid"),
            ("historise", "Replaced"),
            ("cloture", "Closed"),
            ("annule", "Cancelled"),
            ("rejete", "Rejected"),
        ],
        required=True,
        default="brouillon",
        index=True,
        tracking=True,
        help="State of the annex at the ASP. Only a valid or provisional annex opens monthly statements.",
    )
    is_active = fields.Boolean(
        compute="_compute_is_active", store=True, help="Ticked when the state is valid or provisional."
    )
    etp_posts = fields.Float(
        string="Posts (FTE)",
        digits=(16, 2),
        required=True,
        tracking=True,
        help="Posts agreed with the State, in full-time equivalents over a year.",
    )
    unit_amount = fields.Monetary(
        string="Amount of one FTE",
        compute="_compute_unit_amount",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Aid for one full-time post over a year. Proposed from the dated parameters, corrected from the annex.",
    )
    hours_basis = fields.Float(
        string="Hours of a full-time year",
        digits=(16, 2),
        compute="_compute_hours_basis",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Hours that make one full-time equivalent. Proposed from the dated parameters for the kind.",
    )
    modulation_rate = fields.Float(
        string="Modulation (%)", digits=(5, 2), help="Part added to the aid by the préfet, in percent of the amount."
    )
    cofinancing_amount = fields.Monetary(
        string="Part of the department",
        help="Part of the aid paid by the conseil départemental for the persons on RSA.",
    )
    regularisation_months = fields.Char(
        default="5,8,11",
        help="Months of the annex in which the State sets the instalments right, separated by commas.",
    )

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)", "This financial annex is already recorded: open the one with the same number."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "An annex cannot end before it starts: correct its dates."
    )
    _etp_posts_check = models.Constraint("CHECK (etp_posts >= 0)", "The posts of an annex cannot be negative.")
    # Deferred: the sentence comes from _check_overlap, this one stops two people who save at the same time.
    _active_overlap_excl = models.Constraint(
        "EXCLUDE USING gist (int4range(agreement_id, agreement_id, '[]') WITH =, "
        "daterange(date_start, date_end, '[]') WITH &&) "
        "WHERE (state IN ('valide', 'provisoire')) DEFERRABLE INITIALLY DEFERRED",
        "The period overlaps another active financial annex. (INS-A05)",
    )

    @api.depends("state")
    def _compute_is_active(self):
        for annex in self:
            annex.is_active = annex.state in ACTIVE_STATES

    @api.constrains("number", "agreement_id")
    def _check_number(self):
        for annex in self:
            number = annex.number
            if annex_number.is_too_short(number):
                raise ValidationError(self.env._("Number of financial annex empty or too short. (INS-A01)"))
            if not annex_number.has_valid_suffix(number):
                raise ValidationError(self.env._("Wrong suffix of the number of financial annex. (INS-A02)"))
            kind = annex_number.prefix_kind(number)
            if not kind:
                raise ValidationError(self.env._("Wrong prefix of the number of financial annex. (INS-A03)"))
            if kind != annex.agreement_id.kind:
                raise ValidationError(
                    self.env._(
                        "The number of the annex does not match the kind of the agreement (%(kind)s). (INS-A04)",
                        kind=annex.agreement_id.kind,
                    )
                )

    @api.constrains("agreement_id", "date_start", "date_end", "state")
    def _check_overlap(self):
        annexes = self.search([("agreement_id", "in", self.agreement_id.ids), ("state", "in", ACTIVE_STATES)])
        for annex in self & annexes:
            if annexes.filtered(
                lambda other, annex=annex: (
                    other != annex
                    and other.agreement_id == annex.agreement_id
                    and other.date_start <= annex.date_end
                    and annex.date_start <= other.date_end
                )
            ):
                raise ValidationError(self.env._("The period overlaps another active financial annex. (INS-A05)"))

    @api.constrains("date_start", "date_end", "agreement_id")
    def _check_inside_agreement(self):
        for annex in self:
            agreement = annex.agreement_id
            if annex.date_start < agreement.date_start or annex.date_end > agreement.date_end:
                raise ValidationError(
                    self.env._(
                        "Annex %(number)s goes outside its agreement, which runs from %(start)s to %(end)s. (INS-A09)",
                        number=annex.number,
                        start=format_date(self.env, agreement.date_start),
                        end=format_date(self.env, agreement.date_end),
                    )
                )

    @api.constrains("regularisation_months")
    def _check_regularisation_months(self):
        for annex in self:
            if annex_number.parse_months(annex.regularisation_months) is None:
                raise ValidationError(
                    self.env._(
                        "The months of regularisation are rising numbers from 1 to 12, separated by commas, as in "
                        "5,8,11. (INS-A10)"
                    )
                )

    @api.constrains("modulation_rate", "date_start")
    def _check_modulation(self):
        for annex in self.filtered("modulation_rate"):
            maximum = annex.agreement_id._get_parameter(
                "modulation_max", annex.date_start, kind=annex.agreement_id.measure
            )
            if not 0 <= annex.modulation_rate <= maximum:
                raise ValidationError(
                    self.env._("The modulation must be between 0 and %(max)s %%. (INS-A07)", max=f"{maximum:g}")
                )

    @api.model
    def _get_annex(self, agreements, month):
        """Active annex of each agreement for the month of a day, as ``{agreement: annex}``.

        An agreement without active annex in that month is absent. When two annexes share the month, the one that
        starts first answers for it.
        """
        first_day = month.replace(day=1)
        annexes = self.search(
            [
                ("agreement_id", "in", agreements.ids),
                ("state", "in", ACTIVE_STATES),
                ("date_start", "<=", first_day + relativedelta(day=31)),
                ("date_end", ">=", first_day),
            ],
            order="date_start desc, id desc",
        )
        return {annex.agreement_id: annex for annex in annexes}

    def _get_last_active_day(self, today):
        """Last day, today at most, on which the annex was active; None when it never was."""
        self.ensure_one()
        if not self.date_start or not self.date_end or self.date_start > today:
            return None
        if self.state in ACTIVE_STATES:
            return min(self.date_end, today)
        return min(self.date_end, self.deactivated_on, today) if self.deactivated_on else None
