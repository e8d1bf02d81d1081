from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

KINDS = [
    ("instalment", "Monthly instalment"),
    ("regularisation", "Regularisation"),
    ("modulation", "Modulated part"),
]


class RegieIaeAidPayment(models.Model):
    """One payment of the aide au poste: what the schedule of the annex expects, and what the State really paid.

    The schedule writes what is expected and never touches a payment that was received. Code du travail R5132-7,
    R5132-8 and R5132-37; order of 5 December 2022 on the payment and the regularisation of the aid.
    """

    _name = "regie.iae.aid.payment"
    _description = "Payment of the aide au poste"
    _order = "date_month, kind, id"
    _check_company_auto = True

    annex_id = fields.Many2one(
        "regie.iae.annex", string="Financial annex", required=True, ondelete="cascade", index=True
    )
    agreement_id = fields.Many2one(related="annex_id.agreement_id", store=True, index=True)
    company_id = fields.Many2one(related="annex_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_month = fields.Date(string="Month", required=True, index=True, help="First day of the month that is paid.")
    kind = fields.Selection(KINDS, required=True, default="instalment")
    amount_expected = fields.Monetary(
        string="Expected", help="Negative: the State takes back what it paid too much (trop-perçu)."
    )
    date_expected = fields.Date(
        string="Expected on", required=True, help="End of the month, then the payment delay of the settings."
    )
    is_forecast = fields.Boolean(
        string="Forecast",
        help="The amount rests on months that are not over or have no hour yet: it moves with the hours and contracts.",
    )
    amount_received = fields.Monetary(string="Received")
    date_received = fields.Date(
        string="Received on", index=True, help="Filled in: the payment is received and its schedule no longer moves."
    )
    gap = fields.Monetary(
        compute="_compute_gap", store=True, help="Received − expected, once received. Negative: the State paid less."
    )
    state = fields.Selection(
        [("expected", "Expected"), ("late", "Late"), ("received", "Received")],
        compute="_compute_state",
        search="_search_state",
        help="Late: the expected day is over, money was to come and nothing is recorded.",
    )
    note = fields.Char(help="Why the amount differs, who was called…")

    _month_kind_uniq = models.Constraint(
        "UNIQUE (annex_id, date_month, kind)", "This payment of the month is already in the schedule of the annex."
    )
    _first_day = models.Constraint("CHECK (EXTRACT(day FROM date_month) = 1)", "A month is named by its first day.")
    _received_index = models.Index("(company_id, date_expected) WHERE date_received IS NULL")

    @api.depends("kind", "date_month", "annex_id.number")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for payment in self:
            month = format_date(self.env, payment.date_month, date_format="MMMM y") if payment.date_month else ""
            payment.display_name = f"{labels.get(payment.kind, '')}, {month} ({payment.annex_id.number or ''})"

    @api.depends("amount_expected", "amount_received", "date_received")
    def _compute_gap(self):
        for payment in self:
            payment.gap = payment.amount_received - payment.amount_expected if payment.date_received else 0

    @api.depends("amount_expected", "date_expected", "date_received")
    @api.depends_context("tz")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for payment in self:
            late = payment.date_expected and payment.date_expected < today and payment.amount_expected > 0
            payment.state = "received" if payment.date_received else "late" if late else "expected"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        waiting = Domain("date_received", "=", False)
        late = waiting & Domain("date_expected", "<", today) & Domain("amount_expected", ">", 0)
        domains = {"received": ~waiting, "late": late, "expected": waiting & ~late}
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.constrains("amount_received", "date_received", "amount_expected")
    def _check_received(self):
        today = fields.Date.context_today(self)
        for payment in self:
            if bool(payment.date_received) != bool(payment.amount_received) and (
                payment.amount_received or payment.amount_expected
            ):
                raise ValidationError(
                    self.env._(
                        "%(payment)s: the amount received and its day go together. (INS-A12)",
                        payment=payment.display_name,
                    )
                )
            if payment.date_received and payment.date_received > today:
                raise ValidationError(
                    self.env._(
                        "%(payment)s: a payment cannot be received on a day to come. (INS-A13)",
                        payment=payment.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        for payment in self:
            if payment.date_received:
                raise UserError(
                    self.env._(
                        "%(payment)s was received: empty its amount and its day before you delete it. (INS-A14)",
                        payment=payment.display_name,
                    )
                )

    def _write_changes(self, vals):
        """Write the values that differ, in cents for the amounts."""
        self.ensure_one()
        changed = {name: value for name, value in vals.items() if self[name] != value}
        if changed:
            self.write(changed)

    def action_mark_received(self):
        """Record that these payments came as expected, on their expected day or today if it is to come."""
        today = fields.Date.context_today(self)
        for payment in self.filtered(lambda payment: not payment.date_received):
            payment.write(
                {"amount_received": payment.amount_expected, "date_received": min(payment.date_expected, today)}
            )
