from odoo import fields, models


class RegieIaeCriterion(models.Model):
    """Administrative criterion of eligibility, of level 1 or 2, with the proof that it asks for."""

    _name = "regie.iae.criterion"
    _description = "Criterion of eligibility"
    _order = "level, sequence, id"
    _rec_names_search = ["name", "code"]

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Code of the criterion on the platform of the State; it never changes.")
    name = fields.Char(required=True, translate=True)
    level = fields.Selection([("1", "Level 1"), ("2", "Level 2")], required=True, default="2")
    proof = fields.Char(string="Proof asked for", required=True, translate=True)
    max_age_months = fields.Integer(
        string="Age of the proof (months)", help="A proof dated earlier than that is refused. Zero: no limit."
    )
    age_from = fields.Integer(string="Aged at least", help="Years at the diagnosis. Zero: no such condition.")
    age_under = fields.Integer(string="Younger than", help="Years at the diagnosis. Zero: no such condition.")
    excluded_id = fields.Many2one(
        "regie.iae.criterion", string="Excludes", ondelete="restrict", help="The two cannot be ticked together."
    )
    is_sensitive = fields.Boolean(
        string="Sensitive", help="Health, justice, housing, childhood, asylum: shown to social support only."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A criterion with this code exists already: change that one.")
    _age_check = models.Constraint("CHECK (max_age_months >= 0)", "The age of a proof cannot be negative.")
