from odoo import fields, models


class RegieMembershipRegisterXlsx(models.AbstractModel):
    """The register of the members as a workbook: one row per membership, with what the printed register says."""

    _name = "report.regie_governance.regie_membership_register_xlsx"
    _description = "Register of the members, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the register of the one wizard of ``objs``."""
        register = objs[:1]
        sheet = workbook.add_worksheet(self.env._("Members"))
        head = workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "border": 1})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        titles = self._get_titles()
        sheet.write_row(0, 0, titles, head)
        sheet.set_column(0, len(titles) - 1, 20)
        sheet.freeze_panes(1, 0)
        rows = [row for _college, rows in register._get_groups() for row in rows]
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(self._get_cells(row)):
                if not value:
                    continue
                if hasattr(value, "year"):
                    sheet.write_datetime(number, column, fields.Datetime.to_datetime(value), day)
                else:
                    sheet.write_string(number, column, value)
        sheet.autofilter(0, 0, max(len(rows), 1), len(titles) - 1)

    def _get_titles(self):
        return (
            self.env._("College"),
            self.env._("Member"),
            self.env._("Permanent representative"),
            self.env._("Deputy"),
            self.env._("Address"),
            self.env._("E-mail"),
            self.env._("Phone"),
            self.env._("Territory"),
            self.env._("Accepted on"),
            self.env._("Member since"),
            self.env._("Member until"),
            self.env._("State"),
            self.env._("Up to date"),
        )

    def _get_cells(self, row):
        """Return the cells of a row, in the order of the titles; False for an empty one."""
        member = row["member"]
        partner = member.partner_id
        return (
            member.college_id.name,
            partner.name,
            member.representative_id.name,
            member.deputy_id.name,
            partner.contact_address_inline,
            partner.email,
            partner.phone,
            partner.territory_id.name,
            member.date_approved,
            member.date_start,
            member.date_end,
            row["state_label"],
            self.env._("yes") if row["is_paid"] else self.env._("no"),
        )
