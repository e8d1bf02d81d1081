from odoo import api, fields, models
from odoo.exceptions import ValidationError


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
