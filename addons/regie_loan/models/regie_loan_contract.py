import base64
import binascii
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_is_zero, remove_accents

from odoo.addons.regie_base.tools.letters import LettersAmountError, LettersMissingError, amount_in_words_fr


class RegieLoan(models.Model):
    """The contract of a loan: free, it is a loan for use (Code civil, 1875); paid, a rental. gup_services.md, 5.8-5.9.

    The borrower promises a sum: it is signed and written by them in letters and figures (Code civil, 1376).
    """

    _inherit = "regie.loan"

    signer_name = fields.Char(string="Signed by", readonly=True, copy=False)
    signature = fields.Image(readonly=True, copy=False, max_width=1024, max_height=1024)
    typed_words = fields.Char(string="Sum typed in letters", readonly=True, copy=False)
    is_signed_on_paper = fields.Boolean(string="Signed on paper", readonly=True, copy=False)
    deposit_words = fields.Char(string="Deposit in letters", compute="_compute_deposit_words")

    @api.depends("deposit_amount")
    def _compute_deposit_words(self):
        for loan in self:
            loan.deposit_words = loan._get_words(loan.deposit_amount)

    def action_sign(self):
        """Open the signature of the contract, on the screen or on paper."""
        return self._open_handover("sign")

    def action_print_contract(self):
        """Print the contract, in two copies, with the state of the tools."""
        return self.env.ref("regie_loan.regie_loan_report_contract").report_action(self, config=False)

    def action_print_receipt(self):
        """Print the receipt of the return."""
        return self.env.ref("regie_loan.regie_loan_report_receipt").report_action(self, config=False)

    @api.model
    def _get_words(self, amount):
        """Return an amount in French letters.

        :raise UserError: E-LOAN-18 when the library is missing
        :raise ValidationError: E-LOAN-19 for a negative amount or one of more than two decimals
        """
        try:
            return amount_in_words_fr(f"{amount:.10f}".rstrip("0").rstrip("."))
        except LettersMissingError as error:
            raise UserError(
                self.env._("The num2words library is missing: the contract cannot be printed. (E-LOAN-18)")
            ) from error
        except LettersAmountError as error:
            raise ValidationError(
                self.env._("An amount is negative or has more than two decimals: %s. (E-LOAN-19)", amount)
            ) from error

    def _get_clauses(self):
        """The clauses that the contract prints, of the régie and of all, in their order."""
        self.ensure_one()
        kinds = ["both", "rental" if self._is_rental() else "free"]
        companies = [False, self.company_id.id]
        return self.env["regie.loan.clause"].search([("kind", "in", kinds), ("company_id", "in", companies)])

    def _is_rental(self):
        """Tell whether something is paid for the tools: the contract is then a rental."""
        self.ensure_one()
        return not float_is_zero(self.fee_amount, precision_digits=2)

    def _check_words(self, typed):
        """Compare the sum that the borrower typed with the deposit, whatever the case, accents and hyphens.

        :raise ValidationError: E-LOAN-15
        """
        self.ensure_one()
        if self._fold(typed) != self._fold(self.deposit_words):
            raise ValidationError(
                self.env._(
                    "The sum in letters does not match: “%(words)s” is expected. (E-LOAN-15)", words=self.deposit_words
                )
            )

    @api.model
    def _fold(self, text):
        text = remove_accents((text or "").replace("’", "'").replace("œ", "oe")).lower()
        return " ".join(re.sub(r"[-.,\s]+", " ", text).split())

    def _sign(self, name, signature=None, typed_words=None, on_paper=False):
        """Keep the signature of the borrower: the fees are fixed, the tools wait to be handed over.

        :raise UserError: E-LOAN-40 when the loan is not booked, E-LOAN-41 without a name or a drawing
        :raise ValidationError: E-LOAN-15 when the sum in letters is another one
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update(allow_referencing=True)
        if self.state != "reserved":
            raise UserError(self.env._("%s is not to be signed: book it first. (E-LOAN-40)", self.name))
        if not (name or "").strip() or not (on_paper or self._is_drawing(signature)):
            raise UserError(
                self.env._("Write the name of who signs and have it signed, on the screen or on paper. (E-LOAN-41)")
            )
        if self.deposit_amount and not on_paper:
            self._check_words(typed_words)
        deposit = self._ensure_deposit()
        fees = self._get_fees()
        # sudo: the signature and the fees are facts, written once the checks above passed
        loan = self.sudo()
        for line in loan._get_listed_lines():
            line.write(
                {"fee": float(fees.get(line.sudo(False), 0)), "replacement_value": line.model_id.replacement_value}
            )
        loan.write(
            {
                "signer_name": name.strip(),
                "signature": signature if not on_paper else False,
                "typed_words": typed_words if deposit and not on_paper else False,
                "is_signed_on_paper": on_paper,
                "date_signed": fields.Datetime.now(),
            }
        )
        self._get_listed_lines()._set_state("contract")
        self._message_log(body=self.env._("Contract signed by %s.", name.strip()))

    @api.model
    def _is_drawing(self, signature):
        """Tell whether this is a picture, in base64."""
        try:
            return base64.b64decode(signature or b"", validate=True).startswith((b"\x89PNG", b"\xff\xd8"))
        except (binascii.Error, ValueError):
            return False
