from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What a validated contribution keeps as it is
SEALED = {
    *("company_id", "nature_id", "partner_id", "activity_id", "date_from", "date_to", "quantity", "person_count"),
    *("profile", "coefficient", "valuation", "amount_given", "is_valued"),
}


class RegieInkindContribution(models.Model):
    """Time, premises, goods or a service that somebody gives to the régie free of charge (ANC 2018-06, art. 211-1).

    Validated, it has the value of the rate of its day; booked, it stands in an entry of classes 86 and 87, which never
    changes the result. The state is read from what was done.
    """

    _name = "regie.inkind.contribution"
    _description = "Contribution in kind"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="What is given", required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    nature_id = fields.Many2one("regie.inkind.nature", required=True, index=True, ondelete="restrict", tracking=True)
    unit = fields.Selection(related="nature_id.unit")
    partner_id = fields.Many2one(
        "res.partner",
        string="Given by",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Empty for a group that nobody named: then say how many people.",
    )
    person_count = fields.Integer(
        string="People", default=1, help="How many people gave these hours, for a group: a day has 24 hours for each."
    )
    activity_id = fields.Many2one(
        "regie.activity",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Activity that it serves: its value is told under the result of the activity, and never changes it.",
    )
    date_from = fields.Date(string="First day", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(
        string="Last day",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="Last day, within one exercise.",
    )
    quantity = fields.Float(
        digits=(16, 2), default=1.0, tracking=True, help="Hours, days, m² × months or units, as the nature says."
    )
    profile = fields.Char(string="Skill", help="Finds the rate of this skill; empty, the rate for all.")
    coefficient = fields.Float(digits=(16, 2), default=1.0, help="Multiplies the rate, by decision of the régie.")
    valuation = fields.Selection(
        [("rate", "Quantity × rate in force"), ("amount", "Amount with its evidence")],
        compute="_compute_valuation",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    amount_given = fields.Monetary(
        string="Amount", tracking=True, help="Rental value, price of an estimate or of a shop, with its evidence."
    )
    is_valued = fields.Boolean(
        string="Valued",
        default=True,
        tracking=True,
        help="Untick for what is counted and not valued: the time of the statutory meetings, for instance.",
    )
    basis = fields.Text(string="How it is counted", help="Attendance sheets, lease for use, estimate… for the annex.")
    evidence_ids = fields.Many2many("ir.attachment", copy=False)
    rate_id = fields.Many2one(
        "regie.valuation.rate", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    unit_amount = fields.Float(string="Value of a unit", digits=(16, 4), readonly=True, copy=False)
    amount = fields.Monetary(
        string="Value", readonly=True, copy=False, tracking=True, help="Set at the validation, at the rate of the day."
    )
    amount_expected = fields.Monetary(
        string="Expected value", compute="_compute_amount_expected", help="What the validation would write today."
    )
    date_validated = fields.Datetime(string="Validated on", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    move_id = fields.Many2one(
        "account.move",
        string="Entry",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
    )
    state = fields.Selection(
        [
            ("draft", "To validate"),
            ("validated", "Validated"),
            ("proposed", "Entry proposed"),
            ("booked", "Booked"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        help="Validated: it has its value. Entry proposed: a draft entry waits for the accountant. Booked: posted.",
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A contribution ends after it starts. (FIN-039)")
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0 AND coefficient > 0 AND person_count > 0)",
        "Nothing was given: the quantity, the coefficient and the people are above zero. (FIN-031)",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0 AND amount_given >= 0)", "A contribution is not worth less than nothing. (FIN-039)"
    )

    @api.depends("nature_id")
    def _compute_valuation(self):
        for contribution in self:
            contribution.valuation = contribution.nature_id.valuation or "amount"

    @api.depends("date_validated", "move_id.state", "move_id.reversal_move_ids.state")
    def _compute_state(self):
        for contribution in self:
            # sudo: who reads the contribution reads whether it is booked
            move = contribution.sudo().move_id
            reversed_ = any(reversal.state == "posted" for reversal in move.reversal_move_ids)
            if not contribution.date_validated:
                contribution.state = "draft"
            elif not move or move.state == "cancel" or reversed_:
                contribution.state = "validated"
            else:
                contribution.state = "booked" if move.state == "posted" else "proposed"

    @api.depends(
        "quantity", "coefficient", "profile", "valuation", "amount_given", "nature_id", "date_from", "is_valued"
    )
    def _compute_amount_expected(self):
        rates = self.env["regie.valuation.rate"]._get_approved(self.company_id)
        smic = rates._get_smic()
        for contribution in self:
            contribution.amount_expected = contribution.amount
            if contribution.date_validated or not contribution.nature_id or not contribution.date_from:
                continue
            try:
                contribution.amount_expected = contribution._get_value(rates, smic)["amount"]
            except UserError:  # no rate yet: the validation says it
                contribution.amount_expected = 0

    @api.constrains("date_from", "date_to", "quantity", "person_count", "partner_id", "nature_id")
    def _check_hours(self):
        """A person has 24 hours a day, over all contributions. (FIN-031)"""
        timed = self.filtered(lambda contribution: contribution.unit == "hour")
        for contribution in timed:
            days = (contribution.date_to - contribution.date_from).days + 1
            if not 0 < contribution.quantity <= 24 * days * contribution.person_count:
                contribution._refuse_hours(contribution.quantity)
        day_long = timed.filtered(lambda line: line.partner_id and line.date_from == line.date_to)
        groups = self._read_group(
            [
                ("partner_id", "in", day_long.partner_id.ids),
                ("date_from", "in", day_long.mapped("date_from")),
                ("nature_id.unit", "=", "hour"),
                ("person_count", "=", 1),
            ],
            ["partner_id", "date_from:day", "date_to:day"],
            ["quantity:sum", "id:recordset"],
        )
        for _partner, first, last, hours, found in groups:
            if first == last and hours > 24:
                found[:1]._refuse_hours(hours)

    def _refuse_hours(self, hours):
        raise ValidationError(
            self.env._(
                "Invalid duration: %(hours)s h for “%(name)s”. A person has 24 hours a day. (FIN-031)",
                hours=f"{hours:g}",
                name=self.name,
            )
        )

    def write(self, vals):
        """Refuse to change what a validated contribution says. (FIN-035)"""
        if SEALED & vals.keys():
            self._check_not_validated()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self._check_not_validated()

    def _check_not_validated(self):
        for contribution in self.filtered("date_validated"):
            raise UserError(
                self.env._(
                    "“%(name)s” is validated: reopen it first, once its entry is reversed if it has one. (FIN-035)",
                    name=contribution.name,
                )
            )

    @api.model
    def _get_bookable_domain(self, company, date_from, date_to):
        """Contributions that an entry of the period can take: validated, valued, not yet in an entry."""
        return Domain(
            [
                ("company_id", "=", company.id),
                ("state", "=", "validated"),
                ("is_valued", "=", True),
                ("amount", ">", 0),
                ("date_to", ">=", date_from),
                ("date_to", "<=", date_to),
            ]
        )
