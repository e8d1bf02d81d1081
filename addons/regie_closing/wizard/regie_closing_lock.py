from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieClosingLock(models.TransientModel):
    """The lock of the year, explained before it is set: the soft one can be lifted, the hard one never."""

    _name = "regie.closing.lock"
    _description = "Lock of the year"

    closing_id = fields.Many2one("regie.closing", required=True, readonly=True)
    company_id = fields.Many2one(related="closing_id.company_id")
    date = fields.Date(related="closing_id.date_to", string="Lock up to")
    fiscalyear_lock_date = fields.Date(related="company_id.fiscalyear_lock_date", string="Lock date today")
    hard_lock_date = fields.Date(related="company_id.hard_lock_date", string="Hard lock date today")
    kind = fields.Selection(
        [("soft", "Lock: an administrator can grant an exception"), ("hard", "Hard lock: nobody can ever lift it")],
        required=True,
        default="soft",
    )
    is_understood = fields.Boolean(string="I understand that the hard lock is irreversible")

    @api.private
    def get_refusal(self):
        """Say why the lock cannot be set; nothing when it can."""
        self.ensure_one()
        closing = self.closing_id
        lock = closing._get_lock_sequence()
        waiting = closing.step_ids.filtered(
            lambda step: step.sequence < lock and step.is_mandatory and not step.is_passed
        ).sorted("sequence")[:1]
        if waiting:
            return self.env._(
                "Step %(number)s “%(name)s” is not passed: the year is locked after it. (FIN-070)",
                number=waiting.number,
                name=waiting.name,
            )
        if self.kind == "hard" and not self.is_understood:
            return self.env._(
                "Tick that you understand: after the hard lock of %(date)s, nobody can change, add or delete an entry"
                " up to that day, not even an administrator. (FIN-083)",
                date=format_date(self.env, self.date),
            )
        return ""

    def action_lock(self):
        """Set the lock date of Odoo on the last day of the exercise.

        :raise UserError: FIN-070 before the steps that come first, FIN-083 without the acknowledgement
        """
        self.ensure_one()
        self.closing_id.check_access("write")
        self.closing_id._run_controls()
        refusal = self.get_refusal()
        if refusal:
            raise UserError(refusal)
        company = self.company_id
        day = self.date
        vals = {}
        if not company.fiscalyear_lock_date or company.fiscalyear_lock_date < day:
            vals["fiscalyear_lock_date"] = day
        if self.kind == "hard" and (not company.hard_lock_date or company.hard_lock_date < day):
            vals["hard_lock_date"] = day
        # sudo: lock dates are of the company, which the accountant does not write; the rules of Odoo still apply
        company.sudo().write(vals)
        body = (
            self.env._("The year is hard locked up to %s.", format_date(self.env, day))
            if self.kind == "hard"
            else self.env._("The year is locked up to %s.", format_date(self.env, day))
        )
        self.closing_id.message_post(body=body)
        self.closing_id._run_controls()
        return {"type": "ir.actions.act_window_close"}
