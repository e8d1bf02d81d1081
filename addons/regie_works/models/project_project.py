from odoo import api, fields, models


class ProjectProject(models.Model):
    """A worksite of works: its order, its photos, its materials, its purchases, its margin."""

    _inherit = "project.project"

    is_building_site = fields.Boolean(
        string="Building site", tracking=True, help="Works that end with a reception: photos, reserves, guarantees."
    )
    worksite_site_id = fields.Many2one(
        "regie.site", string="Site of the works", index="btree_not_null", check_company=True, ondelete="restrict"
    )
    worksite_order_id = fields.Many2one(
        "sale.order", string="Order of the worksite", compute="_compute_worksite_order_id"
    )
    worksite_photo_ids = fields.One2many("regie.worksite.photo", "project_id", string="Photos")
    photo_count = fields.Integer(compute="_compute_photo_count", string="Number of photos")
    material_count = fields.Integer(compute="_compute_material_count", string="Transfers of materials")
    margin_ids = fields.One2many("regie.worksite.margin", "project_id", string="Margin of the worksite")

    def _compute_worksite_order_id(self):
        groups = self.env["sale.order"]._read_group(
            [("project_id", "in", self.ids), ("state", "!=", "cancel")], ["project_id"], ["id:recordset"]
        )
        orders = {project: found for project, found in groups}
        for project in self:
            found = orders.get(project) or project.market_lot_id.sale_order_id
            project.worksite_order_id = found[:1]

    @api.depends("worksite_photo_ids")
    def _compute_photo_count(self):
        groups = self.env["regie.worksite.photo"]._read_group(
            [("project_id", "in", self.ids)], ["project_id"], ["__count"]
        )
        counts = dict(groups)
        for project in self:
            project.photo_count = counts.get(project, 0)

    def _compute_material_count(self):
        pickings = self.env["stock.picking"]
        groups = (
            pickings._read_group([("project_id", "in", self.ids)], ["project_id"], ["__count"])
            if pickings.has_access("read")
            else []
        )
        counts = dict(groups)
        for project in self:
            project.material_count = counts.get(project, 0)

    def action_view_materials(self):
        """Open the materials sent to this worksite; a new transfer already goes there."""
        self.ensure_one()
        kind = (self.company_id or self.env.company)._get_worksite_picking_type()
        action = self._get_picking_action(self.env._("Materials"))
        return {
            **action,
            "view_mode": "list,form",
            "context": {"default_project_id": self.id, "default_picking_type_id": kind.id},
        }

    def action_view_photos(self):
        """Open the photos of this worksite."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_worksite_photo_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": {"default_project_id": self.id}}

    def action_view_margin(self):
        """Open what this worksite earned and cost."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_works.regie_worksite_margin_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": {}}

    def action_view_worksite_order(self):
        """Open the order of this worksite."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "view_mode": "form",
            "res_id": self.worksite_order_id.id,
        }
