from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date


class RegieMembershipFee(models.Model):
    """What a member owes for a year, when it is due and when it was paid."""

    _name = "regie.membership.fee"
    _description = "Fee of a year"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "year desc, membership_id, id desc"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "regie.membership", string="Member", required=True, index=True, ondelete="restrict", check_company=True
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Person", store=True, index=True)
    college_id = fields.Many2one(related="membership_id.college_id", store=True, index=True)
    company_id = fields.Many2one(related="membership_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        required=True, aggregator=None, tracking=True, help="The year in which the fee year starts: 2026."
    )
    amount = fields.Monetary(required=True, tracking=True, help="0: nothing is asked of this member this year.")
    date_due = fields.Date(string="Due on", required=True, tracking=True)
    date_paid = fields.Date(string="Paid on", tracking=True, copy=False, help="Day of the payment, as it is proved.")
    payment_mode = fields.Selection(
        [
            ("cash", "Cash"),
            ("cheque", "Cheque"),
            ("transfer", "Transfer"),
            ("card", "Card"),
            ("other", "Other"),
        ],
        tracking=True,
        copy=False,
    )
    reference = fields.Char(string="Payment reference", copy=False, help="Number of the cheque, words of the transfer…")
    date_reminded = fields.Date(string="Reminded on", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("due", "To pay"), ("late", "Late"), ("paid", "Paid"), ("free", "Nothing to pay")],
        compute="_compute_state",
        search="_search_state",
        help="Paid when it has a day of payment, late after the day it was due.",
    )

    _year_uniq = models.UniqueIndex("(membership_id, year)", "This member already has a fee for this year.")
    _amount_positive = models.Constraint("CHECK (amount >= 0)", "A fee is not negative.")

    @api.depends("partner_id", "year")
    def _compute_display_name(self):
        for fee in self:
            fee.display_name = self.env._("Fee %(year)s, %(name)s", year=fee.year, name=fee.partner_id.name or "")

    @api.depends("date_paid", "amount", "date_due")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for fee in self:
            if fee.date_paid:
                fee.state = "paid"
            elif not fee.amount:
                fee.state = "free"
            else:
                fee.state = "late" if fee.date_due and fee.date_due < today else "due"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        paid = Domain("date_paid", "!=", False)
        free = Domain("amount", "=", 0)
        late = Domain("date_due", "<", "today")
        domains = {
            "paid": paid,
            "free": ~paid & free,
            "late": ~paid & ~free & late,
            "due": ~paid & ~free & ~late,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.constrains("date_paid")
    def _check_date_paid(self):
        today = fields.Date.context_today(self)
        for fee in self:
            if fee.date_paid and fee.date_paid > today:
                raise ValidationError(
                    self.env._(
                        "%(fee)s: a payment cannot be dated %(date)s, in the future. (GOV-018)",
                        fee=fee.display_name,
                        date=format_date(self.env, fee.date_paid),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_paid(self):
        if paid := self.filtered("date_paid")[:1]:
            raise UserError(
                self.env._(
                    "%(fee)s is paid: it stays in the register. Correct its payment instead. (GOV-018)",
                    fee=paid.display_name,
                )
            )

    def action_pay(self):
        """Note that the fee is paid today; a paid fee keeps its day."""
        self.filtered(lambda fee: not fee.date_paid).write({"date_paid": fields.Date.context_today(self)})

    def action_unpay(self):
        """Take back a payment noted by mistake."""
        self.write({"date_paid": False, "payment_mode": False, "reference": False})

    def action_remind(self):
        """Write to the members whose fee is not paid and note the day.

        :raise UserError: GOV-018 when nobody is to be written to
        """
        reachable = self.filtered(lambda fee: fee.state in ("due", "late") and fee._get_contact().email)
        if not reachable:
            raise UserError(
                self.env._("No unpaid fee of a member with an e-mail address here: nobody to write to. (GOV-018)")
            )
        reachable._send()
        reachable.check_access("write")
        # sudo: a fact, once the right to write is checked
        reachable.sudo().write({"date_reminded": fields.Date.context_today(self)})
        return True

    def action_print_receipt(self):
        """Print the receipt of a paid fee.

        :raise UserError: GOV-018 when it is not paid
        """
        if unpaid := self.filtered(lambda fee: not fee.date_paid)[:1]:
            raise UserError(self.env._("%(fee)s is not paid: no receipt yet. (GOV-018)", fee=unpaid.display_name))
        return self.env.ref("regie_governance.regie_membership_fee_report").report_action(self)

    def _send(self):
        """Write to each member what is due, until when and how to pay it."""
        template = self.env.ref("regie_governance.mail_template_membership_fee")
        for fee in self:
            fee.message_post_with_source(template, subtype_xmlid="mail.mt_comment")

    def _get_contact(self):
        """Return who is written to about the fee: the organisation or the person, else who represents it."""
        self.ensure_one()
        return self.partner_id if self.partner_id.email else self.membership_id.voter_id

    def _get_receipt_number(self):
        """Return the number of the receipt: the year and the rank of the fee in the database."""
        self.ensure_one()
        return f"{self.year}-{self.id:05}"

    def _get_portal_url(self):
        """Return the address of the member's page."""
        return f"{self.get_base_url()}/my/membership"
