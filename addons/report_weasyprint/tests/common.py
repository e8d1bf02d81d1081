"""Builders of printed documents, and what can be read in the resulting PDF."""

import base64
import io
import re

from PIL import Image

from odoo.tests import TransactionCase
from odoo.tools.pdf import PdfFileReader

PAGE_NUMBER = re.compile(r"Page\s*(\d+)\s*/\s*(\d+)")


def png(color="red", size=(40, 20)):
    """Return a plain PNG image."""
    content = io.BytesIO()
    Image.new("RGB", size, color).save(content, "png")
    return content.getvalue()


class PdfCase(TransactionCase):
    """Print partners with templates written by the test, with a company that has a name, a logo and a footer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report_weasyprint.engine", "weasyprint")
        cls.company = cls.env["res.company"].create(
            {
                "name": "Régie des Acacias",
                "logo": base64.b64encode(png("green", (200, 80))),
                "company_details": "<p>Régie des Acacias<br/>12 rue du Quai</p>",
                "report_header": "<p>Du lien dans le quartier</p>",
                "report_footer": "<p>SIRET 123 456 789 00012</p>",
                "paperformat_id": cls.env.ref("base.paperformat_euro").id,
                "external_report_layout_id": cls.env.ref("web.external_layout_standard").id,
            }
        )
        cls.env.user.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.company = cls.company.with_env(cls.env)
        cls.reader = cls.env["res.users"].create(
            {
                "name": "Reader",
                "login": "weasyprint_reader",
                "group_ids": [(6, 0, cls.env.ref("base.group_user").ids)],
                "company_id": cls.company.id,
                "company_ids": [(6, 0, cls.company.ids)],
            }
        )

    @classmethod
    def _create_report(cls, content, layout="web.external_layout", title="Sheet", **values):
        """Create a report on partners; the content is put in the page of each of them."""
        key = f"report_weasyprint.test_{cls.env['ir.ui.view'].search_count([])}"
        cls.env["ir.ui.view"].create(
            {
                "name": key,
                "key": key,
                "type": "qweb",
                "arch": f"""<t t-name="{key}"><t t-call="web.html_container"><t t-foreach="docs" t-as="o">
                    <t t-call="{layout}"><t t-set="layout_document_title">{title}</t>
                    <div class="page">{content}</div></t></t></t></t>""",
            }
        )
        return cls.env["ir.actions.report"].create(
            {"name": "Sheet", "model": "res.partner", "report_name": key, "report_type": "qweb-pdf", **values}
        )

    @classmethod
    def _create_partners(cls, count):
        return cls.env["res.partner"].create([{"name": f"Customer n{index:03}"} for index in range(count)])

    def _print(self, report, records, user=None):
        """Return the bytes of the printed PDF."""
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        if user:
            reports = reports.with_user(user)
        content, kind = reports._render_qweb_pdf(report.report_name, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _read(self, content):
        return PdfFileReader(io.BytesIO(content), strict=False)

    def _texts(self, content):
        return [page.extract_text() for page in self._read(content).pages]

    def _page_numbers(self, content):
        """Return ``(page, pages)`` printed on each page."""
        found = [PAGE_NUMBER.search(text) for text in self._texts(content)]
        return [match and (int(match[1]), int(match[2])) for match in found]

    def _images(self, content):
        """Return the size of each image, page by page."""
        return [[image.image.size for image in page.images] for page in self._read(content).pages]
