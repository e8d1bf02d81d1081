from odoo import fields, models

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class RegieStatutes(models.Model):
    """When the year of the fees starts, and until when the fee of the last one is enough."""

    _inherit = "regie.statutes"

    fee_month = fields.Selection(
        MONTHS,
        string="The fee year starts in",
        required=True,
        default="1",
        help="September: the fee “2026” goes from September 2026 to August 2027.",
    )

    _fee_grace_positive = models.Constraint("CHECK (fee_grace_days >= 0)", "The days of grace are not negative.")

    def _get_fee_year(self, date):
        """Return the fee year (an integer) to which a date belongs; the calendar year without statutes."""
        date = fields.Date.to_date(date)
        return date.year - (date.month < int(self.fee_month or 1))

    def _get_fee_year_start(self, year):
        """Return the first day of a fee year."""
        return fields.Date.to_date(f"{year}-{int(self.fee_month or 1):02}-01")

    def _get_fee_years_accepted(self, date):
        """Return the fee years of which one, settled, is enough on a date: that of the date, and the last one in the
        days of grace."""
        date = fields.Date.to_date(date)
        year = self._get_fee_year(date)
        in_grace = (date - self._get_fee_year_start(year)).days < self.fee_grace_days
        return [year, year - 1] if in_grace else [year]
