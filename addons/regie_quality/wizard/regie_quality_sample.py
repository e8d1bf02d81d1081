import random
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.regie_quality_inspection import KINDS


class RegieQualitySample(models.TransientModel):
    """Draw at random the sites of a lot to inspect, among those that nobody inspected for a while."""

    _name = "regie.quality.sample"
    _description = "Random inspections of a lot"

    lot_id = fields.Many2one("regie.market.lot", string="Market lot", required=True, ondelete="cascade")
    grid_id = fields.Many2one("regie.quality.grid", required=True, ondelete="cascade")
    site_count = fields.Integer(string="Number of sites", required=True, default=3)
    days = fields.Integer(
        string="Not inspected for (days)", required=True, default=30, help="Sites inspected since then are left out."
    )
    date = fields.Date(string="Day of the visit", required=True, default=fields.Date.context_today)
    kind = fields.Selection(KINDS, required=True, default="unannounced")
    inspector_id = fields.Many2one("res.users", required=True, default=lambda self: self.env.user)
    candidate_count = fields.Integer(string="Sites that may be drawn", compute="_compute_candidate_count")

    @api.depends("lot_id", "days", "date")
    def _compute_candidate_count(self):
        for sample in self:
            sample.candidate_count = len(sample._get_candidates()) if sample.lot_id and sample.date else 0

    def _get_candidates(self):
        """The sites of the lot (of its services, or the ends of its territory) that were not inspected lately."""
        self.ensure_one()
        # sudo: which sites were inspected is asked for everybody's inspections, those of other teams too
        services = self.env["regie.service"].sudo().search([("lot_id", "=", self.lot_id.id)])
        territory = self.env["regie.site"].search([("id", "child_of", self.lot_id.site_ids.ids)])
        sites = services.site_id | territory.filtered(lambda site: not site.child_ids)
        since = self.date - timedelta(days=self.days)
        seen = (
            self.env["regie.quality.inspection"]
            .sudo()
            ._read_group([("site_id", "in", sites.ids), ("date", ">", since)], ["site_id"])
        )
        return self.env["regie.site"].browse((sites - self.env["regie.site"].union(*(row[0] for row in seen))).ids)

    def action_draw(self):
        """Create the inspections of the sites that were drawn, and open them.

        :raise UserError: E-QUAL-16 when no site is left to draw
        """
        self.ensure_one()
        candidates = self._get_candidates()
        if not candidates or self.site_count < 1:
            raise UserError(
                self.env._(
                    "No site to draw in %(lot)s: all were inspected in the last %(days)s days, or the lot has neither"
                    " service nor site. (E-QUAL-16)",
                    lot=self.lot_id.display_name,
                    days=self.days,
                )
            )
        # the draw must not be guessed by the teams
        drawn = random.SystemRandom().sample(candidates.ids, min(self.site_count, len(candidates)))
        inspections = self.env["regie.quality.inspection"].create(
            [
                {
                    "site_id": site,
                    "lot_id": self.lot_id.id,
                    "grid_id": self.grid_id.id,
                    "date": self.date,
                    "kind": self.kind,
                    "inspector_id": self.inspector_id.id,
                }
                for site in drawn
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_inspection_action")
        return {**action, "domain": [("id", "in", inspections.ids)], "context": {}}
