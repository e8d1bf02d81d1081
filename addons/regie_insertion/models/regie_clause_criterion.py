from odoo import fields, models


class RegieClauseCriterion(models.Model):
    """A reason for which a person may work the hours of a social clause (CCAG 2021, 16.1.1.2; list to be completed)."""

    _name = "regie.clause.criterion"
    _description = "Criterion of Eligibility to the Clauses"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_sensitive = fields.Boolean(
        help="Health or justice: the criterion and its proof never leave the régie, the declaration only says that the "
        "régie has verified one."
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "This criterion already exists.")
