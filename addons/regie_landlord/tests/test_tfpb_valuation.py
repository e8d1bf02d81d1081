from datetime import date

from odoo import Command

from .common import LandlordCase


class TestTfpbValuation(LandlordCase):
    """The invoices of the régie are valued once, by the button of the action or by the accountant."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        group = cls.env["account.tax.group"].create({"name": "VAT", "company_id": cls.company.id})
        cls.vat = cls.env["account.tax"].create({"name": "VAT 20", "amount": 20, "tax_group_id": group.id})
        cls.landlord = cls._create_partner("Habitat des Érables")
        cls.year = cls._create_year(cls._create_agreement_tfpb(cls.landlord))

    @classmethod
    def _invoice(cls, amount=1000, day=date(2026, 3, 31), kind="out_invoice", post=True, **vals):
        move = cls.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": cls.landlord.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Reinforced upkeep",
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.set(cls.vat.ids)],
                        }
                    )
                ],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move

    def test_button_takes_the_posted_invoices_of_the_year_once(self):
        self._invoice(1000)
        self._invoice(200, kind="out_refund")
        self._invoice(400, day=date(2025, 12, 31))
        self._invoice(500, post=False)
        action, other = self._create_action(self.year), self._create_action(self.year)
        action.action_take_invoices()
        self.assertEqual((action.cost_actual, action.valued_amount), (800, 800))
        with self.assertRule("E-ATF-09"):
            other.action_take_invoices()

    def test_invoice_line_is_valued_in_one_action_only(self):
        line = self._invoice().invoice_line_ids
        action, other = self._create_action(self.year), self._create_action(self.year)
        valuations = self.env["regie.tfpb.valuation"]
        valuations.create({"action_id": action.id, "move_line_id": line.id})
        with self.assertRule("E-ATF-06"):
            valuations.create({"action_id": other.id, "move_line_id": line.id})
        next_line = self._invoice().invoice_line_ids
        with self.assertRule("E-ATF-06"):
            valuations.create([{"action_id": other.id, "move_line_id": next_line.id}] * 2)

    def test_line_of_a_draft_invoice_is_not_valued(self):
        line = self._invoice(post=False).invoice_line_ids
        with self.assertRule("E-ATF-09"):
            self.env["regie.tfpb.valuation"].create(
                {"action_id": self._create_action(self.year).id, "move_line_id": line.id}
            )

    def test_vat_is_counted_when_the_landlord_does_not_recover_it(self):
        move = self._invoice(1000)
        action = self._create_action(self.year)
        action.action_take_invoices()
        self.assertEqual(action.cost_actual, 1000)
        self.year.agreement_id.is_tax_included = True
        self.assertEqual(action.cost_actual, move.amount_total)

    def test_closed_year_takes_no_invoice(self):
        self._invoice()
        action = self._create_action(self.year, result="Done")
        self.year.action_approve()
        self.year.action_report()
        self.year.action_close()
        with self.assertRule("E-ATF-08"):
            action.action_take_invoices()

    def test_office_values_the_invoices_without_reading_the_accounts(self):
        self._invoice(300)
        office = self._create_user("office", "regie_gup.group_gup_user")
        action = self._create_action(self.year).with_user(office)
        self.assertFalse(self.env["account.move"].with_user(office).has_access("read"))
        action.action_take_invoices()
        self.assertEqual(action.valuation_ids.mapped("amount"), [300])
        self.assertTrue(action.valuation_ids.number)
