from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models

from ..tools.clause import alert_level, elapsed_days, expected_hours, penalty_amount, percent, to_decimal


class RegieClause(models.Model):
    """A clause that falls behind: hires as well as hours, what it would cost, and who is warned."""

    _inherit = "regie.clause"

    hires_done = fields.Integer(
        string="Hires",
        compute="_compute_progress",
        help="People whose hours count and whose contract began since the first day of the clause.",
    )
    penalty_proposal = fields.Monetary(
        string="Penalty to expect",
        compute="_compute_penalty_proposal",
        help="Hours due less hours validated, never below zero, × the penalty of the contract. A proposal: the buyer "
        "decides.",
    )

    @api.depends("hours_target", "penalty", "project_ids")
    def _compute_penalty_proposal(self):
        for clause in self:
            amount = penalty_amount(clause.hours_target, clause.hours_validated, clause.penalty)
            clause.penalty_proposal = float(amount)

    def _get_progress(self, figures, day):
        """The progress of a clause in hires is that of its hires; the others follow their hours."""
        vals = super()._get_progress(figures, day) | {"hires_done": figures["hires"]}
        if self.obligation_kind == "hires":
            vals["progress"] = float(percent(figures["hires"], self.hires_target) or 0)
        return vals

    def _get_alert(self, pace, late_percent, today):
        """The colour of the clause; of one in hires, from the people hired since its first day."""
        if self.obligation_kind != "hires":
            return super()._get_alert(pace, late_percent, today)
        if not (self.date_start and self.date_end and self.hires_target):
            return "none"
        elapsed = elapsed_days(self.date_start, self.date_end, today)
        expected = expected_hours(self.hires_target, self.date_start, self.date_end, today)
        remaining = Decimal(max(self.hires_target - self.hires_done, 0))
        days_left = (self.date_end - max(today, self.date_start)).days
        hire_pace = to_decimal(self.hires_done) / elapsed if elapsed else Decimal(0)
        gap = to_decimal(self.hires_done) - expected
        return alert_level(gap, self.hires_target, remaining, days_left, hire_pace, late_percent)

    @api.model
    def _cron_warn_late(self):
        """Give the responsible of each running clause that is late one activity, as long as none is open."""
        today = fields.Date.context_today(self)
        kind = self.env.ref("regie_insertion.mail_activity_type_clause_late")
        late = self.search([("date_end", ">=", today), ("alert", "in", ("orange", "red"))])
        warned = self.env["mail.activity"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", late.ids), ("activity_type_id", "=", kind.id)], ["res_id"]
        )
        known = {res_id for [res_id] in warned}
        for clause in late.filtered(lambda one: one.id not in known and one.user_id):
            clause.activity_schedule(
                activity_type_id=kind.id,
                date_deadline=today + timedelta(days=7),
                user_id=clause.user_id.id,
                note=self.env._(
                    "%(gap).2f hours behind the steady pace, %(remaining).2f still due before %(end)s.",
                    gap=abs(clause.hours_gap),
                    remaining=clause.hours_remaining,
                    end=fields.Date.to_string(clause.date_end),
                ),
            )
