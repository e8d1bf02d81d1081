from odoo import models
from odoo.exceptions import UserError


class RegieResolutionRoll(models.Model):
    """Votes by name that the secretary notes in the room."""

    _inherit = "regie.resolution"

    def action_call_names(self):
        """Open the call of names."""
        self.ensure_one()
        self.check_access("write")
        self._check_vote_open()
        if self._is_secret():
            raise UserError(self.env._("A secret ballot is not called by name: count the ballots. (GOV-043)"))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call of names"),
            "res_model": "regie.vote.roll",
            "view_mode": "form",
            "target": "new",
            "context": {"default_resolution_id": self.id},
        }

    def _record_roll(self, choices):
        """Record the votes by name of the room, ``{attendance line: choice}``.

        :raise UserError: GOV-040 for a voice that may not vote, or that was already used; GOV-044 when it is closed
        """
        self.ensure_one()
        self._hold_vote()
        ballots = {line: (line, proxy, voter) for line, voter, proxy in self._get_ballots()}
        strangers = [line.display_name for line in choices if line not in ballots]
        if strangers:
            raise UserError(self.env._("%s may not vote on this point. (GOV-040)", ", ".join(strangers)))
        return self._record_votes([(*ballots[line], choice) for line, choice in choices.items()], "room")
