from odoo import Command

from .common import USER
from .counter import CounterCase, picture


class TestContract(CounterCase):
    """The contract and the receipt, as they are printed."""

    def _print(self, report, loan):
        agent = self._create_user(f"keeper{loan.id}", USER)
        action = self.env.ref(f"regie_loan.regie_loan_report_{report}").with_user(agent)
        html = action._render_qweb_html(action.report_name, loan.ids)[0].decode()
        pdf, _kind = action.with_context(force_report_rendering=True)._render_qweb_pdf(action.report_name, loan.ids)
        self.assertTrue(pdf.startswith(b"%PDF"))
        return html

    def test_free_loan_prints_two_copies_with_sums_in_letters_and_the_state(self):
        model = self._create_model("Sander", deposit=80, replacement_value=1150)
        loan = self._lend(model, check={"photo": True, "note": "Scratch on the side"}, purpose="A wall")
        html = self._print("contract", loan)
        for text in ("Loan for use", "Copy 1 of 2", "Copy 2 of 2", "mille cent cinquante euros", "A wall"):
            self.assertIn(text, html)
        for text in ("quatre-vingts euros", "Scratch on the side", "Cheque", "1880", "data:image/png"):
            self.assertEqual(text in html, text != "1880", text)
        self.assertIn("The tools are lent free of charge", html)
        self.assertNotIn("The tools are rented", html)

    def test_paid_loan_prints_a_rental(self):
        policy = self._create_policy(fee_method="per_day", daily_fee=3)
        loan = self._sign(self._create_loan(self._create_model(policy=policy), start=0, reserve=True))
        html = self._print("contract", loan)
        self.assertIn("Rental agreement", html)
        self.assertIn("The tools are rented", html)

    def test_clause_of_the_regie_is_printed_and_that_of_another_is_not(self):
        other = self._create_company()
        for code, company in (("ours", self.company), ("theirs", other)):
            self.env["regie.loan.clause"].create(
                {"name": code, "code": code, "body": f"Clause of {code}", "company_id": company.id}
            )
        html = self._print("contract", self._create_loan(self._create_model(), reserve=True))
        self.assertIn("Clause of ours", html)
        self.assertNotIn("Clause of theirs", html)

    def test_receipt_says_what_is_kept_in_letters_and_why(self):
        loan = self._give_back(self._lend(self._create_model("Sander", deposit=80)))
        loan.deposit_id.photo_ids = [Command.create({"image": picture()})]
        loan.deposit_id._retain(18.5, "The guard is broken")
        html = self._print("receipt", loan)
        for text in ("dix-huit euros et cinquante centimes", "The guard is broken", "Kept in part", "61"):
            self.assertIn(text, html)

    def test_buttons_print(self):
        loan = self._create_loan(self._create_model(), reserve=True)
        self.assertEqual(loan.action_print_contract()["report_name"], "regie_loan.report_contract")
        self.assertEqual(loan.action_print_receipt()["report_name"], "regie_loan.report_receipt")
