from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, formatLang

#: States in which nothing is left to do with the money.
SETTLED = ("released", "partially_retained", "retained", "waived")


class RegieLoanDeposit(models.Model):
    """The deposit of a loan: asked for, held, then given back or kept, with its reason. gup_services.md, 5.11.

    A deposit is not revenue: no entry is made here. One that is cashed goes to the account named in the settings of the
    company; a cheque that is not cashed is only followed.
    """

    _name = "regie.loan.deposit"
    _description = "Deposit of a loan"
    _inherit = ["regie.fact.guard", "mail.thread"]
    _order = "id desc"
    _rec_name = "loan_id"
    _check_company_auto = True

    loan_id = fields.Many2one("regie.loan", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="loan_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one(related="loan_id.partner_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True, tracking=True, help="Of the models of the loan.")
    method = fields.Selection(
        [
            ("cheque", "Cheque, not cashed"),
            ("cash", "Cash"),
            ("card", "Card imprint"),
            ("commitment", "Written commitment"),
        ],
        tracking=True,
    )
    reference = fields.Char(help="Number of the cheque, of the receipt, of the imprint.")
    date_received = fields.Datetime(string="Received on", readonly=True, copy=False, tracking=True)
    received_by_id = fields.Many2one("res.users", string="Received by", readonly=True, copy=False)
    date_settled = fields.Datetime(string="Settled on", readonly=True, copy=False, tracking=True)
    settled_by_id = fields.Many2one("res.users", string="Settled by", readonly=True, copy=False)
    amount_retained = fields.Monetary(string="Kept", readonly=True, copy=False, tracking=True)
    retention_reason = fields.Text(string="Why it is kept", readonly=True, copy=False)
    date_waived = fields.Datetime(string="Waived on", readonly=True, copy=False, tracking=True)
    waived_by_id = fields.Many2one("res.users", string="Waived by", readonly=True, copy=False)
    waiver_reason = fields.Text(string="Why it is waived", readonly=True, copy=False)
    photo_ids = fields.One2many("regie.loan.photo", "deposit_id", string="Photos")
    account_code = fields.Char(related="company_id.regie_deposit_account")
    state = fields.Selection(
        [
            ("expected", "Expected"),
            ("held", "Held"),
            ("released", "Given back"),
            ("partially_retained", "Kept in part"),
            ("retained", "Kept"),
            ("waived", "Waived"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        help="Worked out from the days it was received, settled or waived.",
    )

    _loan_uniq = models.UniqueIndex("(loan_id)", "This loan already has its deposit.")
    _amount_positive = models.Constraint("CHECK (amount >= 0)", "A deposit is not negative. (E-LOAN-19)")
    _retained_range = models.Constraint(
        "CHECK (amount_retained IS NULL OR amount_retained BETWEEN 0 AND amount)",
        "What is kept is more than the deposit. (E-LOAN-16)",
    )

    @api.depends("date_received", "date_settled", "date_waived", "amount", "amount_retained")
    def _compute_state(self):
        for deposit in self:
            if deposit.date_waived:
                deposit.state = "waived"
            elif not deposit.date_settled:
                deposit.state = "held" if deposit.date_received else "expected"
            elif not deposit.amount_retained:
                deposit.state = "released"
            else:
                whole = float_compare(deposit.amount_retained, deposit.amount, precision_digits=2) >= 0
                deposit.state = "retained" if whole else "partially_retained"

    @api.model_create_multi
    def create(self, vals_list):
        """Create the deposits of loans; their amount is that of the tools, whoever asks."""
        loans = self.env["regie.loan"].browse(vals["loan_id"] for vals in vals_list)
        amounts = {loan.id: loan._get_deposit_amount() for loan in loans}
        # sudo: the amount is a fact read from the models; the rights were checked by the check below
        self.check_access("create")
        deposits = super(RegieLoanDeposit, self.sudo()).create(
            [
                {"amount": amounts[vals["loan_id"]], **(vals if self.env.su else self._split_facts(vals)[0])}
                for vals in vals_list
            ]
        )
        deposits = deposits.with_env(self.env)
        deposits.check_access("create")
        return deposits

    def action_receive(self):
        """Say that the deposit is in the hands of the régie.

        :raise UserError: E-LOAN-31 when its method is not told, E-LOAN-32 when it is not expected any more
        """
        self.check_access("write")
        for deposit in self._lock():
            deposit._check_state("expected")
            if not deposit.method:
                raise UserError(
                    self.env._("%s: how is the deposit given? Choose it. (E-LOAN-31)", deposit.loan_id.name)
                )
            deposit.write({"date_received": fields.Datetime.now(), "received_by_id": self.env.uid})
        return True

    def action_release(self):
        """Give the whole deposit back, once every tool is.

        :raise UserError: E-LOAN-32 when it is not held, E-LOAN-33 when a tool is still out
        """
        self.check_access("write")
        for deposit in self._lock():
            deposit._check_to_settle()
            deposit.write({"date_settled": fields.Datetime.now(), "settled_by_id": self.env.uid, "amount_retained": 0})
        return self.loan_id._close_when_settled()

    def action_retain(self):
        """Open the wizard that keeps all or a part of the deposit."""
        self.ensure_one()
        self._check_to_settle()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_deposit_retain_action")
        return dict(action, context={"default_deposit_id": self.id})

    def action_waive(self):
        """Open the wizard that waives the deposit, for a social reason."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_deposit_waive_action")
        return dict(action, context={"default_deposit_id": self.id})

    def _retain(self, amount, reason):
        """Keep a part or the whole of a held deposit, with its reason; the photos are there already.

        :raise UserError: E-LOAN-16 when more than the deposit, E-LOAN-32, E-LOAN-33, E-LOAN-34 without reason or photo
        """
        self.ensure_one()
        self.check_access("write")
        deposit = self._lock()
        deposit._check_to_settle()
        if float_compare(amount, deposit.amount, precision_digits=2) > 0:
            raise UserError(
                self.env._(
                    "What is kept, %(kept)s, is more than the deposit, %(amount)s. (E-LOAN-16)",
                    kept=deposit._format(amount),
                    amount=deposit._format(deposit.amount),
                )
            )
        if amount <= 0 or not (reason or "").strip() or not deposit.photo_ids:
            raise UserError(self.env._("To keep money, write how much and why, and add a photo at least. (E-LOAN-34)"))
        deposit.write(
            {
                "date_settled": fields.Datetime.now(),
                "settled_by_id": self.env.uid,
                "amount_retained": amount,
                "retention_reason": reason.strip(),
            }
        )
        return self.loan_id._close_when_settled()

    def _waive(self, reason):
        """Do without the deposit, for a reason that the manager writes.

        :raise UserError: E-LOAN-32 when it is not expected, E-LOAN-35 without the manager or a reason
        """
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("regie_loan.group_loan_manager") or not (reason or "").strip():
            raise UserError(
                self.env._("Only the manager of the tool library waives a deposit, and writes why. (E-LOAN-35)")
            )
        deposit = self._lock()
        deposit._check_state("expected")
        deposit.write(
            {"date_waived": fields.Datetime.now(), "waived_by_id": self.env.uid, "waiver_reason": reason.strip()}
        )

    def _lock(self):
        """Lock the deposits, so that two counters do not settle the same one, and return them to write their facts."""
        self.lock_for_update(allow_referencing=True)
        # sudo: what the buttons write are facts; each has checked the right to write before
        return self.sudo()

    def _check_state(self, state):
        """Raise E-LOAN-32 when a deposit is not in a state."""
        states = dict(self._fields["state"]._description_selection(self.env))
        for deposit in self:
            if deposit.state != state:
                raise UserError(
                    self.env._(
                        "The deposit of %(loan)s is “%(state)s”: this cannot be done any more. (E-LOAN-32)",
                        loan=deposit.loan_id.name,
                        state=states[deposit.state],
                    )
                )

    def _check_to_settle(self):
        self._check_state("held")
        out = self.loan_id.line_ids.filtered(lambda line: line.state in ("out", "overdue"))
        if out:
            raise UserError(
                self.env._(
                    "Take the tools back before settling the deposit: %(tools)s. (E-LOAN-33)",
                    tools=", ".join(out.item_id.mapped("display_name")),
                )
            )

    def _format(self, amount):
        return self._format_amount(amount, self.currency_id)

    @api.model
    def _format_amount(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)
