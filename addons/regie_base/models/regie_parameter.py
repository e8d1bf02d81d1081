from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date


class RegieParameter(models.Model):
    """A rate, threshold or legal figure with its dates and its source: code reads it at the date of the event."""

    _name = "regie.parameter"
    _description = "Dated parameter"
    _order = "code, kind, date_from desc, id desc"

    code = fields.Char(required=True, index=True, help="Name by which the rules ask for this figure; it never changes.")
    name = fields.Char(string="Meaning", required=True, translate=True)
    kind = fields.Char(help="Variant of the figure, for example the kind of structure (ACI, EI). Empty: for all kinds.")
    value = fields.Float(digits=(16, 4), required=True)
    unit = fields.Char(translate=True, help="Unit of the value: hours, days, €, %…")
    date_from = fields.Date(string="In force from", required=True, help="First day on which this value is in force.")
    date_to = fields.Date(
        string="In force until", help="Last day on which this value is in force. Empty: until further notice."
    )
    source = fields.Char(
        required=True, translate=True, help="Text that sets this value: article, decree, decision of the board."
    )
    company_id = fields.Many2one(
        "res.company", help="Only for this régie, where it overrides the general value. Empty: for all."
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A parameter cannot end before it starts.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (code WITH =, COALESCE(kind, '') WITH =, COALESCE(company_id, 0) WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "Two values of the same parameter are in force on the same day: end the old one on the day before.",
    )

    @api.depends("code", "kind", "date_from")
    def _compute_display_name(self):
        for parameter in self:
            name = f"{parameter.code}[{parameter.kind}]" if parameter.kind else parameter.code or ""
            parameter.display_name = f"{name} ({format_date(self.env, parameter.date_from)})"

    @api.private
    def get(self, code, date, kind=None):
        """Return the value in force on a date, as a Decimal.

        The value of the current company beats the general one, then the value of the kind beats the one for all kinds.
        Figures are public law: they are read without access rights, so that a portal page can show a rule.

        :raise UserError: INS-P01 when no value is in force
        """
        date = fields.Date.to_date(date)
        rows = self.env.execute_query(
            SQL(
                """SELECT value FROM %(table)s
                    WHERE code = %(code)s
                      AND (kind IS NULL OR kind = '' OR kind = %(kind)s)
                      AND (company_id IS NULL OR company_id = %(company)s)
                      AND daterange(date_from, date_to, '[]') @> %(date)s::date
                 ORDER BY company_id NULLS LAST, NULLIF(kind, '') NULLS LAST
                    LIMIT 1""",
                table=SQL.identifier(self._table),
                code=code,
                kind=kind or "",
                company=self.env.company.id,
                date=date,
            )
        )
        if not rows:
            name = f"{code}[{kind}]" if kind else code
            raise UserError(
                self.env._(
                    "No value of parameter %(code)s on %(date)s. (INS-P01)",
                    code=name,
                    date=format_date(self.env, date, date_format="dd/MM/yyyy"),
                )
            )
        return Decimal(rows[0][0])
