from odoo import fields, models

from .regie_resident_report_late import OPEN


class RegieSite(models.Model):
    """A site shows the problems that wait there."""

    _inherit = "regie.site"

    open_report_count = fields.Integer(
        string="Open reports",
        compute="_compute_open_report_count",
        help="On this site and on those that stand in it.",
    )

    def _compute_open_report_count(self):
        counts = self._count_below("regie.resident.report", [("state", "in", OPEN)])
        for site in self:
            site.open_report_count = counts.get(site.id, 0)

    def action_view_reports(self):
        """Open the reports on the site and what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_resident_report.regie_resident_report_action")
        return dict(action, domain=[("site_id", "child_of", self.ids)], context={"default_site_id": self.id})
