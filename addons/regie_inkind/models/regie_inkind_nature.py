from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieInkindNature(models.Model):
    """What is given free of charge, and the two accounts that show it at the foot of the income statement.

    The number of an account follows from the nature, never the other way round: the tables in circulation give other
    meanings to 870, 871 and 875 than the rules (ANC 2018-06, art. 211-1 to 211-4).
    """

    _name = "regie.inkind.nature"
    _description = "Nature of contribution in kind"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="By which the forms of the funders find the nature; it never changes.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    unit = fields.Selection(
        [("hour", "Hours"), ("day", "Days"), ("m2_month", "m² × months"), ("unit", "Units")],
        required=True,
        default="unit",
        help="What the quantity of a contribution counts.",
    )
    valuation = fields.Selection(
        [("rate", "Quantity × rate in force"), ("amount", "Amount with its evidence")],
        required=True,
        default="amount",
        help="How a contribution of this nature is valued when nothing else is chosen.",
    )
    use_code = fields.Char(string="Use (86)", required=True, help="Number of the account of class 86 in the chart.")
    source_code = fields.Char(
        string="Source (87)", required=True, help="Number of the account of class 87 in the chart."
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "A nature already bears this code.")

    @api.constrains("use_code", "source_code")
    def _check_codes(self):
        """Uses are of class 86, sources of class 87. (FIN-038)"""
        for nature in self:
            if not (nature.use_code.startswith("86") and nature.source_code.startswith("87")):
                raise ValidationError(
                    self.env._(
                        "“%(nature)s”: the use has an account 86, the source an account 87, and not %(use)s and "
                        "%(origin)s. (FIN-038)",
                        nature=nature.name,
                        use=nature.use_code,
                        origin=nature.source_code,
                    )
                )

    def _get_accounts(self, company):
        """Return ``{nature: (account of use, account of source)}`` in the chart of a régie, in one search.

        :raise UserError: FIN-038 when the chart has no such account
        """
        accounts = self.env["account.account"].with_company(company)
        codes = {*self.mapped("use_code"), *self.mapped("source_code")}
        found = accounts.search([*accounts._check_company_domain(company), ("code", "in", list(codes))])
        by_code = {account.code: account for account in found}
        if missing := sorted(codes - by_code.keys()):
            raise UserError(
                self.env._(
                    "The chart of %(company)s has no account %(codes)s: load the chart of associations, or correct "
                    "the natures in Finance / Configuration. (FIN-038)",
                    company=company.name,
                    codes=", ".join(missing),
                )
            )
        return {nature: (by_code[nature.use_code], by_code[nature.source_code]) for nature in self}
