import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LabelCase

CODES = [f"A{n}" for n in range(1, 9)] + [f"B{n}" for n in range(1, 5)] + [f"C{n}" for n in range(1, 7)]
CODES += [f"D{n}" for n in range(1, 5)] + [f"E{n}" for n in range(1, 4)] + ["F1", "F2", "G1"]


@tagged("post_install", "-at_install")
class TestLabelGrid(LabelCase):
    """The proposed grid, the national benchmarks and the texts of the network, as they are shipped."""

    def test_grid_has_its_twenty_eight_criteria_in_order(self):
        template = self.env.ref("regie_label.dossier_template_label")
        self.assertEqual(template.criterion_ids.mapped("code"), CODES)
        self.assertEqual(template.scale_id.level_ids.mapped("value"), [0, 1, 2, 3, 4])
        for criterion in template.criterion_ids:
            self.assertTrue(criterion.basis and criterion.expected and criterion.awaited_ids, criterion.code)

    def test_grid_says_that_it_is_a_proposal(self):
        template = self.env.ref("regie_label.dossier_template_label")
        self.assertIn("without official value", template.with_context(lang="en_US").description)
        self.assertIn("sans valeur officielle", template.with_context(lang="fr_FR").description)

    def test_what_the_network_expects_is_mandatory(self):
        template = self.env.ref("regie_label.dossier_template_label")
        mandatory = template.criterion_ids.filtered("is_mandatory").mapped("code")
        self.assertEqual(mandatory, ["A1", "A3", "A4", "B1", "C1", "C6"])

    def test_dossier_of_the_whole_grid_tells_what_is_not_installed(self):
        dossier = self._create_label_dossier(
            complete=False, template_id=self.env.ref("regie_label.dossier_template_label").id
        )
        dossier.action_compute_figures()
        figures = dossier.entry_ids.figure_ids
        self.assertEqual(len(figures), len(dossier.template_id.criterion_ids.awaited_ids))
        known = set(self.env["regie.indicator"].search([]).mapped("code"))
        for figure in figures.filtered(lambda figure: figure.code not in known):
            self.assertFalse(figure.is_computable, figure.code)
            self.assertTrue(figure.reason, figure.code)
        self.assertIn("meetings_regular", known)

    def test_codes_of_the_base_are_those_that_are_awaited(self):
        """A figure that the same addons compute is found by the code that the grid awaits."""
        awaited = set(self.env.ref("regie_label.dossier_template_label").criterion_ids.awaited_ids.mapped("code"))
        ours = {"attendance_inhabitants_share", "meetings_regular", "assembly_delay_days", "non_market_activities"}
        self.assertLessEqual(ours, awaited)
        known = set(self.env["regie.indicator"].search([("company_id", "=", False)]).mapped("code"))
        self.assertLessEqual(ours, known)

    def test_both_shares_of_the_turnover_are_kept_with_their_doubt(self):
        two = [self.env.ref(f"regie_label.benchmark_key_{code}") for code in ("10_bai", "15")]
        self.assertEqual([benchmark.value for benchmark in two], [45, 80])
        for benchmark in two:
            self.assertTrue(benchmark.is_doubtful and benchmark.doubt)
        sentences = self.env["regie.benchmark"]._get_sentences(["public_landlord_share"], self.company)
        self.assertEqual(len(sentences["public_landlord_share"].splitlines()), 3)

    def test_key_figures_of_the_network_are_there(self):
        shown = self.env["regie.benchmark"].search([("company_id", "=", False)])
        numbers = {int(re.match(r"KEY-(\d+)", code)[1]) for code in shown.mapped("code")}
        self.assertEqual(numbers, set(range(1, 22)))
        values = {benchmark.code: benchmark.value for benchmark in shown}
        expected = {"KEY-02": 13000, "KEY-03": 2500, "KEY-04": 1800, "KEY-09": 1680, "KEY-12": 58, "KEY-10": 930}
        self.assertEqual({code: values[code] for code in expected}, expected)

    def test_benchmark_is_sealed_beside_its_figure_and_does_not_move(self):
        benchmark = self.env["regie.benchmark"].create(
            {
                "code": "T1",
                "name": "Mean",
                "value": 87,
                "year": "2023",
                "source": "Network",
                "indicator_code": "meetings_regular",
            }
        )
        dossier = self._create_label_dossier().with_user(self.director)
        dossier.action_freeze()
        figure = self._entry(dossier, "A1").figure_ids
        self.assertIn("87", figure.benchmark)
        benchmark.value = 12
        self.assertIn("87", figure.benchmark)
        self.assertFalse(dossier.sudo()._find_alterations())
        self.assertEqual(figure._prepare_seal()["benchmark"], figure.benchmark)

    def test_adviser_computes_a_dossier_and_reads_the_benchmarks_beside_the_indicators(self):
        adviser = self._create_user("adviser", "group_role_social_worker")
        dossier = self._create_label_dossier()
        self.env["regie.benchmark"].create(
            {
                "code": "T2",
                "name": "Mean",
                "value": 3,
                "year": "2023",
                "source": "N",
                "indicator_code": "meetings_regular",
            }
        )
        dossier.with_user(adviser).action_compute_figures()
        figure = self._entry(dossier, "A1").figure_ids
        self.assertIn("2023", figure.benchmark)
        indicator = self.env.ref("regie_label.indicator_meetings_regular").with_user(adviser)
        self.assertIn("2023", indicator.national_benchmarks)
        self.assertFalse(self.env.ref("regie_label.indicator_assembly_delay_days").national_benchmarks)

    def test_office_edits_a_benchmark_and_the_board_reads_it(self):
        benchmark = self.env.ref("regie_label.benchmark_key_12")
        benchmark.with_user(self.secretary).value = 60
        self.assertEqual(benchmark.with_user(self.reader).value, 60)
        with self.assertRaises(AccessError):
            benchmark.with_user(self.reader).value = 61

    def test_texts_of_the_network_are_shipped_without_their_words(self):
        texts = self.env["regie.label.document"].search([])
        self.assertEqual(texts.mapped("code"), ["CHARTE", "MANIFESTE", "ANNEXE-TERRITOIRE"])
        self.assertFalse(texts.attachment_ids)
        self.assertEqual(str(texts[0].date_adopted), "1991-06-22")
        self.assertFalse(texts[1].date_adopted, "the day in May 1993 is not known")

    def test_section_report_gives_the_means_and_no_mean_of_the_whole(self):
        application = self._create_application_at("expertise")
        dossier = application.dossier_id.sudo()
        dossier._add_review(self._entry(dossier, "A1"), self.consultant.partner_id, self._level(1), "")
        self.env.flush_all()
        rows = self.env["regie.label.section.report"].search([("dossier_id", "=", dossier.id)])
        self.assertEqual(rows.mapped("section_name"), ["Inhabitants", "Economy"])
        self.assertEqual((rows[0].own_mean, rows[0].own_count, rows[0].review_mean), (2.5, 2, 1))
        self.assertEqual((rows[1].own_count, rows[1].review_count), (0, 0))

    def test_mean_of_the_whole_is_printed_only_when_asked(self):
        application = self._create_application_at("expertise")
        report = self.env["ir.actions.report"].sudo()

        def printed():
            name = "regie_label.regie_label_application_document"
            return report._render_qweb_html(name, application.ids)[0].decode()

        self.assertNotIn("o_label_score", printed())
        application.is_score_printed = True
        self.assertIn("o_label_score", printed())
        self.assertEqual(application._get_overall_score(), 2.5)
