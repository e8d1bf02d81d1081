from odoo import api, models
from odoo.exceptions import UserError

#: Written by the buttons of the pass and by nothing else: an hour of end typed by hand would be a proof of nothing.
FACTS = frozenset(
    (
        *("date_started", "date_done", "date_validated", "validated_by_id", "date_missed", "date_cancelled", "state"),
        *("lot_id", "owner_id", "family_id", "date_occurrence"),
    )
)


class RegieIntervention(models.Model):
    """The facts of a pass come from what was done, whatever the door: form, import or RPC."""

    _inherit = "regie.intervention"

    @api.model_create_multi
    def create(self, vals_list):
        """Create planned passes.

        :raise UserError: E-INT-06 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change a pass.

        :raise UserError: E-INT-06 when a fact is written by hand
        """
        self._check_no_fact(vals)
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(
                self.env._(
                    "The facts of a pass (started, done, validated, missed, cancelled) are not written by hand: use its"
                    " buttons. (E-INT-06)"
                )
            )
