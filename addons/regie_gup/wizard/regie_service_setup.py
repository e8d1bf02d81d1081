from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieServiceSetup(models.TransientModel):
    """The services of a contract set up in one go: these templates, on these sites, by this team."""

    _name = "regie.service.setup"
    _description = "Set up Recurring Services"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, required=True)
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        required=True,
        check_company=True,
        domain="[('worksite_code', '!=', False)]",
        default=lambda self: self._default_active("project.project"),
    )
    site_ids = fields.Many2many(
        "regie.site",
        string="Sites",
        required=True,
        check_company=True,
        default=lambda self: self._default_active("regie.site", many=True),
    )
    template_ids = fields.Many2many("regie.service.template", string="What comes back", required=True)
    department_id = fields.Many2one("hr.department", string="Team", check_company=True)
    date_start = fields.Date(string="First day", required=True, default=fields.Date.context_today)
    date_end = fields.Date(string="Last day", help="Empty: until further notice.")
    count = fields.Integer(string="Services to create", compute="_compute_count")

    @api.model
    def _default_active(self, model, many=False):
        if self.env.context.get("active_model") != model:
            return False
        return self.env.context.get("active_ids" if many else "active_id")

    @api.depends("site_ids", "template_ids")
    def _compute_count(self):
        for setup in self:
            setup.count = len(setup.site_ids) * len(setup.template_ids)

    def action_create(self):
        """Create the services that are not there yet and open them; their passes are planned.

        :raise UserError: E-PREST-07 when the sites already have all of them
        """
        self.ensure_one()
        known = self.env["regie.service"].search_fetch(
            [
                ("project_id", "=", self.project_id.id),
                ("site_id", "in", self.site_ids.ids),
                ("service_type_id", "in", self.template_ids.service_type_id.ids),
            ],
            ["site_id", "service_type_id"],
        )
        known = {(one.site_id, one.service_type_id) for one in known}
        services = self.env["regie.service"].create(
            [
                self._prepare_service_vals(site, template)
                for site in self.site_ids
                for template in self.template_ids
                if (site, template.service_type_id) not in known
            ]
        )
        if not services:
            raise UserError(
                self.env._("These sites already have these services on this worksite: nothing to add. (E-PREST-07)")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_service_action")
        return {**action, "domain": [("id", "in", services.ids)], "context": {}}

    def _prepare_service_vals(self, site, template):
        return {
            **template._prepare_service_vals(),
            "project_id": self.project_id.id,
            "site_id": site.id,
            "department_id": self.department_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
        }
