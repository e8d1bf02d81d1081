import gc
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.report_weasyprint.tools import typesetter
from odoo.addons.report_weasyprint.tools.page import SHRINK

from .common import PdfCase

LINES = """<table class="table"><thead><tr><th>Work</th></tr></thead><tbody>
    <tr t-foreach="range(%s)" t-as="line"><td>Staircase <t t-out="line"/></td></tr></tbody></table>"""
POINTS_PER_MM = 72 / 25.4


@tagged("post_install", "-at_install")
class TestPages(PdfCase):
    """Pages: number, header and footer on each, size, margins, many records."""

    def test_long_document_repeats_header_footer_and_table_head(self):
        report = self._create_report("<h1 t-out='o.name'/>" + LINES % 90)
        content = self._print(report, self._create_partners(1))
        texts = self._texts(content)
        self.assertGreater(len(texts), 2)
        for text in texts:
            self.assertIn("12 rue du Quai", text)
            self.assertIn("SIRET 123 456 789 00012", text)
            self.assertIn("Work", text)
        self.assertEqual(self._page_numbers(content), [(page + 1, len(texts)) for page in range(len(texts))])
        self.assertIn("Staircase 89", texts[-1])

    def test_total_of_a_long_table_is_printed_once(self):
        lines = "<tr t-foreach='range(80)' t-as='line'><td>Line</td></tr>"
        total = "<tfoot><tr><td>Grand total</td></tr></tfoot>"
        report = self._create_report(f"<table class='table'><tbody>{lines}</tbody>{total}</table>")
        texts = self._texts(self._print(report, self._create_partners(1)))
        self.assertGreater(len(texts), 1)
        self.assertEqual(["Grand total" in text for text in texts], [False] * (len(texts) - 1) + [True])

    def test_page_numbers_restart_with_each_record(self):
        report = self._create_report("<h1 t-out='o.name'/><t t-if='o.color'>" + LINES % 60 + "</t>")
        partners = self._create_partners(3)
        partners[1].color = 1
        content = self._print(report, partners)
        numbers = self._page_numbers(content)
        self.assertEqual(numbers[0], (1, 1))
        self.assertEqual(numbers[-1], (1, 1))
        self.assertEqual(numbers[1:-1], [(page + 1, len(numbers) - 2) for page in range(len(numbers) - 2)])
        self.assertIn("Customer n001", self._texts(content)[1])

    def test_twenty_records_are_printed_in_order(self):
        report = self._create_report("<h1 t-out='o.name'/>")
        content = self._print(report, self._create_partners(20))
        texts = self._texts(content)
        self.assertEqual(len(texts), 20)
        for index, text in enumerate(texts):
            self.assertIn(f"Customer n{index:03}", text)
            self.assertIn("Régie des Acacias", text)

    def test_style_sheets_are_parsed_once_for_all_records_and_calls(self):
        report = self._create_report("<h1 t-out='o.name'/>")
        partners = self._create_partners(5)
        typesetter.Typesetter.forget()
        parsed = []
        original = typesetter.Typesetter._parse

        def spy(self, sheet, fetcher):
            parsed.append(sheet)
            return original(self, sheet, fetcher)

        with patch.object(typesetter.Typesetter, "_parse", spy):
            self._print(report, partners)
            first = len(parsed)
            self.assertEqual(len(set(parsed)), first)
            self._print(report, partners)
        again = parsed[first:]
        self.assertFalse([sheet for sheet in again if sheet[0] == "url"])

    def test_font_files_are_deleted_when_the_process_ends(self):
        typesetter.Typesetter.forget()
        self._print(self._create_report("<p>Text</p>"), self._create_partners(1))
        folder = typesetter.Typesetter._pool[0].font_config._folder
        self.assertTrue(list(folder.iterdir()))
        typesetter.Typesetter.forget()
        gc.collect()
        self.assertFalse(folder.exists())

    def test_records_of_several_pages_are_saved_as_their_own_attachment(self):
        report = self._create_report("<h1 t-out='o.name'/>" + LINES % 60, attachment="'%s.pdf' % object.name")
        partners = self._create_partners(3)
        content = self._print(report, partners)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "in", partners.ids), ("name", "like", "Customer n%.pdf")]
        )
        self.assertEqual(attachments.mapped("res_id"), partners.ids[::-1])
        for attachment in attachments:
            texts = self._texts(attachment.raw)
            self.assertEqual(len(texts), len(self._texts(content)) // 3)
            self.assertIn(attachment.name[:-4], texts[0])

    def test_attachment_is_reused_when_the_report_says_so(self):
        report = self._create_report("<h1 t-out='o.name'/>", attachment="'%s.pdf' % object.name", attachment_use=True)
        partner = self._create_partners(1)
        self._print(report, partner)
        partner.comment = "changed"
        with patch.object(type(self.env["ir.actions.report"]), "_run_wkhtmltopdf") as engine:
            self.assertIn("Customer n000", self._texts(self._print(report, partner))[0])
        engine.assert_not_called()

    def test_same_record_twice_is_printed_twice(self):
        report = self._create_report("<h1 t-out='o.name'/>")
        partner = self._create_partners(1)
        self.assertEqual(self._page_numbers(self._print(report, partner + partner)), [(1, 1), (1, 1)])

    def test_landscape_paper_format_turns_the_page(self):
        landscape = self.env.ref("base.paperformat_euro").copy({"name": "Wide", "orientation": "Landscape"})
        report = self._create_report("<p>Wide</p>", paperformat_id=landscape.id)
        self._assert_size(self._print(report, self._create_partners(1)), 297, 210)

    def test_landscape_asked_by_the_context_turns_the_page(self):
        report = self._create_report("<p>Wide</p>")
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True, landscape=True)
        content = reports._render_qweb_pdf(report.report_name, self._create_partners(1).ids)[0]
        self._assert_size(content, 297, 210)

    def test_landscape_asked_by_the_template_turns_the_page(self):
        report = self._create_report("<p>Wide</p>")
        view = self.env["ir.ui.view"].search([("key", "=", report.report_name)])
        view.arch = view.arch.replace(
            '<t t-call="web.html_container">',
            '<t t-call="web.html_container"><t t-set="data_report_landscape" t-value="True"/>',
        )
        self._assert_size(self._print(report, self._create_partners(1)), 297, 210)

    def test_custom_paper_format_gives_its_size(self):
        label = self.env["report.paperformat"].create(
            {
                "name": "Label",
                "format": "custom",
                "page_width": 62,
                "page_height": 29,
                "orientation": "Portrait",
                "margin_top": 2,
                "margin_bottom": 2,
                "margin_left": 2,
                "margin_right": 2,
                "header_spacing": 0,
            }
        )
        report = self._create_report("<p>Label</p>", layout="web.basic_layout", paperformat_id=label.id)
        self._assert_size(self._print(report, self._create_partners(1)), 62, 29)

    def test_margins_of_the_paper_format_hold_the_text(self):
        paperformat = self.env["report.paperformat"].create(
            {
                "name": "Wide margins",
                "format": "A4",
                "orientation": "Portrait",
                "margin_top": 60,
                "margin_left": 50,
                "margin_right": 7,
                "margin_bottom": 20,
                "header_spacing": 60,
            }
        )
        report = self._create_report("<p>Corner</p>", layout="web.basic_layout", paperformat_id=paperformat.id)
        left, top = self._position("Corner", self._print(report, self._create_partners(1)))
        self.assertAlmostEqual(left / POINTS_PER_MM, 50 + 11 * SHRINK, delta=1)
        self.assertAlmostEqual(top / POINTS_PER_MM, 60, delta=6)

    def test_css_margins_keep_the_text_off_the_edge_of_the_paper(self):
        report = self._create_report("<p>Corner</p>")
        left, top = self._position("Corner", self._print(report, self._create_partners(1)))
        self.assertAlmostEqual(left / POINTS_PER_MM, 11 * SHRINK, delta=1)
        self.assertGreater(top / POINTS_PER_MM, 52)

    def test_scripts_are_dropped(self):
        report = self._create_report("<p>Before</p><script>document.write('Script')</script><p>After</p>")
        text = self._texts(self._print(report, self._create_partners(1)))[0]
        self.assertIn("Before", text)
        self.assertIn("After", text)
        self.assertNotIn("Script", text)

    def test_bare_html_without_layout_is_printed(self):
        content = self.env["ir.actions.report"]._run_wkhtmltopdf(
            ["<p>First</p>", "Second"], header="<html><body>Top <span class='page'/></body></html>"
        )
        texts = self._texts(content)
        self.assertEqual(len(texts), 2)
        self.assertIn("First", texts[0])
        self.assertIn("Top 1", texts[0].replace("\n", " "))
        self.assertIn("Second", texts[1])

    def _assert_size(self, content, width, height):
        for page in self._read(content).pages:
            self.assertAlmostEqual(float(page.mediabox.width) / POINTS_PER_MM, width, delta=0.5)
            self.assertAlmostEqual(float(page.mediabox.height) / POINTS_PER_MM, height, delta=0.5)

    def _position(self, word, content):
        """Return the distance of a word from the left and the top of its page, in points."""
        found = []
        page = self._read(content).pages[0]

        def visitor(text, matrix, text_matrix, _font, _size):
            if word in text:
                x = text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4]
                y = text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5]
                found.append((x, float(page.mediabox.height) - y))

        page.extract_text(visitor_text=visitor)
        self.assertTrue(found, f"{word} is not on the page")
        return found[0]
