from odoo import fields, models


class RegieSite(models.Model):
    """The waste that left a site and what stands in it."""

    _inherit = "regie.site"

    waste_weight = fields.Float(string="Waste (kg)", compute="_compute_waste_weight")

    def _compute_waste_weight(self):
        groups = dict(
            self.env["regie.waste.movement"]._read_group(
                [("site_id", "child_of", self.ids)], ["site_id"], ["weight:sum"]
            )
        )
        for site in self:
            path = site.parent_path or ""
            site.waste_weight = sum(kg for place, kg in groups.items() if path and place.parent_path.startswith(path))

    def action_view_waste(self):
        """Open the waste that left this site and what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_waste_movement_action")
        return {**action, "domain": [("site_id", "child_of", self.id)], "context": {"default_site_id": self.id}}
