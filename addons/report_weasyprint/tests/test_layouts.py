import base64

from odoo.tests import tagged

from .common import PdfCase, png

LAYOUTS = ("standard", "boxed", "bold", "striped", "bubble", "wave", "folder")


@tagged("post_install", "-at_install")
class TestLayouts(PdfCase):
    """The document layouts of core, and what a report puts in them."""

    def test_every_core_layout_prints_header_title_footer_and_page_numbers(self):
        layouts = self.env["report.layout"].search([]).view_id
        known = self.env["ir.ui.view"].browse([self.env.ref(f"web.external_layout_{name}").id for name in LAYOUTS])
        self.assertFalse(layouts.filtered(lambda view: view.key.startswith("web.")) - known)
        report = self._create_report("<p>Content</p><div style='height: 1200px'/><p>End</p>", title="Statement")
        partner = self._create_partners(1)
        for layout in known:
            with self.subTest(layout=layout.key):
                self.company.external_report_layout_id = layout
                content = self._print(report, partner)
                texts = self._texts(content)
                self.assertEqual(self._page_numbers(content), [(1, 3), (2, 3), (3, 3)])
                for text in texts:
                    self.assertIn("12 rue du Quai", text)
                    self.assertIn("Du lien dans le quartier", text)
                    self.assertIn("SIRET 123 456 789 00012", text)
                self.assertIn("Statement", texts[0])
                self.assertEqual([len(images) for images in self._images(content)], [1, 1, 1])

    def test_shapes_take_the_colour_that_a_style_sheet_gives_them(self):
        report = self._create_report(
            """<style>.frame rect { fill: #0000ff } .frame circle { fill: #00ff00 }</style>
            <div class="frame"><svg width="50" height="50" fill="none">
                <rect width="50" height="50"/><circle r="9" style="fill: #ff0000"/></svg></div>""",
        )
        drawing = self._drawing(self._print(report, self._create_partners(1)))
        self.assertIn("0 0 1 rg", drawing)
        self.assertIn("1 0 0 rg", drawing)
        self.assertNotIn("0 1 0 rg", drawing)

    def test_frame_of_the_boxed_layout_is_drawn_on_each_page(self):
        self.company.external_report_layout_id = self.env.ref("web.external_layout_boxed")
        lines = "<table class='table'><tr t-foreach='range(60)' t-as='line'><td>Line</td></tr></table>"
        content = self._print(self._create_report(lines), self._create_partners(1))
        grey = f"{0x49 / 255:.6f} {0x50 / 255:.6f} {0x57 / 255:.6f}"
        for page in range(2):
            self.assertIn(grey, self._drawing(content, page))

    def test_internal_layout_prints_the_page_number(self):
        report = self._create_report("<p>Inside</p>", layout="web.internal_layout")
        text = " ".join(self._texts(self._print(report, self._create_partners(1)))[0].split())
        self.assertIn("Régie des Acacias", text)
        self.assertRegex(text, r"1 ?/ ?1")

    def test_each_record_has_the_header_of_its_own_company(self):
        other = self.env["res.company"].create(
            {"name": "Régie des Tilleuls", "company_details": "<p>3 place du Marché</p>"}
        )
        self.env.user.company_ids += other
        partners = self._create_partners(2)
        partners[0].company_id = self.company
        partners[1].company_id = other
        self.env.invalidate_all()
        self.env = self.env(context=dict(self.env.context, allowed_company_ids=(self.company + other).ids))
        texts = self._texts(self._print(self._create_report("<p t-out='o.name'/>"), partners.with_env(self.env)))
        self.assertIn("12 rue du Quai", texts[0])
        self.assertNotIn("12 rue du Quai", texts[1])
        self.assertIn("3 place du Marché", texts[1])

    def test_background_image_of_the_company_is_printed(self):
        self.company.write(
            {"layout_background": "Custom", "layout_background_image": base64.b64encode(png("blue", (90, 90)))}
        )
        content = self._print(self._create_report("<p>Content</p>"), self._create_partners(1))
        self.assertIn((90, 90), self._images(content)[0])

    def test_text_is_embedded_with_the_font_of_the_layout(self):
        content = self._print(self._create_report("<p>Élégante</p>"), self._create_partners(1))
        page = self._read(content).pages[0]
        fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
        self.assertTrue([font for font in fonts if "Lato" in font], fonts)
        self.assertIn("Élégante", page.extract_text())

    def test_links_stay_clickable_with_the_address_of_the_server(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://erp.example")
        content = self._print(self._create_report("<a href='/odoo/contacts'>Open</a>"), self._create_partners(1))
        links = [note.get_object()["/A"]["/URI"] for note in self._read(content).pages[0]["/Annots"]]
        self.assertEqual(links, ["https://erp.example/odoo/contacts"])

    def _drawing(self, content, page=0):
        """Return the drawing operators of a page."""
        return self._read(content).pages[page].get_contents().get_data().decode("latin-1")
