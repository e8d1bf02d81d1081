from odoo import fields, models

from .regie_resident_report_late import OPEN


class RegieSite(models.Model):
    """A site shows the problems that wait there."""

    _inherit = "regie.site"

    open_report_count = fields.Integer(string="Open reports", compute="_compute_open_report_count")

    def _compute_open_report_count(self):
        readable = self.env["regie.resident.report"].has_access("read")
        for site in self:
            site.open_report_count = (
                self.env["regie.resident.report"].search_count(
                    [("site_id", "child_of", site.ids), ("state", "in", OPEN)]
                )
                if readable and site.ids
                else 0
            )

    def action_view_reports(self):
        """Open the reports on the site and what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_resident_report.regie_resident_report_action")
        return dict(action, domain=[("site_id", "child_of", self.ids)], context={"default_site_id": self.id})
