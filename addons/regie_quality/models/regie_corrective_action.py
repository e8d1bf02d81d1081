from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

STATES = [("open", "To do"), ("done", "Done"), ("verified", "Verified")]
FACTS = frozenset(("date_done", "done_by_id", "date_verified", "verified_by_id", "state", "company_id"))


class RegieCorrectiveAction(models.Model):
    """Something to put right after an inspection, with who does it and until when; then somebody goes and looks."""

    _name = "regie.corrective.action"
    _description = "Corrective action"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date_deadline, id"
    _check_company_auto = True

    name = fields.Char(string="To put right", required=True, tracking=True)
    note = fields.Text(string="What was seen")
    inspection_id = fields.Many2one(
        "regie.quality.inspection", index="btree_not_null", ondelete="cascade", check_company=True
    )
    line_id = fields.Many2one(
        "regie.quality.inspection.line", string="Criterion", index="btree_not_null", ondelete="set null"
    )
    line_photo = fields.Image(related="line_id.photo", string="Photo of the inspection")
    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True, precompute=True)
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('worksite_code', '!=', False)]",
    )
    lot_id = fields.Many2one(
        "regie.market.lot", string="Market lot", index="btree_not_null", ondelete="restrict", check_company=True
    )
    family_id = fields.Many2one("regie.service.family", ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        groups="regie_gup.group_gup_read",
    )
    date_deadline = fields.Date(string="Until", required=True, index=True, tracking=True)
    photo_after = fields.Image(string="Photo once put right", max_width=1600, max_height=1600)
    # Facts: written by the buttons, never by hand
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", string="Done by", readonly=True, copy=False, groups="regie_gup.group_gup_read"
    )
    date_verified = fields.Datetime(string="Verified on", readonly=True, copy=False)
    verified_by_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False, groups="regie_gup.group_gup_read"
    )
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, precompute=True, index=True, group_expand=True, tracking=True
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")

    @api.depends("date_done", "date_verified")
    def _compute_state(self):
        for action in self:
            action.state = "verified" if action.date_verified else "done" if action.date_done else "open"

    @api.depends("state", "date_deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for action in self:
            action.is_late = action.state == "open" and bool(action.date_deadline) and action.date_deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain("date_deadline", "<", fields.Date.context_today(self))
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        """Create what is to be put right, with a reminder for who does it.

        :raise UserError: E-QUAL-06 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        actions = super().create([self._clean_vals(vals) for vals in vals_list])
        actions._remind()
        return actions

    def write(self, vals):
        """Change a correction; a new responsible or date moves the reminder.

        :raise UserError: E-QUAL-06 when a fact is written by hand
        """
        self._check_no_fact(vals)
        result = super().write(self._clean_vals(vals))
        if vals.keys() & {"user_id", "date_deadline"}:
            opened = self.filtered(lambda action: action.state == "open")
            opened._get_reminders().unlink()
            opened._remind()
        return result

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(
                self.env._("That a correction is done or verified is not written by hand: use its buttons. (E-QUAL-06)")
            )

    def action_done(self):
        """Say that it was put right; the inspector goes and looks."""
        self.check_access("write")
        opened = self.filtered(lambda action: action.state == "open")
        # sudo: a fact, written by this button
        opened.sudo().write({"date_done": fields.Datetime.now(), "done_by_id": self.env.uid})
        opened._get_reminders().action_feedback()
        return True

    def action_verify(self):
        """Say that somebody went, looked, and that it is right.

        :raise UserError: E-QUAL-14 when it is not done, or when who did it verifies it
        """
        self.check_access("write")
        for action in self:
            if action.state != "done":
                raise UserError(
                    self.env._("“%s” is not done yet: there is nothing to verify. (E-QUAL-14)", action.name)
                )
            if action.done_by_id == self.env.user and not self.env.user.has_group("regie_gup.group_gup_manager"):
                raise UserError(
                    self.env._("“%s”: somebody else than who put it right goes and looks. (E-QUAL-14)", action.name)
                )
        # sudo: a fact, written by this button
        self.sudo().write({"date_verified": fields.Datetime.now(), "verified_by_id": self.env.uid})
        return True

    def action_reopen(self):
        """Say that it is not right after all: it is to be done again."""
        self.check_access("write")
        # sudo: the facts are erased by this button only
        self.sudo().write({"date_done": False, "done_by_id": False, "date_verified": False, "verified_by_id": False})
        for action in self:
            action._message_log(body=self.env._("Not right yet: to be done again."))
        self._remind()
        return True

    def _remind(self):
        """Put each open correction in the day of who does it; one batch."""
        kind = self.env.ref("mail.mail_activity_data_todo")
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": action.id,
                    "activity_type_id": kind.id,
                    "summary": action.name,
                    "date_deadline": action.date_deadline,
                    "user_id": action.user_id.id,
                    "automated": True,
                }
                for action in self
            ]
        )

    def _get_reminders(self):
        # sudo: the reminder of the former responsible goes too
        return self.sudo().activity_ids.filtered("automated")

    @api.model
    def _clean_vals(self, vals):
        """Make the photo light, without the place where it was taken. (E-QUAL-08)"""
        if not vals.get("photo_after"):
            return vals
        line = self.env["regie.quality.inspection.line"]
        return {**vals, "photo_after": line._clean_photo(vals["photo_after"])}
