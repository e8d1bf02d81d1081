from odoo import api, fields, models
from odoo.exceptions import UserError

WATCHED = {"counterparty_ids", "source_ref", "meeting_id", "date_withdrawn"}


class RegieResolutionConflict(models.Model):
    """Whom a point concerns, and whose interests stand in the way of its vote."""

    _inherit = "regie.resolution"

    source_ref = fields.Reference(
        selection="_selection_source_ref",
        string="About",
        help="Convention, order or request that the point decides of: its partners are concerned too.",
    )
    conflict_ids = fields.One2many("regie.conflict", "resolution_id", string="Conflicts of interests")
    conflict_state = fields.Selection(
        [("none", "No conflict found"), ("to_resolve", "Conflict to resolve"), ("resolved", "Conflicts resolved")],
        string="Conflicts",
        compute="_compute_conflict_state",
        store=True,
        help="A point with a conflict to resolve does not open.",
    )
    conflict_count = fields.Integer(compute="_compute_conflict_count")

    @api.depends("conflict_ids.state")
    def _compute_conflict_state(self):
        for resolution in self:
            states = set(resolution.conflict_ids.mapped("state"))
            resolution.conflict_state = "to_resolve" if "to_resolve" in states else "resolved" if states else "none"

    @api.depends("conflict_ids")
    def _compute_conflict_count(self):
        counts = dict(
            self.env["regie.conflict"]._read_group([("resolution_id", "in", self.ids)], ["resolution_id"], ["__count"])
        )
        for resolution in self:
            resolution.conflict_count = counts.get(resolution._origin, 0)

    @api.model
    def _selection_source_ref(self):
        names = self._get_source_partner_fields()
        return [(name, self.env[name]._description) for name in names if name in self.env]

    @api.model
    def _get_source_partner_fields(self):
        """Return ``{model: its partner fields}``: what a point may be about. An addon adds its orders, its grants."""
        return {"regie.convention": ["partner_id"]}

    def _get_linked_partners(self):
        """Return ``{resolution id: partners}``: those that each point concerns, named in it or by what it is about."""
        partners = {point.id: point.counterparty_ids for point in self}
        names = self._get_source_partner_fields()
        for point in self.filtered("source_ref"):
            source = point.source_ref.exists()
            for name in names.get(source._name, ()):
                partners[point.id] |= source[name]
        return partners

    @api.model_create_multi
    def create(self, vals_list):
        """Look for conflicts of interests as soon as a point concerns somebody."""
        resolutions = super().create(vals_list)
        self.env["regie.conflict"]._sync(resolutions.filtered(lambda p: p.counterparty_ids or p.source_ref))
        return resolutions

    def write(self, vals):
        """Look for conflicts of interests again when whom a point concerns changes."""
        result = super().write(vals)
        if vals.keys() & WATCHED:
            self.env["regie.conflict"]._sync(self)
        return result

    def _check_can_open(self):
        """Refuse to open a point as long as a conflict of interests waits for an answer. (GOV-045)"""
        result = super()._check_can_open()
        self.env["regie.conflict"]._sync(self)
        # sudo: the sentence says who and with whom, never how much; the officers of the meeting have to know
        for conflict in self.sudo().conflict_ids.filtered(lambda c: c.state == "to_resolve"):
            raise UserError(
                self.env._(
                    "Interest of %(person)s towards %(partner)s on %(point)s: record a recusal, or the decision of the"
                    " organ with its reasons. (GOV-045)",
                    person=conflict.partner_id.name,
                    partner=conflict.counterparty_id.name,
                    point=self.title,
                )
            )
        return result

    def action_record_recusal(self):
        """Open the form that records a recusal on the point."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a recusal"),
            "res_model": "regie.recusal.record",
            "view_mode": "form",
            "target": "new",
            "context": {"default_resolution_id": self.id},
        }

    def action_view_conflicts(self):
        """Open the conflicts of the point."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_conflict_action")
        return {**action, "domain": [("resolution_id", "=", self.id)], "context": {}}

    def _get_recusal_sentence(self, partner):
        """Return in one sentence why a person does not vote on the point, empty when nothing keeps them from it.

        For the page of the vote: it is shown in place of the ballot, before anything is asked (P6.2).
        """
        self.ensure_one()
        # sudo: the person reads what concerns them, checked by the caller
        point = self.sudo()
        recusal = point.recusal_ids.filtered(lambda r: r.is_active and r.partner_id == partner)[:1]
        if recusal:
            return self.env._(
                "You are recused on this point: %s. You neither vote nor use a proxy, and its papers are not shown.",
                (recusal.reason or "").strip().rstrip("."),
            )
        conflict = point.conflict_ids.filtered(lambda c: c.state == "to_resolve" and c.partner_id == partner)[:1]
        if conflict:
            return self.env._("You cannot vote on this point as long as this is not resolved: %s.", conflict.reason)
        return ""
