from odoo import fields, models


class RegieIaeProlongationReason(models.Model):
    """Reason for which the State prolongs a PASS IAE: its ceilings are the dated parameters of its code.

    Code du travail R5132-1-8. ``prolong_demande_jours`` and ``prolong_cumul_jours`` have the code as kind.
    """

    _name = "regie.iae.prolongation.reason"
    _description = "Reason of a prolongation of PASS"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Code of the reason on the platform of the State; it never changes.")
    kinds = fields.Char(
        string="Kinds of structure", help="Kinds that may use the reason, separated by commas. Empty: all of them."
    )
    needs_prescriber = fields.Boolean(
        string="Prescriber needed", help="An authorised prescriber decides. Otherwise the declaration is enough."
    )
    needs_report = fields.Boolean(string="Report needed", help="The request comes with the report of the pathway.")
    has_ceiling = fields.Boolean(
        string="Ceiling",
        help="All the prolongations of the PASS together stay under the parameter prolong_cumul_jours.",
    )
    is_sensitive = fields.Boolean(
        string="Sensitive", help="It tells something of the person's health: shown to social support only."
    )
    date_to = fields.Date(string="Closed after", help="Last day on which the reason was offered. Empty: it is.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A reason with this code exists already: change that one.")

    def _allows_kind(self, kind):
        """Whether a structure of this kind may use the reason; an unknown kind may."""
        self.ensure_one()
        return not kind or not self.kinds or kind in self.kinds.replace(" ", "").split(",")

    def _get_ceilings(self, company, day):
        """Days of one request, and of all of them together (None without ceiling), on a day; UserError (INS-P01)."""
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(company)
        request = int(parameters.get("prolong_demande_jours", day, kind=self.code))
        ceiling = int(parameters.get("prolong_cumul_jours", day, kind=self.code)) if self.has_ceiling else None
        return request, ceiling
