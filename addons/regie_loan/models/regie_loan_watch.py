from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .regie_loan_line import BEFORE


class RegieLoanWatch(models.Model):
    """Who has not come, what is not back, who comes next: looked at every hour. gup_services.md, 5.3, 5.5."""

    _inherit = "regie.loan.line"

    date_warned = fields.Datetime(
        string="Borrower warned on", readonly=True, copy=False, help="That the tool that they booked is not back."
    )

    @api.model
    def _cron_watch(self):
        """Look at the bookings that nobody collected, at the late tools, and at who waits."""
        now = fields.Datetime.now()
        self._watch_absent(now)
        self._watch_late(now)
        self._watch_next(now)
        self.env["regie.loan.wait"]._watch(now)

    @api.model
    def _get_hours(self, code, now):
        return timedelta(hours=float(self.env["regie.parameter"].get(code, now.date())))

    @api.model
    def _watch_absent(self, now):
        """Free the tools that nobody collected."""
        lines = self.search(
            [
                ("state", "in", ("reserved", "contract")),
                ("date_out", "<", now - self._get_hours("pret_absence_heures", now)),
            ]
        )
        lines._set_state("no_show")
        lines.loan_id._close_empty(now)

    @api.model
    def _watch_late(self, now):
        """Say that tools are late, and keep them from others until now."""
        self.search([("state", "=", "out"), ("date_due", "<", now)])._set_state("overdue")
        self.search([("state", "=", "overdue")])._hold(now)

    @api.model
    def _watch_next(self, now):
        """Give who comes next another unit, or warn them once that their tool is not back."""
        late = self.search([("state", "=", "overdue")]).item_id
        following = self.search(
            [
                ("item_id", "in", late.ids),
                ("state", "in", ("reserved", "contract")),
                ("date_out", "<", now + self._get_hours("pret_alerte_heures", now)),
                ("date_warned", "=", False),
            ]
        )
        template = self.env.ref("regie_loan.mail_template_loan_delayed")
        for line in following:
            if line.state == "reserved" and line._swap():
                continue
            line.date_warned = now
            template.send_mail(line.loan_id.id)
            line.loan_id.activity_schedule(
                "mail.mail_activity_data_call",
                summary=line.env._("%(tool)s is not back: call who has it", tool=line.item_id.display_name),
                user_id=(line.loan_id.user_id or self.env.user).id,
            )

    def _swap(self):
        """Give a booked line another unit of its model, the least used one that is free; tell whether there was one."""
        self.ensure_one()
        free = self.model_id._get_free_items(self.date_out, self.date_due, self.loan_id.site_id)
        item = (free - self.loan_id.line_ids.item_id - self.item_id)[:1]
        if not item:
            return False
        former, self.item_id = self.item_id, item
        self.loan_id.message_post(
            body=self.env._("%(new)s replaces %(old)s.", new=item.display_name, old=former.display_name)
        )
        return True

    def action_swap(self):
        """Take another unit of the model.

        :raise UserError: E-LOAN-21 once the tool left
        :raise ValidationError: E-LOAN-11 without a free unit
        """
        self.check_access("write")
        self._check_not_left()
        for line in self:
            if not line._swap():
                raise ValidationError(
                    self.env._("No other %(model)s is free on these days. (E-LOAN-11)", model=line.model_id.name)
                )

    def action_cancel(self):
        """Do not take these tools: they are free for others; a loan without any is cancelled.

        :raise UserError: E-LOAN-24 once a tool left
        """
        self.check_access("write")
        for line in self:
            if line.state not in BEFORE:
                raise UserError(self.env._("%(tool)s left: take it back first. (E-LOAN-24)", tool=line.display_name))
        self._set_state("cancelled")
        self.loan_id._close_empty(fields.Datetime.now())

    def action_open_loan(self):
        """Open the loan of the tool."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_action")
        return {**action, "views": [(False, "form")], "res_id": self.loan_id.id, "context": {}}
