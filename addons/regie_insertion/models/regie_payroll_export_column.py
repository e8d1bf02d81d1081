from odoo import fields, models

SOURCES = [
    ("matricule", "Matricule"),
    ("name", "Name"),
    ("nir", "Social security number (NIR)"),
    ("birth_date", "Birth date"),
    ("month", "Month (MM/YYYY)"),
    ("weekly_hours", "Weekly hours of the contract"),
    ("contract_hours", "Monthly hours of the contract"),
    ("hours_worked", "Hours worked"),
    ("days_worked", "Days worked (meals, transport)"),
    ("hours_qpv", "QPV hours"),
    ("hours_complementary", "Complementary hours"),
    ("hours_overtime", "Overtime"),
    ("paid_leave", "Paid leave"),
    ("public_holiday", "Public holidays not worked"),
    ("other_paid", "Other paid absences"),
    ("sick", "Sick leave"),
    ("accident", "Work accident"),
    ("unpaid", "Unpaid absences"),
    ("hours_paid", "Hours paid"),
    ("constant", "Fixed text"),
]


class RegiePayrollExportColumn(models.Model):
    """A column of the file of hours for the pay."""

    _name = "regie.payroll.export.column"
    _description = "Column of the file of the pay"
    _inherit = "regie.config.exchange"
    _order = "sequence, id"

    _exchange_key = "name"
    _exchange_fields = ("name", "sequence", "source", "constant", "rubric")

    template_id = fields.Many2one("regie.payroll.export.template", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="template_id.company_id", store=True)
    name = fields.Char(string="Title", required=True)
    sequence = fields.Integer(default=10)
    source = fields.Selection(SOURCES, string="What it holds", required=True, default="hours_worked")
    constant = fields.Char(string="Fixed text", help="Written as it is on each row.")
    rubric = fields.Char(string="Pay item", help="Code of the item in the pay software, for one row per item.")

    _name_uniq = models.Constraint("UNIQUE (template_id, name)", "Two columns of a file cannot have the same title.")

    def _get_value(self, row):
        self.ensure_one()
        return self.constant or "" if self.source == "constant" else row[self.source]
