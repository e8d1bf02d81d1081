import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTerritoryKind(models.Model):
    """What a territory is: QPV, quartier de veille, rural municipality… and how its code is written.

    Kinds are national vocabulary, shared by all companies.
    """

    _name = "regie.territory.kind"
    _description = "Kind of territory"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_priority = fields.Boolean(
        string="Counts as QPV", help="People who live in a territory of this kind count in the QPV shares."
    )
    code_pattern = fields.Char(
        help="Regular expression that the codes of this kind must match in full. Empty: any code, or none."
    )
    code_example = fields.Char(string="Expected code", help="Shown to the person whose code is refused.")

    @api.constrains("code_pattern")
    def _check_code_pattern(self):
        for kind in self.filtered("code_pattern"):
            try:
                re.compile(kind.code_pattern)
            except re.error as error:
                raise ValidationError(
                    self.env._(
                        "The code pattern of %(kind)s is not a regular expression: %(error)s.",
                        kind=kind.name,
                        error=error,
                    )
                ) from error

    def _code_error(self, code):
        """Return the sentence that refuses this code for this kind, or False when the code is right or not given."""
        self.ensure_one()
        if not code or not self.code_pattern or re.fullmatch(self.code_pattern, code):
            return False
        return self.env._(
            "Invalid %(kind)s code: %(code)s (expected %(expected)s). (E-QPV-01)",
            kind=self.name,
            code=code,
            expected=self.code_example or self.code_pattern,
        )
