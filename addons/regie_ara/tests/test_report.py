from odoo.tests import tagged

from .common import AraCase


@tagged("post_install", "-at_install")
class TestReport(AraCase):
    """The papers: the agreement of the three parties, the report of the works."""

    def _render(self, name, case):
        return str(self.env["ir.actions.report"]._render_qweb_html(f"regie_ara.report_{name}", case.ids)[0], "utf-8")

    def test_agreement_says_who_gives_what_and_who_signed(self):
        case = self._create_case("diagnosis", household_amount=120, household_hours=30)
        self._create_supply(case, quantity=2)
        html = self._render("agreement", case)
        self.assertIn("Date and signature", html)
        self.assertIn(self.landlord.name, html)
        self._lead_to_project(case)
        html = self._render("agreement", case)
        for words in ("For household", "For landlord", "For regie", "120[.,]00", "Paint"):
            self.assertRegex(html, words)
        self.assertNotIn("Date and signature", html)

    def test_report_of_the_works_shows_the_control_and_no_name(self):
        case = self._create_aided_case()
        self._control(case)
        case.action_release_aid()
        html = self._render("quality", case)
        for words in ("100[.,]00", "300[.,]00", "No danger left behind|danger", "Kitchen"):
            self.assertRegex(html, words)
        self.assertNotIn(self.awa.name, html)

    def test_papers_are_named_after_the_number(self):
        case = self._create_case()
        self.assertEqual(case._get_file_name("Agreement"), f"Agreement {case.name}".replace("/", "-"))
