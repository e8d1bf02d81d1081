from odoo import api, fields, models

from ..models.regie_interest_line import NATURES


class RegieRecusalRecord(models.TransientModel):
    """Asks who leaves a point, why, from what, and who presides in their place; records one recusal."""

    _name = "regie.recusal.record"
    _description = "Record a recusal"

    resolution_id = fields.Many2one("regie.resolution", string="Point", required=True)
    person_ids = fields.Many2many(
        "res.partner", string="Those who take part", compute="_compute_person_ids", export_string_translation=False
    )
    partner_id = fields.Many2one("res.partner", string="Person", required=True, domain="[('id', 'in', person_ids)]")
    conflict_reason = fields.Char(compute="_compute_conflict_reason", string="Found by the software")
    nature = fields.Selection(
        NATURES, required=True, compute="_compute_conflict", store=True, readonly=False, precompute=True
    )
    reason = fields.Text(
        required=True,
        compute="_compute_conflict",
        store=True,
        readonly=False,
        precompute=True,
        help="In one sentence: it is read by the person and printed in the minutes.",
    )
    is_preparatory_work = fields.Boolean(string="Preparatory work", default=True)
    excluded_work = fields.Text(string="Papers and meetings left")
    is_selection_committee = fields.Boolean(string="Selection committee (CAO or other)")
    committee = fields.Char()
    is_external_assembly = fields.Boolean(string="Body of another organisation")
    external_body = fields.Char(string="Which body")
    external_date = fields.Date(string="Held on")
    attachment_ids = fields.Many2many("ir.attachment", string="Attestation")
    is_left_now = fields.Boolean(
        string="Leaves the room now", compute="_compute_is_left_now", store=True, readonly=False
    )
    leave_mode = fields.Selection(
        [("room", "Left the room"), ("remote", "Was disconnected")], required=True, default="room", string="How"
    )
    is_statement = fields.Boolean(string="Gave neither instruction nor power")
    is_chair = fields.Boolean(compute="_compute_is_chair")
    chair_id = fields.Many2one(
        "res.partner",
        string="Presides over this point",
        domain="[('id', 'in', person_ids), ('id', '!=', partner_id)]",
        help="A voter who is there and not recused.",
    )

    @api.depends("resolution_id")
    def _compute_person_ids(self):
        for wizard in self:
            meeting = wizard.resolution_id.meeting_id
            lines = meeting.attendance_ids
            sitting = meeting.organ_id.mandate_ids.filtered(lambda mandate: mandate.state == "running")
            recused = wizard.resolution_id._get_recused_partners()
            wizard.person_ids = (lines.partner_id | sitting.partner_id) - recused

    def _get_conflicts(self):
        self.ensure_one()
        return self.resolution_id.conflict_ids.filtered(lambda conflict: conflict.partner_id == self.partner_id)

    @api.depends("resolution_id", "partner_id")
    def _compute_conflict_reason(self):
        for wizard in self:
            wizard.conflict_reason = "; ".join(wizard._get_conflicts().mapped("reason"))

    @api.depends("resolution_id", "partner_id")
    def _compute_conflict(self):
        for wizard in self:
            found = wizard._get_conflicts()
            wizard.reason = wizard.reason or wizard.conflict_reason
            # sudo: the nature of the interest is in the recusal; the amounts stay in the declaration
            nature = found.sudo().line_id[:1].nature
            wizard.nature = nature or ("organisation" if found else wizard.nature or "personal")

    @api.depends("resolution_id", "partner_id")
    def _compute_is_left_now(self):
        for wizard in self:
            there = wizard.resolution_id.meeting_id._get_present_lines().partner_id
            wizard.is_left_now = bool(wizard.resolution_id.date_opened and wizard.partner_id in there)

    @api.depends("resolution_id", "partner_id")
    def _compute_is_chair(self):
        for wizard in self:
            wizard.is_chair = bool(wizard.partner_id) and wizard.resolution_id._get_chair() == wizard.partner_id

    def action_record(self):
        """Record the recusal: the person leaves the vote, its proxies and its papers.

        :raise UserError: GOV-041, GOV-044, GOV-046: see ``regie.recusal.create()``
        """
        self.ensure_one()
        if self.chair_id:
            self.resolution_id.chair_id = self.chair_id
        found = self._get_conflicts()
        recusal = self.env["regie.recusal"].create(
            {
                "resolution_id": self.resolution_id.id,
                "partner_id": self.partner_id.id,
                # sudo: the link to the declaration is kept for who may read it
                "line_id": found.sudo().line_id[:1].id,
                "nature": self.nature,
                "reason": self.reason,
                "is_preparatory_work": self.is_preparatory_work,
                "excluded_work": self.excluded_work,
                "is_selection_committee": self.is_selection_committee,
                "committee": self.committee,
                "is_external_assembly": self.is_external_assembly,
                "external_body": self.external_body,
                "external_date": self.external_date,
                "attachment_ids": [fields.Command.set(self.attachment_ids.ids)],
                "date_left": fields.Datetime.now() if self.is_left_now else False,
                "leave_mode": self.leave_mode,
                "is_statement": self.is_statement,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.recusal",
            "res_id": recusal.id,
            "view_mode": "form",
        }
