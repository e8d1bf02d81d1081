from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Datetime


class RegieMediationRound(models.Model):
    """What is done with a round: begun, finished, validated, opened again, cancelled."""

    _inherit = "regie.mediation.round"

    def action_start(self):
        """Begin the rounds, now.

        :raise UserError: E-MED-10 when a round was begun or cancelled
        """
        self._check_flow("planned")
        self._write_facts({"date_started": Datetime.now()})

    def action_end(self):
        """Finish the rounds, now; one that was never begun began when it was planned.

        :raise UserError: E-MED-10 when a round is over
        :raise ValidationError: E-MED-02 when it lasted too long: its true hours are written by ``action_write_times``
        """
        self._check_flow("planned", "running")
        for one in self:
            vals = {"date_ended": Datetime.now()}
            if not one.date_started:
                vals["date_started"] = one.date_planned_start
            one._write_facts(vals)

    def action_validate(self):
        """Validate the rounds that are done: nobody changes them any more.

        :raise UserError: E-MED-10 when a round is not done or the reader is not the manager
        """
        self._check_manager()
        self._check_flow("done")
        self._write_facts({"date_validated": Datetime.now(), "validated_by_id": self.env.uid})

    def action_reopen(self):
        """Let the mediators change a validated or cancelled round again."""
        self._check_manager()
        self._check_flow("validated", "cancelled")
        self._write_facts({"date_validated": False, "validated_by_id": False, "date_cancelled": False})

    def action_cancel(self):
        """Cancel rounds that were not walked."""
        self._check_flow("planned")
        self._write_facts({"date_cancelled": Datetime.now()})

    def action_write_times(self):
        """Open the window where the true hours of a round are written: forgotten, or walked without a telephone."""
        self.ensure_one()
        self._check_flow("planned", "running", "done")
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_mediation_round_times_action")
        return dict(action, context={"default_round_id": self.id})

    def action_open_phone(self):
        """Open the page that the mediators hold in their hand."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/mediation/{self.id}", "target": "self"}

    def _write_times(self, start, end):
        """Write the true hours of a round that is not validated."""
        self.ensure_one()
        self._check_flow("planned", "running", "done")
        self._write_facts({"date_started": start, "date_ended": end})

    def _write_facts(self, vals):
        self.check_access("write")
        # sudo: a fact is written by its button only, once who presses it and the rules are checked
        self.sudo().write(vals)

    def _check_manager(self):
        if not self.env.su and not self.env.user.has_group("regie_mediation.group_mediation_manager"):
            raise UserError(self.env._("The mediation manager validates the rounds and opens them again. (E-MED-10)"))

    def _check_flow(self, *states):
        words = dict(self._fields["state"]._description_selection(self.env))
        for one in self:
            if one.state not in states:
                raise UserError(
                    self.env._(
                        "%(round)s is in the state “%(state)s”: this cannot be done any more. (E-MED-10)",
                        round=one.display_name,
                        state=words[one.state],
                    )
                )

    def _check_not_locked(self):
        if locked := self.filtered(lambda one: one.state == "validated")[:1]:
            raise UserError(
                self.env._(
                    "%(round)s is validated and does not change any more: the mediation manager opens it again."
                    " (E-MED-09)",
                    round=locked.display_name,
                )
            )
        return super()._check_not_locked()
