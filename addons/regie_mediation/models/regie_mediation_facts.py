from odoo import models
from odoo.exceptions import UserError


class RegieMediationFacts(models.AbstractModel):
    """Facts that buttons write and nothing else: a date typed by hand would start, validate or close without checks."""

    _name = "regie.mediation.facts"
    _description = "Facts written by buttons"
    _inherit = ["regie.fact.guard"]

    def write(self, vals):
        """Change records that are not closed.

        :raise UserError: E-MED-08 when a fact is written by hand, E-MED-09 when the record is closed
        """
        if not self.env.su:
            self._check_not_locked()
        return super().write(vals)

    def _refuse_fact(self, field):
        """Raise E-MED-08: the fact of a field is not written by hand."""
        raise UserError(
            self.env._(
                "“%(field)s” follows from what is done, with the buttons: nobody writes it by hand. (E-MED-08)",
                field=field._description_string(self.env),
            )
        )

    def _check_not_locked(self):
        """Hook: refuse to change what is validated or anonymised (E-MED-09)."""
