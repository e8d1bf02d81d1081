"""Builders with the words of the counter: questions, states, signature, deposit."""

import base64
import io
from datetime import timedelta

from PIL import Image

from odoo import Command

from .common import LoanBuilders, LoanCase


def picture(colour="red"):
    """A small PNG picture, in base64."""
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(stream, "PNG")
    return base64.b64encode(stream.getvalue())


class CounterBuilders(LoanBuilders):
    """What happens at the counter, in one word."""

    @classmethod
    def _create_prompt(cls, name="Guard in place", kind="yes_no", **vals):
        """Create a question on the tools."""
        return cls.env["regie.loan.prompt"].create(
            {"name": name, "code": f"q{next(cls._numbers)}", "kind": kind, **vals}
        )

    @classmethod
    def _check(cls, loan, moment="out", condition="good", answer="yes", photo=False, **vals):
        """Look at the tools of a loan and end it; every question of the model gets the same answer."""
        prompts = cls.env["regie.loan.prompt"].search([])
        checks = cls.env["regie.loan.check"].create(
            [
                {
                    "line_id": line.id,
                    "moment": moment,
                    "condition": condition,
                    "answer_ids": [
                        Command.create({"prompt_id": prompt.id, "answer": answer, "has_value": True})
                        for prompt in prompts._of(line.model_id, moment)
                    ],
                    "photo_ids": [Command.create({"image": picture()})] if photo else [],
                    **vals,
                }
                for line in loan.line_ids
            ]
        )
        checks._done()
        return checks

    @classmethod
    def _sign(cls, loan):
        """Have a booked loan signed, on the screen."""
        loan._sign(loan.partner_id.name, picture(), loan.deposit_words)
        return loan

    @classmethod
    def _receive(cls, loan, method="cheque"):
        """Receive the deposit of a loan."""
        deposit = loan._ensure_deposit()
        deposit.method = method
        deposit.action_receive()
        return deposit

    @classmethod
    def _lend(cls, *tools, check=None, **vals):
        """A loan from the booking of today to the departure."""
        loan = cls._create_loan(*tools, start=0, reserve=True, **vals)
        cls._check(loan, **(check or {}))
        cls._sign(loan)
        if loan.deposit_amount:
            cls._receive(loan)
        loan._check_out()
        return loan

    @classmethod
    def _move(cls, loan, days):
        """Have a loan that is out have begun, and been due, as many days earlier."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE regie_loan_line SET date_out = date_out - %(gap)s, date_due = date_due - %(gap)s,"
            " date_free = date_free - %(gap)s, date_left = date_left - %(gap)s WHERE loan_id = %(loan)s;"
            "UPDATE regie_loan SET date_out = date_out - %(gap)s, date_due = date_due - %(gap)s WHERE id = %(loan)s",
            {"gap": timedelta(days=days), "loan": loan.id},
        )
        cls.env.invalidate_all()
        return loan

    @classmethod
    def _give_back(cls, loan, **vals):
        """Look at all the tools of a loan and take them back."""
        cls._check(loan, "in", **vals)
        loan._take_back(loan.line_ids)
        return loan


class CounterCase(CounterBuilders, LoanCase):
    """The counter of a tool library."""
