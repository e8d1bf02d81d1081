from odoo import fields, models


class RegieIaeSuspensionReason(models.Model):
    """Reason for which the State lets a PASS IAE be suspended. Code du travail R5132-1-3 and R5132-1-10."""

    _name = "regie.iae.suspension.reason"
    _description = "Reason of a suspension of PASS"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Code of the reason on the platform of the State; it never changes.")
    kinds = fields.Char(
        string="Kinds of structure",
        help="Kinds that may use the reason, separated by commas, for example EI,ACI. Empty: all of them.",
    )
    is_legacy = fields.Boolean(
        string="No longer offered", help="Tells past suspensions only: a suspension under way cannot take it."
    )
    needs_explanation = fields.Boolean(help="The suspension must say why in words.")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "A reason with this code exists already: change that one.")

    def _allows_kind(self, kind):
        """Whether a structure of this kind may use the reason; an unknown kind may."""
        self.ensure_one()
        return not kind or not self.kinds or kind in self.kinds.replace(" ", "").split(",")
