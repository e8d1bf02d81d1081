from odoo import api, models
from odoo.exceptions import UserError


class RegieMediationFacts(models.AbstractModel):
    """Facts that buttons write and nothing else: a date typed by hand would start, validate or close without checks."""

    _name = "regie.mediation.facts"
    _description = "Facts written by buttons"

    _fact_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        """Create records without facts.

        :raise UserError: E-MED-08 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change records that are not closed.

        :raise UserError: E-MED-08 when a fact is written by hand, E-MED-09 when the record is closed
        """
        self._check_no_fact(vals)
        if not self.env.su:
            self._check_not_locked()
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        names = self._fact_fields & vals.keys()
        if not self.env.su and any(vals[name] or any(record[name] for record in self) for name in names):
            raise UserError(
                self.env._("Beginning, finishing, validating and closing are done with the buttons. (E-MED-08)")
            )

    def _check_not_locked(self):
        """Hook: refuse to change what is validated or anonymised (E-MED-09)."""
