from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

# Machinery that says nothing about the person
HIDDEN = {"create_uid", "write_uid", "create_date", "write_date", "message_main_attachment_id", "resource_id"}
TEXTS = ("char", "text", "html", "selection", "date", "datetime", "integer", "float", "monetary", "boolean", "many2one")


class HrEmployeeFileXlsx(models.AbstractModel):
    """The whole file of a person as a workbook, one sheet per kind of record (GDPR, article 15: right of access).

    Under the rights of whoever exports it: what they may not read is named on the first sheet, so that the referent
    adds it. The export leaves its trace in the log.
    """

    _name = "report.regie_insertion.hr_employee_file_xlsx"
    _description = "File of a person, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the file of the one person of ``objs``."""
        if not self.env.user.has_groups(
            "regie_insertion.group_insertion_social,regie_insertion.group_insertion_manager"
        ):
            raise AccessError(self.env._("Only the social adviser and the manager export the file of a person."))
        person = objs[:1]
        head = workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "border": 1})
        wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
        summary = workbook.add_worksheet(self.env._("Summary"))
        summary.set_column(0, 0, 60)
        summary.set_column(1, 2, 16)
        summary.write_row(0, 0, [self.env._("File of %(name)s", name=person.name)], head)
        summary.write_row(
            2, 0, [self.env._("What is kept"), self.env._("In this file"), self.env._("Withheld from you")], head
        )
        sections = [(person, True), *person._get_file_records()]
        for row, (records, is_whole) in enumerate(sections, start=3):
            withheld = "" if is_whole else self.env._("yes: ask the social adviser")
            summary.write_row(row, 0, [records._description, len(records), withheld])
            if records:
                self._write_section(workbook, records, head, wrap)

    def _write_section(self, workbook, records, head, wrap):
        """One sheet: a row per record, a column per field that the reader may read."""
        sheet = workbook.add_worksheet(f"{len(workbook.worksheets())} {records._description}"[:31].translate(_SAFE))
        described = records.fields_get(attributes=["string", "type", "store"])
        # what a model shows of the person without keeping it under its name: ``_file_fields``
        shown = getattr(records, "_file_fields", ())
        names = [
            name
            for name, field in described.items()
            if field["type"] in TEXTS
            and (field["store"] or name in shown)
            and name not in HIDDEN
            and not name.startswith("activity_")
        ]
        sheet.set_column(0, len(names), 22)
        sheet.write_row(0, 0, [described[name]["string"] for name in names], head)
        for row, record in enumerate(records, start=1):
            for column, name in enumerate(names):
                sheet.write_string(row, column, self._get_text(record, name), wrap)

    def _get_text(self, record, name):
        field = record._fields[name]
        value = record[name]
        if field.type == "html":
            return html2plaintext(value or "")
        if field.type == "boolean":
            return self.env._("yes") if value else ""
        if field.type == "many2one":
            # sudo: the name of what the record points at belongs to the file, like the record itself
            return value.sudo().display_name or "" if value else ""
        return field.convert_to_export(value, record) and str(field.convert_to_export(value, record)) or ""


_SAFE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
