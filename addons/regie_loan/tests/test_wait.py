from .common import LoanCase


class TestWait(LoanCase):
    """Somebody waits for a tool and is told when it is free."""

    def _wait(self, loan, partner=None):
        return self.env["regie.loan.wait"].create(
            {
                "model_id": loan.line_ids.model_id.id,
                "partner_id": (partner or self._create_person("Lina", email="lina@example.com")).id,
                "date_out": loan.date_out,
                "date_due": loan.date_due,
            }
        )

    def test_first_who_waits_is_told_when_the_unit_is_free(self):
        loan = self._create_loan(self._create_model(), reserve=True)
        first, second = self._wait(loan), self._wait(loan)
        loan.action_cancel()
        self.assertEqual((first.state, second.state), ("told", "waiting"))
        name = self.env.ref("regie_loan.mail_template_loan_wait").model_id.model
        mail = self.env["mail.mail"].search([("model", "=", name), ("res_id", "=", first.id)])
        self.assertEqual(mail.recipient_ids, first.partner_id)

    def test_who_books_waits_no_more(self):
        loan = self._create_loan(self._create_model(), reserve=True)
        wait = self._wait(loan)
        loan.action_cancel()
        self._create_loan(loan.line_ids.model_id, partner=wait.partner_id, reserve=True)
        self.assertEqual(wait.state, "ended")

    def test_other_days_do_not_interest_who_waits(self):
        loan = self._create_loan(self._create_model(), reserve=True)
        wait = self._wait(loan)
        self._create_loan(loan.line_ids.model_id, start=10, reserve=True).action_cancel()
        self.assertFalse(wait.date_told)

    def test_booking_and_delay_are_told_to_the_borrower(self):
        person = self._create_person(email="awa@example.com")
        loan = self._create_loan(self._create_model(), partner=person, reserve=True)
        for xmlid in ("mail_template_loan_booked", "mail_template_loan_delayed"):
            mail = self.env["mail.mail"].browse(self.env.ref(f"regie_loan.{xmlid}").send_mail(loan.id))
            self.assertEqual(mail.recipient_ids, person)
            self.assertIn("Awa Diallo", mail.body_html)
