from datetime import date

from freezegun import freeze_time

from odoo import Command

from ..tools import french
from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestContractPaper(ContractCase):
    """The contract and its amendment, printed from the records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._create_agreement()
        cls.person = cls._create_employee(
            name="Rose Papier",
            contract=(date(2026, 1, 1), date(2026, 12, 31)),
            pass_start=date(2026, 1, 1),
            agreement=cls.agreement,
            sex="female",
            job_title="Agente d'entretien",
            wage=1350.5,
        )

    def _print(self, version):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "regie_insertion.report_hr_version_contract", version.ids
        )
        return html.decode()

    def test_contract_says_every_term_from_the_records(self):
        html = self._print(self.person.version_id)
        for text in (
            "Contrat de travail à durée déterminée d",
            "Madame Rose Papier",
            "1er janvier 2026",
            "premier janvier deux mille vingt-six",
            "trente et un décembre deux mille vingt-six",
            "12 mois",
            "26 h",
            "112 h 40",
            "1 350,50 €",
            self.agreement.number,
            "L1242-3",
        ):
            with self.subTest(text=text):
                self.assertIn(text, html)

    def test_renewal_is_printed_as_an_amendment(self):
        version = self._renew(self.person, date(2027, 1, 1), date(2027, 6, 30))
        self.assertEqual(version._get_paper_usage(), "amendment")
        html = self._print(version)
        for text in ("Avenant de renouvellement", "31 décembre 2026", "30 juin 2027", "6 mois", "rang 2"):
            with self.subTest(text=text):
                self.assertIn(text, html)

    def test_wage_is_left_to_fill_in_by_who_may_not_read_it(self):
        cip = self._create_user("paper_cip", "group_role_social_worker")
        values = self.person.version_id.with_user(cip)._get_paper_values()
        self.assertFalse(values["salaire"])
        self.assertEqual(values["salarie"], "Rose Papier")

    def test_regie_keeps_its_own_wording(self):
        own = self.env["regie.contract.template"].create(
            {
                "name": "Notre contrat",
                "company_id": self.company.id,
                "iae_form": "cddi",
                "article_ids": [Command.create({"name": "Un", "body": "<p>{salarie} &amp; {emploi}</p>"})],
            }
        )
        self.assertEqual(self.person.version_id._get_paper(), own)
        self.person.name = "<b>Rose</b>"
        text = own.article_ids._fill(self.person.version_id._get_paper_values())
        self.assertIn("&lt;b&gt;Rose", text)
        self.assertIn("&amp;", text)

    def test_unknown_word_is_refused(self):
        template = self.env.ref("regie_insertion.contract_template_cddi")
        with self.assertRule("INS-C24"):
            template.article_ids[0].body = "<p>{prime}</p>"

    def test_contract_without_wording_says_so(self):
        self.env["regie.contract.template"].search([]).active = False
        with self.assertRule("INS-C25"):
            self.person.action_print_contract()

    def test_pdf_is_made(self):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, _kind = report._render_qweb_pdf(
            "regie_insertion.report_hr_version_contract", self.person.version_id.ids
        )
        self.assertTrue(content.startswith(b"%PDF"))

    def test_dates_and_hours_are_written_as_in_french(self):
        self.assertEqual(french.date_in_words(date(2027, 2, 28)), "vingt-huit février deux mille vingt-sept")
        self.assertEqual(french.hours(26.5), "26 h 30")
        self.assertEqual(french.amount(1823.03), "1 823,03 €")
