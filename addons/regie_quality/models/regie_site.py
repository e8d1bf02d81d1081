from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_round


class RegieSite(models.Model):
    """The quality of a site: its threshold, its inspections, what is still to put right."""

    _inherit = "regie.site"

    quality_threshold = fields.Float(
        string="Compliant from (%)",
        digits=(5, 2),
        tracking=True,
        help="Quality threshold of this site and of what stands in it, where the usual one is out of reach. "
        "0: that of the site above, else of the lot, else of the régie.",
    )
    inspection_ids = fields.One2many("regie.quality.inspection", "site_id", string="Inspections")
    inspection_count = fields.Integer(string="Number of inspections", compute="_compute_quality")
    open_action_count = fields.Integer(string="Still to correct", compute="_compute_quality")
    quality_score = fields.Float(
        string="Score of twelve months",
        compute="_compute_quality_score",
        digits=(5, 2),
        help="Out of 100: the inspections of this site and of what stands in it, over the last twelve months.",
    )
    owner_quality_score = fields.Float(
        string="Score of the owner's sites",
        compute="_compute_quality_score",
        digits=(5, 2),
        help="Out of 100, over the last twelve months: to compare this site with the others of the same owner.",
    )

    @api.constrains("quality_threshold")
    def _check_quality_threshold(self):
        for site in self:
            if not 0 <= site.quality_threshold <= 100:
                raise ValidationError(
                    self.env._("%s: a quality threshold goes from 0 to 100 %%. (E-QUAL-15)", site.display_name)
                )

    def _compute_quality(self):
        inspections = self.env["regie.quality.inspection"]
        actions = self.env["regie.corrective.action"]
        made = actions_open = {}
        if inspections.has_access("read"):
            made = dict(inspections._read_group([("site_id", "in", self.ids)], ["site_id"], ["__count"]))
            domain = [("site_id", "in", self.ids), ("state", "!=", "verified")]
            actions_open = dict(actions._read_group(domain, ["site_id"], ["__count"]))
        for site in self:
            site.inspection_count = made.get(site, 0)
            site.open_action_count = actions_open.get(site, 0)

    def _compute_quality_score(self):
        report = self.env["regie.quality.report"]
        own, owners = {}, {}
        if report.has_access("read"):
            since = fields.Date.context_today(self) - relativedelta(months=12)
            domain = [("site_id", "child_of", self.ids), ("date", ">", since)]
            for site, points, best in report._read_group(domain, ["site_id"], ["points:sum", "best:sum"]):
                for number in site.parent_path.split("/")[:-1]:
                    given, total = own.get(int(number), (0, 0))
                    own[int(number)] = given + points, total + best
            domain = [("owner_id", "in", self.owner_id.ids), ("date", ">", since)]
            owners = dict(report._read_group(domain, ["owner_id"], ["score:avg"]))
        for site in self:
            points, best = own.get(site.id, (0, 0))
            site.quality_score = float_round(points * 100 / best, 2) if best else 0
            site.owner_quality_score = owners.get(site.owner_id, 0)

    def _get_quality_threshold(self):
        """The threshold written on this site or on the nearest one above it; 0 when there is none."""
        site = self
        while site and not site.quality_threshold:
            site = site.parent_id
        return site.quality_threshold

    def action_view_inspections(self):
        """Open the inspections of this site and of what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_inspection_action")
        return {
            **action,
            "domain": [("site_id", "child_of", self.id)],
            "context": {"default_site_id": self.id},
        }
