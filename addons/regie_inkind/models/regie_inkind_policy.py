from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang


class RegieInkindPolicy(models.Model):
    """What a régie decides for an exercise: its contributions in kind are recorded, or described in the annex.

    They are recorded when their nature and importance are essential to understand the activity and when they can be
    counted and valued; otherwise the annex says why, with their nature and importance (ANC 2018-06, art. 211-2).
    """

    _name = "regie.inkind.policy"
    _description = "Contributions in kind of an exercise"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    exercise_id = fields.Many2one(
        "regie.exercise", required=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="exercise_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(related="exercise_id.date_from", store=True, precompute=True)
    date_to = fields.Date(related="exercise_id.date_to")
    is_recorded = fields.Boolean(
        string="Recorded in the accounts",
        default=True,
        tracking=True,
        help="Unticked: no entry is proposed, and the annex says why.",
    )
    reason = fields.Text(string="Why they are not recorded", tracking=True, help="Printed in the annex.")
    method = fields.Text(
        string="How they are counted and valued",
        tracking=True,
        help="Printed in the annex: how the hours are collected, which rate, decided by whom.",
    )
    uses = fields.Monetary(string="Uses (86)", compute="_compute_totals")
    sources = fields.Monetary(string="Sources (87)", compute="_compute_totals")
    validated_amount = fields.Monetary(string="Validated", compute="_compute_totals")
    to_book_amount = fields.Monetary(string="Not yet in an entry", compute="_compute_totals")
    draft_count = fields.Integer(string="To validate", compute="_compute_totals")
    annex = fields.Text(string="Text for the annex", compute="_compute_annex")

    _exercise_uniq = models.Constraint("UNIQUE (exercise_id)", "This exercise already has its contributions in kind.")

    @api.depends("exercise_id")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = policy.exercise_id.name

    def _compute_totals(self):
        for policy in self:
            totals = policy.exercise_id.get_inkind_totals()
            policy.uses, policy.sources = totals["uses"], totals["sources"]
            policy.validated_amount, policy.to_book_amount = totals["validated"], totals["to_book"]
            policy.draft_count = totals["draft_count"]

    @api.depends("is_recorded", "reason", "method")
    @api.depends_context("lang")
    def _compute_annex(self):
        for policy in self:
            policy.annex = "\n".join(policy.get_annex_lines())

    @api.constrains("is_recorded", "reason")
    def _check_reason(self):
        """What is not recorded is explained. (FIN-036)"""
        for policy in self:
            if not policy.is_recorded and not (policy.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say why the contributions of %(exercise)s are not recorded: the annex must tell it. (FIN-036)",
                        exercise=policy.exercise_id.name,
                    )
                )

    @api.constrains("is_recorded")
    def _check_nothing_booked(self):
        """What stands in the accounts is recorded. (FIN-036)"""
        for policy in self.filtered(lambda policy: not policy.is_recorded):
            if policy.uses or policy.sources:
                raise ValidationError(
                    self.env._(
                        "Entries of %(exercise)s stand in classes 86 and 87: reverse them before saying that the "
                        "contributions are not recorded. (FIN-036)",
                        exercise=policy.exercise_id.name,
                    )
                )

    @api.private
    def get_annex_lines(self):
        """Sentences of the annex: the choice and its reason, the method, then each nature with its importance.

        Amounts in euros, quantities in the unit of the nature. Source: ANC 2018-06, art. 211-2 and 211-4.
        """
        self.ensure_one()
        if self.is_recorded:
            lines = [
                self.env._(
                    "The contributions in kind are recorded in classes 86 and 87; they do not change the result."
                )
            ]
        else:
            lines = [
                self.env._("The contributions in kind are not recorded: %(reason)s", reason=(self.reason or "").strip())
            ]
        if self.method:
            lines.append(self.method.strip())
        for row in self.exercise_id.get_inkind_rows():
            quantity = formatLang(self.env, row["quantity"], digits=2)
            lines.append(
                self.env._(
                    "%(nature)s: %(quantity)s %(unit)s, %(amount)s.",
                    nature=row["nature"].name,
                    quantity=quantity,
                    unit=row["unit"].lower(),
                    amount=formatLang(self.env, row["amount"], currency_obj=self.currency_id),
                )
            )
        return lines

    def action_propose(self):
        """Open the proposal of entries for the exercise.

        :raise UserError: FIN-036 when the contributions are not recorded
        """
        self.ensure_one()
        self._check_recorded()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_inkind.regie_inkind_booking_action")
        return {**action, "context": {"default_exercise_id": self.exercise_id.id}}

    def _check_recorded(self):
        for policy in self.filtered(lambda policy: not policy.is_recorded):
            raise UserError(
                self.env._(
                    "The régie decided that the contributions of %(exercise)s are not recorded: tick “Recorded in the "
                    "accounts” in Finance / In kind / Exercises first. (FIN-036)",
                    exercise=policy.exercise_id.name,
                )
            )

    def action_view_contributions(self):
        """Contributions of the exercise."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_inkind.regie_inkind_contribution_action")
        return {**action, "domain": list(self.exercise_id.get_inkind_domain()), "context": {}}

    def action_view_lines(self):
        """Posted journal items of classes 86 and 87 of the exercise."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        return {**action, "domain": list(self.exercise_id.get_inkind_lines_domain()), "context": {}}
