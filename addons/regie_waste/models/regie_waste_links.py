from odoo import fields, models


class RegieSite(models.Model):
    """The waste that left a site and what stands in it."""

    _inherit = "regie.site"

    waste_weight = fields.Float(string="Waste (kg)", compute="_compute_waste_weight")

    def _compute_waste_weight(self):
        weights = self._read_below("regie.waste.movement", [], "weight:sum")
        for site in self:
            site.waste_weight = weights[site]

    def action_view_waste(self):
        """Open the waste that left this site and what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_waste_movement_action")
        return {**action, "domain": [("site_id", "child_of", self.id)], "context": {"default_site_id": self.id}}


class ProjectProject(models.Model):
    """The waste of a worksite."""

    _inherit = "project.project"

    waste_weight = fields.Float(
        string="Waste (kg)", compute="_compute_waste_weight", groups="regie_gup.group_gup_read", help="Since it began."
    )

    def _compute_waste_weight(self):
        groups = dict(
            self.env["regie.waste.movement"]._read_group(
                [("project_id", "in", self.ids)], ["project_id"], ["weight:sum"]
            )
        )
        for project in self:
            project.waste_weight = groups.get(project, 0)

    def action_view_waste(self):
        """Open the waste of the worksite."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_waste_movement_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": {"default_project_id": self.id}}


class RegieIntervention(models.Model):
    """The waste that a pass took away."""

    _inherit = "regie.intervention"

    waste_weight = fields.Float(string="Waste (kg)", compute="_compute_waste_weight", groups="regie_gup.group_gup_read")

    def _compute_waste_weight(self):
        groups = dict(
            self.env["regie.waste.movement"]._read_group(
                [("intervention_id", "in", self.ids)], ["intervention_id"], ["weight:sum"]
            )
        )
        for one in self:
            one.waste_weight = groups.get(one, 0)

    def action_view_waste(self):
        """Open the waste that the pass took away; a new one is of this pass."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_waste_movement_action")
        context = {"default_intervention_id": self.id, "default_date": self.date_planned}
        return {**action, "domain": [("intervention_id", "=", self.id)], "context": context}
