from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.control_result import ControlResult, Ledger
from .regie_closing_step_template import MILESTONES


class RegieClosing(models.Model):
    """The closing of an exercise: the steps in their order, each with a control that reads the books as they are.

    An addon adds a control with a record of regie.closing.step.template and a method ``_control_<code>(self)`` that
    returns a ControlResult. Controls run without access rights on figures: each one filters on the régie.
    """

    _name = "regie.closing"
    _description = "Closing of an exercise"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _rec_name = "exercise_id"
    _check_company_auto = True

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="exercise_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="exercise_id.date_from", string="First day")
    date_to = fields.Date(related="exercise_id.date_to", string="Last day", store=True, precompute=True)
    user_id = fields.Many2one(
        "res.users", string="Accountant", required=True, default=lambda self: self.env.user, tracking=True
    )
    materiality = fields.Monetary(
        tracking=True,
        help="Above this amount a difference changes the judgement of who reads the accounts: it is mended, a note is"
        " not enough.",
    )
    payroll_due = fields.Monetary(
        string="Due by the last DSN", help="Contributions and withheld tax still to pay, as the last DSN says."
    )
    leave_due = fields.Monetary(
        string="Paid leave due", help="Leave earned and not taken, with its contributions, as payroll says."
    )
    wage_tax_due = fields.Monetary(string="Wage tax due", help="Tax on wages of the year still to pay.")
    step_ids = fields.One2many("regie.closing.step", "closing_id", string="Steps")
    state = fields.Selection(
        [("open", "Open"), *MILESTONES],
        compute="_compute_state",
        store=True,
        tracking=True,
        help="Follows from the steps: the last stage whose mandatory steps are all passed.",
    )
    passed_count = fields.Integer(string="Passed steps", compute="_compute_counts")
    blocked_count = fields.Integer(string="Red steps", compute="_compute_counts")
    step_count = fields.Integer(compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", aggregator=None)
    next_step_id = fields.Many2one("regie.closing.step", string="Next step", compute="_compute_counts")
    checked_on = fields.Datetime(readonly=True, copy=False)
    locked_on = fields.Date(readonly=True, copy=False, tracking=True)

    _exercise_uniq = models.UniqueIndex("(exercise_id)", "This exercise already has its closing file. (FIN-073)")
    _open_uniq = models.UniqueIndex(
        "(company_id) WHERE locked_on IS NULL",
        "Another closing of the régie is still open: lock it first. (FIN-073)",
    )
    _materiality_positive = models.Constraint("CHECK (materiality >= 0)", "The materiality is not negative. (FIN-079)")

    @api.depends("step_ids.state", "step_ids.template_id.milestone", "step_ids.template_id.is_mandatory")
    def _compute_state(self):
        for closing in self:
            reached = "open"
            for step in closing.step_ids.sorted(lambda step: (step.sequence, step.id)):
                if step.template_id.is_mandatory and not step.is_passed:
                    break
                reached = step.template_id.milestone or reached
            closing.state = reached

    @api.depends("step_ids.state")
    def _compute_counts(self):
        for closing in self:
            steps = closing.step_ids.sorted(lambda step: (step.sequence, step.id))
            passed = steps.filtered("is_passed")
            closing.passed_count = len(passed)
            closing.blocked_count = len(steps.filtered(lambda step: step.state in ("ko", "broken")))
            closing.step_count = len(steps)
            closing.progress = 100 * len(passed) / len(steps) if steps else 0
            closing.next_step_id = (steps - passed)[:1]

    @api.model_create_multi
    def create(self, vals_list):
        """Open a file: its steps are those set up on that day, and their controls run at once."""
        closings = super().create(vals_list)
        closings._add_steps()
        closings._run_controls()
        return closings

    @api.ondelete(at_uninstall=False)
    def _unlink_untouched_only(self):
        """A file with a confirmed step is kept. (FIN-076)"""
        # state "done" of a step: somebody confirmed it
        if any(step.done_on for step in self.step_ids):
            raise UserError(
                self.env._("A closing file with a confirmed step is kept: reopen its steps first. (FIN-076)")
            )

    def web_read(self, specification):
        """The page of a file shows the books as they are when it opens: its controls run first."""
        if len(self) == 1 and "step_ids" in specification and self.exists():
            self.check_access("read")
            self._run_controls()
        return super().web_read(specification)

    def action_check(self):
        """Run every control again."""
        self.check_access("read")
        self._run_controls()
        return True

    def action_confirm_green(self):
        """Confirm in their order the steps whose control is green, up to the first that asks for a person.

        :raise UserError: FIN-070 when the very first one left is not green
        """
        self.ensure_one()
        self.check_access("write")
        self._run_controls()
        confirmed = self.env["regie.closing.step"]
        for step in self.step_ids.sorted(lambda step: (step.sequence, step.id)):
            if step.is_passed:
                continue
            if step.state != "ok" or not step._may_confirm() or step._get_missing_proof():
                break
            step.action_confirm()
            confirmed |= step
        if not confirmed and self.next_step_id:
            self.next_step_id._check_can_confirm()
        return True

    def action_view_steps(self):
        """Steps of the file, as a list with its filters."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_closing.regie_closing_step_action")
        return {**action, "domain": [("closing_id", "=", self.id)], "context": {}}

    def action_open_lock(self):
        """Explain the two locks, then set one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lock the year"),
            "res_model": "regie.closing.lock",
            "view_mode": "form",
            "target": "new",
            "context": {"default_closing_id": self.id},
        }

    def _add_steps(self):
        """Add to each file the steps set up that it does not have yet."""
        templates = self.env["regie.closing.step.template"].search([])
        vals_list = [
            {"closing_id": closing.id, "template_id": template.id}
            for closing in self
            for template in templates - closing.step_ids.template_id
        ]
        # sudo: steps follow from the set-up, nobody writes them by hand
        self.env["regie.closing.step"].sudo().create(vals_list)

    def _run_controls(self):
        """Run the controls and keep what they found; the confirmed steps of a locked file stay as they were."""
        for closing in self:
            # sudo: figures of the whole books of the régie, whoever opens the page
            one = closing.sudo().with_company(closing.company_id)
            ledger = Ledger(one.exercise_id.get_balances(), one.exercise_id.get_balances(to_date=True))
            one = one.with_context(regie_closing_ledger=ledger)
            for step in one.step_ids:
                if not (one.locked_on and step.done_on):
                    step._keep_result(one._run_control(step.template_id.code))
            one.checked_on = fields.Datetime.now()

    def _run_control(self, code):
        """Return the ControlResult of a control; a rule that refuses to answer is a red control that says why."""
        control = getattr(self, f"_control_{code}", None)
        if control is None:
            return ControlResult("manual", sentence=self.env._("No control reads this step: look at it yourself."))
        try:
            return control()
        except UserError as error:
            return ControlResult("ko", sentence=str(error))

    def _get_ledger(self):
        """Balances of the books, read once for all controls."""
        self.ensure_one()
        ledger = self.env.context.get("regie_closing_ledger")
        return ledger or Ledger(self.exercise_id.get_balances(), self.exercise_id.get_balances(to_date=True))

    def _format_amount(self, amount):
        """An amount in the words of the reader, with its currency."""
        return self.currency_id.format(amount)

    def _is_zero(self, amount):
        """Tell whether an amount rounds to nothing."""
        return self.company_id.currency_id.is_zero(amount)

    def _get_lock_sequence(self):
        """Place in the order of the step that locks the year."""
        self.ensure_one()
        locks = self.step_ids.filtered(lambda step: step.template_id.milestone == "locked")
        return max(locks.mapped("sequence"), default=0)

    def _on_step_confirmed(self, step):
        """What follows from the confirmation of a step: the lock is a fact of the file. Addons add theirs."""
        self.ensure_one()
        if step.template_id.milestone == "locked":
            # sudo: a fact, once the step is confirmed
            self.sudo().locked_on = fields.Date.context_today(self)
