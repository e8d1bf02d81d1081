from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class RegieConflict(models.Model):
    """An interest of a person who sits in an organ towards a partner that a point of its agenda concerns.

    Found by the software, resolved by people: a recusal, or a decision of the organ with its reasons (GOV-10).
    """

    _name = "regie.conflict"
    _description = "Conflict of interests"
    _inherit = ["mail.thread", "regie.fact.guard"]
    _order = "meeting_id desc, resolution_id, partner_id, id"
    _rec_name = "partner_id"

    # Found by the detection, which works in sudo: nobody names a conflict, nor another person in it
    resolution_id = fields.Many2one(
        "regie.resolution", string="Point", required=True, readonly=True, index=True, ondelete="cascade"
    )
    meeting_id = fields.Many2one(related="resolution_id.meeting_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="resolution_id.company_id", store=True, index=True, precompute=True)
    date = fields.Datetime(related="meeting_id.date", string="Date of the meeting", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, readonly=True, index=True, ondelete="restrict"
    )
    counterparty_id = fields.Many2one(
        "res.partner", string="Concerned partner", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(
        "res.partner",
        string="Interest with",
        readonly=True,
        ondelete="restrict",
        help="The concerned partner itself, the group it belongs to, or one of its subsidiaries.",
    )
    line_id = fields.Many2one(
        "regie.interest.line", string="Declared interest", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    reason = fields.Char(compute="_compute_reason", help="In one sentence, as it is told to the person.")
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False, tracking=True)
    decision = fields.Text(readonly=True, copy=False, help="Why the organ finds no conflict: printed in the minutes.")
    user_id = fields.Many2one("res.users", string="Noted by", readonly=True, copy=False)
    state = fields.Selection(
        [("to_resolve", "To resolve"), ("recused", "Recused"), ("no_conflict", "No conflict")],
        compute="_compute_state",
        store=True,
        precompute=True,
        tracking=True,
        help="Recused as long as a recusal of the person stands on the point; no conflict once the organ decided so.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _match_uniq = models.UniqueIndex(
        "(resolution_id, partner_id, counterparty_id, COALESCE(line_id, 0))", "This conflict is already known."
    )

    @api.depends("partner_id", "entity_id", "counterparty_id", "line_id")
    def _compute_reason(self):
        for conflict in self:
            conflict.reason = conflict._get_reason()

    @api.depends("date_decided", "resolution_id.recusal_ids.is_active", "resolution_id.recusal_ids.partner_id")
    def _compute_state(self):
        for conflict in self:
            if conflict.partner_id in conflict.resolution_id._get_recused_partners():
                conflict.state = "recused"
            else:
                conflict.state = "no_conflict" if conflict.date_decided else "to_resolve"

    @api.depends_context("uid")
    @api.depends("partner_id")
    def _compute_is_mine(self):
        for conflict in self:
            conflict.is_mine = conflict.partner_id == self.env.user.partner_id

    @api.constrains("decision", "date_decided")
    def _check_motivation(self):
        """A decision says why, in a sentence at least. (GOV-049)"""
        for conflict in self.filtered("date_decided"):
            parameters = self.env["regie.parameter"].with_company(conflict.company_id)
            need = parameters.get("interest_decision_length", conflict.date_decided)
            if len(" ".join((conflict.decision or "").split())) < need:
                raise ValidationError(
                    self.env._(
                        "Give the reasons of the decision: %s characters at least, they are printed in the minutes."
                        " (GOV-049)",
                        int(need),
                    )
                )

    def write(self, vals):
        """What a minutes says of a conflict no longer changes once they are signed. (GOV-061)"""
        if vals.keys() & {"decision", "date_decided"}:
            signed = self.meeting_id.filtered("date_signed")[:1]
            if signed:
                raise UserError(
                    self.env._("The minutes of %s are signed: establish a corrective act. (GOV-061)", signed.name)
                )
            self._check_not_judge_and_party()
        return super().write(vals)

    def _check_not_judge_and_party(self):
        if not self.env.su and self.env.user.partner_id in self.partner_id:
            raise AccessError(
                self.env._("You are concerned by this conflict: somebody else decides of it, or you recuse yourself.")
            )

    def _decide_no_conflict(self, decision):
        """Note that the organ found no conflict, with its reasons.

        :raise ValidationError: GOV-049 when the reasons are too short
        :raise AccessError: when the person concerned decides, or somebody who is not in charge of it
        """
        self.check_access("write")
        self._check_not_judge_and_party()
        now = fields.Datetime.now()
        # sudo: the decision of the organ, after the right to write and who decides were checked
        self.sudo().write({"decision": decision, "date_decided": now, "user_id": self.env.uid})

    def action_decide(self):
        """Ask for the reasons for which the organ finds no conflict."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decision of the organ"),
            "res_model": "regie.conflict.decide",
            "view_mode": "form",
            "target": "new",
            "context": {"default_conflict_ids": self.ids},
        }

    def action_recuse(self):
        """Record the recusal of the person on the point."""
        self.ensure_one()
        action = self.resolution_id.action_record_recusal()
        action["context"]["default_partner_id"] = self.partner_id.id
        return action

    def _get_reason(self):
        """Return in one sentence why the person is concerned, without any amount."""
        self.ensure_one()
        # sudo: the name of the partner and the nature of the interest are what the conflict says, not its amounts
        conflict = self.sudo()
        names = {
            "person": conflict.partner_id.name,
            "entity": (conflict.entity_id or conflict.counterparty_id).name,
            "partner": conflict.counterparty_id.name,
        }
        if conflict.line_id.nature == "family":
            text = self.env._("%(person)s has a relative bound to %(entity)s", **names)
        elif conflict.line_id:
            text = self.env._("%(person)s has declared an interest with %(entity)s", **names)
        elif conflict.entity_id == conflict.partner_id:
            text = self.env._("%(person)s is personally concerned", **names)
        else:
            text = self.env._("%(person)s represents %(entity)s", **names)
        if names["entity"] != names["partner"]:
            text = self.env._("%(reason)s, bound to %(partner)s", reason=text, partner=names["partner"])
        return text
