from datetime import date

from odoo.tools.misc import file_open

from .common import GupCase


class TestImportTemplate(GupCase):
    """The spreadsheets offered by the import screen are imported as they are, in any language."""

    def _import(self, model):
        template = self.env[model].get_import_templates()[0]["template"]
        with file_open(template.removeprefix("/"), "rb") as file:
            content = file.read()
        wizard = self.env["base_import.import"].create(
            {
                "res_model": model,
                "file": content,
                "file_name": template,
                "file_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "date_format": "", "datetime_format": ""}
        preview = wizard.parse_preview(options)
        self.assertNotIn("error", preview)
        fields = ["/".join(preview["matches"].get(column, [])) or False for column in range(len(preview["headers"]))]
        self.assertNotIn(False, fields)
        result = wizard.execute_import(fields, preview["headers"], preview["options"])
        self.assertFalse(result["messages"])
        return self.env[model].browse(result["ids"])

    def test_templates_of_markets_and_worksites_are_imported(self):
        landlord = self._create_partner("Habitat des Tilleuls")
        market = self._import("regie.market")
        self.assertEqual(
            (market.reference, market.buyer_id, market.date_end), ("X-2027-001", landlord, date(2028, 12, 31))
        )
        self.assertEqual(market.legal_article_ids.code, "L2113-13")
        self.assertEqual(
            [
                (lot.reference, lot.amount_untaxed, lot.clause_id.hours_target)
                for lot in market.lot_ids.sorted("number")
            ],
            [("X-2027-001/1", 48000, 800), ("X-2027-001/2", 22000, 300)],
        )
        worksites = self._import("project.project")
        self.assertEqual(worksites.mapped("worksite_code"), ["X-01", "X-02"])
        self.assertEqual(worksites.clause_id, market.lot_ids.clause_id)
