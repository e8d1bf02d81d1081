from odoo import fields, models


class RegiePayrollExportTemplate(models.Model):
    """How the file of the hours for the pay is made: its columns, and what the pay software wants to read.

    The régie edits it, and gives it to another régie as a file of configuration.
    """

    _name = "regie.payroll.export.template"
    _description = "File of hours for the pay"
    _inherit = "regie.config.exchange"
    _order = "sequence, name"

    _exchange_key = "code"
    _exchange_fields = (
        "code",
        "name",
        "layout",
        "separator",
        "decimal_mark",
        "encoding",
        "has_titles",
        "column_ids",
    )

    name = fields.Char(required=True, help="Name of the pay software, for example.")
    code = fields.Char(required=True, help="Short name by which a file of configuration designates it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every régie.")
    layout = fields.Selection(
        [("person", "One row per person"), ("rubric", "One row per person and pay item")],
        required=True,
        default="person",
        help="With pay items, each column that has one gives a row: matricule, item, quantity; zeros are left out.",
    )
    separator = fields.Selection(
        [(";", "Semicolon"), (",", "Comma"), ("tab", "Tabulation"), ("|", "Vertical bar")], required=True, default=";"
    )
    decimal_mark = fields.Selection([(",", "Comma"), (".", "Point")], required=True, default=",")
    encoding = fields.Selection(
        [("utf-8-sig", "UTF-8 (with mark, for spreadsheets)"), ("utf-8", "UTF-8"), ("cp1252", "Windows (ANSI)")],
        required=True,
        default="utf-8-sig",
    )
    has_titles = fields.Boolean(string="Titles on the first row", default=True)
    column_ids = fields.One2many("regie.payroll.export.column", "template_id", copy=True)

    _code_uniq = models.Constraint("UNIQUE (code, company_id)", "Another file of the pay already has this code.")

    def action_export(self):
        """Download the templates as a file of configuration."""
        return self.env["regie.config.export"]._export(self)

    def _get_table(self, rows):
        """Titles and values of the file for ``rows``, the figures of each person by source."""
        self.ensure_one()
        columns = self.column_ids
        if self.layout == "person":
            return columns.mapped("name"), [[column._get_value(row) for column in columns] for row in rows]
        titles = [self.env._("Matricule"), self.env._("Pay item"), self.env._("Quantity"), self.env._("Month")]
        return titles, [
            [row["matricule"], column.rubric, column._get_value(row), row["month"]]
            for row in rows
            for column in columns.filtered("rubric")
            if column._get_value(row)
        ]
