from odoo import api, models
from odoo.exceptions import UserError

#: Written by the buttons of the meeting and by nothing else: a date typed by hand would open, close or sign a meeting
#: without its checks.
FACTS = frozenset(
    (
        *("date_convoked", "date_opened", "date_closed", "date_no_quorum", "date_adjourned", "date_cancelled"),
        *("date_minutes", "date_minutes_approved", "date_signed", "call_number", "first_call_id"),
        *("minutes_content", "minutes_seal", "minutes_pdf", "minutes_pdf_seal"),
    )
)


class RegieMeetingFacts(models.Model):
    """The facts of a meeting come from what was done, whatever the door: form, import or RPC."""

    _inherit = "regie.meeting"

    @api.model_create_multi
    def create(self, vals_list):
        """Create drafts.

        :raise UserError: GOV-029 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change a meeting.

        :raise UserError: GOV-029 when a fact is written by hand
        """
        self._check_no_fact(vals)
        return super().write(vals)

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        first_call = {"call_number"} if vals.get("call_number") == 1 else set()
        if not self.env.su and any(vals[name] for name in (FACTS & vals.keys()) - first_call):
            raise UserError(
                self.env._(
                    "The facts of a meeting (convoked, opened, closed, signed) are not written by hand: use its"
                    " buttons. (GOV-029)"
                )
            )
        if not self.env.su and FACTS & vals.keys() and any(self[name] for name in FACTS & vals.keys()):
            raise UserError(self.env._("A fact of a meeting is not erased by hand. (GOV-029)"))
