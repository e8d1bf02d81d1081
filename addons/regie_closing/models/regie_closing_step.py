import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import float_compare

#: what a person writes about a step: closed with it
PROOF = {"note", "attachment_ids"}
#: the lists that accountants know, where the general one of the model is not for them
BOOK_ACTIONS = {
    "account.move": "account.action_move_journal_line",
    "account.move.line": "account.action_account_moves_all",
}


class RegieClosingStep(models.Model):
    """A step of a closing: what its control found, who confirmed it, with which note and which evidence."""

    _name = "regie.closing.step"
    _description = "Step of a closing"
    _inherit = ["regie.fact.guard"]
    _order = "closing_id desc, sequence, id"
    _rec_name = "name"
    _check_company_auto = True

    closing_id = fields.Many2one("regie.closing", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="closing_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    template_id = fields.Many2one(
        "regie.closing.step.template", string="Set-up", required=True, index=True, ondelete="restrict", readonly=True
    )
    sequence = fields.Integer(related="template_id.sequence", store=True)
    number = fields.Integer(related="template_id.number", store=True, aggregator=None)
    code = fields.Char(related="template_id.code", store=True)
    name = fields.Char(related="template_id.name")
    phase = fields.Selection(related="template_id.phase", store=True)
    is_mandatory = fields.Boolean(related="template_id.is_mandatory")
    can_explain = fields.Boolean(related="template_id.can_explain")
    unit = fields.Selection(related="template_id.unit")
    todo = fields.Text(related="template_id.todo")
    reference = fields.Text(related="template_id.reference")
    mender = fields.Char(string="Who can mend", compute="_compute_mender")
    responsible_id = fields.Many2one("res.users", check_company=True)
    control_state = fields.Selection(
        [("ok", "Green"), ("ko", "Red"), ("manual", "To judge"), ("na", "Does not apply")],
        string="Control",
        readonly=True,
        default="manual",
    )
    value = fields.Float(readonly=True, digits=(16, 2), aggregator=None, help="What the control measured.")
    value_text = fields.Char(string="Figure", compute="_compute_value_text")
    sentence = fields.Text(string="What was found", readonly=True)
    fault_model = fields.Char(readonly=True)
    fault_domain = fields.Char(readonly=True, default="[]")
    checked_on = fields.Datetime(string="Changed on", readonly=True, help="When the control last changed its answer.")
    done_on = fields.Datetime(string="Confirmed on", readonly=True)
    done_by_id = fields.Many2one("res.users", string="Confirmed by", readonly=True)
    accepted_value = fields.Float(readonly=True, digits=(16, 2), aggregator=None)
    is_explained = fields.Boolean(string="Accepted with a note", readonly=True)
    note = fields.Text(help="What was looked at, what explains the difference.")
    attachment_ids = fields.Many2many("ir.attachment", string="Evidence", bypass_search_access=True)
    state = fields.Selection(
        [
            ("ko", "To mend"),
            ("broken", "Broken since"),
            ("manual", "To judge"),
            ("ok", "To confirm"),
            ("done", "Confirmed"),
            ("na", "Does not apply"),
        ],
        compute="_compute_state",
        store=True,
    )
    is_passed = fields.Boolean(compute="_compute_is_passed")

    _step_uniq = models.UniqueIndex("(closing_id, template_id)", "This step is already in the file.")

    @api.depends("control_state", "done_on", "is_explained", "accepted_value", "value")
    def _compute_state(self):
        for step in self:
            explained = step.is_explained and not float_compare(step.accepted_value, step.value, precision_digits=2)
            if step.control_state == "na":
                step.state = "na"
            elif not step.done_on:
                step.state = step.control_state or "manual"
            else:
                step.state = "broken" if step.control_state == "ko" and not explained else "done"

    @api.depends("state")
    def _compute_is_passed(self):
        for step in self:
            step.is_passed = step.state in ("done", "na")

    @api.depends("template_id.group_id")
    def _compute_mender(self):
        for step in self:
            # sudo: the name of a group alone
            step.mender = step.sudo().template_id.group_id.name

    @api.depends("value", "unit", "control_state")
    def _compute_value_text(self):
        for step in self:
            if step.control_state == "na":
                step.value_text = False
            elif step.unit == "money":
                step.value_text = step.currency_id.format(step.value)
            else:
                step.value_text = str(round(step.value))

    def write(self, vals):
        """Change a note or the evidence, as long as the step is not confirmed.

        :raise UserError: FIN-075 on a confirmed step
        """
        confirmed = self.filtered("done_on")
        if not self.env.su and PROOF & vals.keys() and confirmed:
            raise UserError(
                self.env._(
                    "Step %(number)s “%(name)s” is confirmed: its note and evidence stay as they are. Reopen the step"
                    " to change them. (FIN-075)",
                    number=confirmed[0].number,
                    name=confirmed[0].name,
                )
            )
        written = super().write(vals)
        if "attachment_ids" in vals:
            self._own_evidence()
        return written

    def action_confirm(self):
        """Confirm the step: its control is green, or a person answers for it with a note.

        :raise UserError: FIN-070 when a step before waits or the control is red, FIN-074 without note or evidence
        """
        for step in self:
            step._check_can_confirm()
            missing = step._get_missing_proof()
            if missing:
                raise UserError(missing)
            explained = step.control_state == "ko"
            # sudo: the facts, once the right to confirm and the order are checked
            step.sudo().write(
                {
                    "done_on": fields.Datetime.now(),
                    "done_by_id": self.env.uid,
                    "is_explained": explained,
                    "accepted_value": step.value,
                }
            )
            step.closing_id._on_step_confirmed(step)
        return True

    def action_open_confirm(self):
        """Ask for the note and the evidence, then confirm."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confirm the step"),
            "res_model": "regie.closing.confirm",
            "view_mode": "form",
            "target": "new",
            "context": {"default_step_id": self.id},
        }

    def action_reopen(self):
        """Take back a confirmation, and those of the steps after it, which rested on it.

        :raise UserError: FIN-077 once the year is locked
        """
        self.check_access("write")
        for step in self:
            step._check_may_confirm()
            if step.closing_id.locked_on and step.sequence <= step.closing_id._get_lock_sequence():
                raise UserError(
                    self.env._(
                        "The year is locked: step %(number)s “%(name)s” stays confirmed. What must still change goes"
                        " into the exercise that follows. (FIN-077)",
                        number=step.number,
                        name=step.name,
                    )
                )
            after = step.closing_id.step_ids.filtered(
                lambda other, step=step: other.sequence >= step.sequence and other.done_on
            )
            # sudo: the facts, once the right to reopen is checked
            after.sudo().write({"done_on": False, "done_by_id": False, "is_explained": False, "accepted_value": 0})
            step.closing_id.message_post(
                body=self.env._(
                    "Step %(number)s “%(name)s” is reopened, and the steps after it.",
                    number=step.number,
                    name=step.name,
                )
            )
        return True

    def action_view_faults(self):
        """Open the records at fault, or those that the figure is made of.

        :raise UserError: when the control has none to show
        """
        self.ensure_one()
        if not self.fault_model or self.fault_model not in self.env:
            raise UserError(
                self.env._("This control has no record to show: %(sentence)s", sentence=self.sentence or "")
            )
        action = {"type": "ir.actions.act_window", "res_model": self.fault_model, "view_mode": "list,form"}
        if self.fault_model in BOOK_ACTIONS:
            action = self.env["ir.actions.act_window"]._for_xml_id(BOOK_ACTIONS[self.fault_model])
        return {
            **action,
            "name": self.name,
            "domain": json.loads(self.fault_domain or "[]"),
            "context": {"active_test": False},
        }

    def _own_evidence(self):
        """Attach to the step the files that the user has just given for it: who reads the step reads them.

        Files of others, or of other records, keep their own access rights.
        """
        for step in self:
            # sudo: the files of the user himself, on a step whose note he may write
            step.sudo().attachment_ids.filtered(
                lambda file: file.create_uid.id == self.env.uid and file.res_model in (False, "regie.closing.confirm")
            ).write({"res_model": step._name, "res_id": step.id})

    def _keep_result(self, result):
        """Write what a control found, when it changed."""
        self.ensure_one()
        found = {
            "control_state": result.state,
            "value": result.value,
            "sentence": result.sentence,
            "fault_model": result.model or False,
            "fault_domain": json.dumps(list(result.domain), default=str),
        }
        if any(self[name] != value for name, value in found.items()):
            self.write({**found, "checked_on": fields.Datetime.now()})

    def _may_confirm(self):
        """Tell whether the user is among those who answer for the step: the group that can mend, or who closes."""
        # sudo: groups are read by administrators only; their ids alone say nothing
        group = self.sudo().template_id.group_id
        user = self.env.user
        return user.has_group("regie_finance.group_finance_manager") or (
            not group or group in user.sudo().all_group_ids
        )

    def _check_may_confirm(self):
        """Refuse a confirmation to who does not answer for the step.

        :raise AccessError: FIN-084
        """
        self.check_access("write")
        if not self._may_confirm():
            raise AccessError(
                self.env._(
                    "Step %(number)s is confirmed by: %(group)s. (FIN-084)", number=self.number, group=self.mender or ""
                )
            )

    def _check_can_confirm(self):
        """Refuse to confirm a step out of its order, or whose control is red.

        :raise UserError: FIN-070
        """
        self.ensure_one()
        self._check_may_confirm()
        # sudo: the controls run on the whole books; a confirmation never rests on yesterday's answer
        self.closing_id._run_controls()
        waiting = self.closing_id.step_ids.filtered(
            lambda step: step.sequence < self.sequence and step.is_mandatory and not step.is_passed
        )
        refused = waiting.sorted("sequence")[:1] or self.filtered(lambda step: step._is_refused())
        if refused:
            raise UserError(
                self.env._(
                    "Step %(number)s: control not satisfied (%(control)s). %(sentence)s (FIN-070)",
                    number=refused.number,
                    control=refused.name,
                    sentence=refused.sentence or "",
                )
            )

    def _is_refused(self):
        """Tell whether the red control of the step stops it: it cannot be explained, or weighs too much to be."""
        self.ensure_one()
        if self.control_state != "ko":
            return False
        if not self.template_id.can_explain:
            return True
        return self.unit == "money" and abs(self.value) > self.closing_id.materiality

    def _get_missing_proof(self):
        """Return what is missing for the confirmation, in a sentence with FIN-074; nothing when all is there."""
        self.ensure_one()
        template = self.template_id
        if template.needs_evidence and not self.attachment_ids:
            return self.env._("Step %(number)s: attach the evidence. (FIN-074)", number=self.number)
        judged = self.control_state in ("ko", "manual")
        if (judged or template.needs_note) and not (self.note or "").strip():
            return self.env._("Step %(number)s: write in a note what was looked at. (FIN-074)", number=self.number)
        return ""
