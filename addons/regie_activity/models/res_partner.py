from odoo import fields, models


class ResPartner(models.Model):
    """An inhabitant who comes to the activities."""

    _inherit = "res.partner"

    regie_session_count = fields.Integer(
        string="Sessions", compute="_compute_regie_sessions", groups="regie_activity.group_activity_user"
    )
    regie_absence_count = fields.Integer(
        string="Absences",
        compute="_compute_regie_sessions",
        groups="regie_activity.group_activity_user",
        help="Sessions for which the person registered and did not come.",
    )

    def _compute_regie_sessions(self):
        domain = [("partner_id", "in", self.ids), ("regie_type_id", "!=", False), ("state", "!=", "cancel")]
        rows = self.env["event.registration"]._read_group(domain, ["partner_id", "regie_is_absent"], ["__count"])
        counts = {(partner.id, absent): count for partner, absent, count in rows}
        for partner in self:
            absences = counts.get((partner.id, True), 0)
            partner.regie_absence_count = absences
            partner.regie_session_count = absences + counts.get((partner.id, False), 0)

    def action_regie_open_sessions(self):
        """Open the registrations of the person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.event_registration_action")
        return dict(action, domain=[("partner_id", "=", self.id), ("regie_type_id", "!=", False)], context={})
