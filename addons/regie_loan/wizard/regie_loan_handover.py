from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieLoanHandover(models.TransientModel):
    """The counter, in one page: the state of each tool, the deposit and the signature, or the return.

    It gathers what is said; the loan checks it and writes the facts.
    """

    _name = "regie.loan.handover"
    _description = "Handover at the counter"

    loan_id = fields.Many2one("regie.loan", required=True, ondelete="cascade")
    moment = fields.Selection(
        [("sign", "Signature"), ("out", "Departure"), ("in", "Return")], required=True, default="out"
    )
    partner_id = fields.Many2one(related="loan_id.partner_id")
    currency_id = fields.Many2one(related="loan_id.currency_id")
    total_amount = fields.Monetary(related="loan_id.total_amount")
    deposit_amount = fields.Monetary(related="loan_id.deposit_amount")
    deposit_words = fields.Char(related="loan_id.deposit_words")
    is_signed = fields.Boolean(compute="_compute_needs")
    needs_deposit = fields.Boolean(compute="_compute_needs")
    tool_ids = fields.One2many(
        "regie.loan.handover.tool", "handover_id", compute="_compute_tool_ids", store=True, readonly=False
    )
    answer_ids = fields.One2many(
        "regie.loan.handover.answer", "handover_id", compute="_compute_tool_ids", store=True, readonly=False
    )
    deposit_method = fields.Selection(selection=lambda self: self._get_methods(), string="Method")
    deposit_reference = fields.Char(string="Reference", help="Number of the cheque, of the receipt, of the imprint.")
    signer_name = fields.Char(string="Name of who signs", compute="_compute_signer_name", store=True, readonly=False)
    typed_words = fields.Char(string="Sum in letters, typed by the borrower")
    is_on_paper = fields.Boolean(string="Signed on paper")
    signature = fields.Image(max_width=1024, max_height=1024)

    @api.model
    def _get_methods(self):
        return self.env["regie.loan.deposit"]._fields["method"]._description_selection(self.env)

    @api.depends("loan_id")
    def _compute_needs(self):
        for wizard in self:
            loan = wizard.loan_id
            wizard.is_signed = bool(loan.date_signed)
            wizard.needs_deposit = bool(loan.deposit_amount) and loan.deposit_id.state not in ("held", "waived")

    @api.depends("loan_id")
    def _compute_signer_name(self):
        for wizard in self:
            wizard.signer_name = "" if wizard.partner_id.is_company else wizard.partner_id.name

    @api.depends("loan_id", "moment")
    def _compute_tool_ids(self):
        prompts = self.env["regie.loan.prompt"].search([])
        for wizard in self:
            lines = wizard._get_lines()
            wizard.tool_ids = [Command.clear()] + [
                Command.create({"line_id": line.id, "condition": line.item_id.condition}) for line in lines
            ]
            wizard.answer_ids = [Command.clear()] + [
                Command.create({"line_id": line.id, "prompt_id": prompt.id})
                for line in lines
                for prompt in prompts._of(line.model_id, wizard.moment)
            ]

    def _get_lines(self):
        """The tools that are looked at: those that leave, or those that are out."""
        states = ("out", "overdue") if self.moment == "in" else ("reserved", "contract")
        return self.loan_id.line_ids.filtered(
            lambda line: self.moment != "sign" and line.state in states and line.item_id
        )

    def action_all_good(self):
        """Answer that everything is there and works: the agent then changes what is not."""
        self.ensure_one()
        for answer in self.answer_ids:
            if answer.kind == "yes_no":
                answer.answer = "yes"
            elif answer.kind == "count":
                answer.write({"value": answer._get_reference(), "is_counted": True})
        return self._reopen()

    def action_confirm(self):
        """Write what was said on the loan: signature, departure or return."""
        self.ensure_one()
        loan = self.loan_id
        if self.moment == "in":
            return self._take_back()
        if self.moment == "out":
            self._write_checks("out", self.tool_ids)
        if not loan.date_signed:
            loan._sign(self.signer_name, self.signature, self.typed_words, self.is_on_paper)
        if self.moment == "out":
            if self.needs_deposit and self.deposit_method:
                deposit = loan._ensure_deposit()
                deposit.write({"method": self.deposit_method, "reference": self.deposit_reference})
                deposit.action_receive()
            loan._check_out()
        return {"type": "ir.actions.act_window_close"}

    def _take_back(self):
        tools = self.tool_ids.filtered("is_there")
        if not tools:
            raise UserError(self.env._("Tick the tools that come back. (E-LOAN-43)"))
        self._write_checks("in", tools)
        self.loan_id._take_back(tools.line_id)
        return {"type": "ir.actions.act_window_close"}

    def _write_checks(self, moment, tools):
        """Create and end the states of the tools. (E-LOAN-14)"""
        answers = self.answer_ids.grouped("line_id")
        checks = self.env["regie.loan.check"].create(
            [
                tool._prepare_check_vals(moment, answers.get(tool.line_id, self.env["regie.loan.handover.answer"]))
                for tool in tools
            ]
        )
        checks._done()

    def _reopen(self):
        return {**self.loan_id._open_handover(self.moment), "res_id": self.id}
