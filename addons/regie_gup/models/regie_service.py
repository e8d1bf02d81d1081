from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieService(models.Model):
    """A service that comes back on a site: what, where, by which team, for which worksite.

    The passes are made from it. Domain: gup_services.md, 1.5.
    """

    _name = "regie.service"
    _description = "Recurring service"
    _inherit = ["regie.frequency.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "site_id, service_type_id, id"
    _rec_names_search = ["site_id.complete_name", "service_type_id.name"]
    _check_company_auto = True

    active = fields.Boolean(default=True, tracking=True)
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('worksite_code', '!=', False)]",
        help="The hours of the passes are entered on this worksite.",
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", compute="_compute_company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    lot_id = fields.Many2one(related="project_id.market_lot_id", store=True, index="btree_not_null")
    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="restrict", check_company=True)
    service_type_id = fields.Many2one(
        "regie.service.type", string="Service", required=True, index=True, ondelete="restrict", check_company=True
    )
    department_id = fields.Many2one(
        "hr.department", string="Team", index="btree_not_null", check_company=True, tracking=True
    )
    planned_minutes = fields.Integer(
        string="Length (min)",
        compute="_compute_planned_minutes",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="For the whole team, on one pass.",
    )
    unit_price = fields.Monetary(string="Price of a pass", help="Excluding tax, when the contract says it.")
    date_start = fields.Date(string="First day", required=True, default=fields.Date.context_today, tracking=True)
    date_end = fields.Date(string="Last day", tracking=True)
    is_reinforced = fields.Boolean(
        string="Reinforced upkeep", help="Beyond ordinary upkeep: may be valued in the property tax agreement."
    )
    frequency = fields.Selection(tracking=True)
    slot_ids = fields.One2many(
        "regie.service.slot",
        "service_id",
        string="Other passes of the day",
        copy=True,
        help="When it comes back several times in one day.",
    )
    pause_ids = fields.One2many("regie.service.pause", "service_id", string="Pauses", help="No pass in these periods.")
    date_generated = fields.Date(
        string="Planned until", readonly=True, copy=False, help="Last day up to which the passes are planned."
    )
    next_days = fields.Char(string="Next days", compute="_compute_next_days")
    intervention_ids = fields.One2many("regie.intervention", "service_id", string="Passes")
    intervention_count = fields.Integer(string="Number of passes", compute="_compute_intervention_count")

    @api.depends("project_id.company_id")
    def _compute_company_id(self):
        for service in self:
            service.company_id = service.project_id.company_id or self.env.company

    @api.depends("service_type_id")
    def _compute_planned_minutes(self):
        for service in self:
            service.planned_minutes = service.planned_minutes or service.service_type_id.planned_minutes

    @api.depends("service_type_id", "site_id")
    def _compute_display_name(self):
        for service in self:
            parts = (service.service_type_id.name, service.site_id.name)
            service.display_name = " · ".join(part for part in parts if part)

    def _compute_intervention_count(self):
        groups = self.env["regie.intervention"]._read_group(
            [("service_id", "in", self.ids)], ["service_id"], ["__count"]
        )
        counts = {service.id: count for service, count in groups}
        for service in self:
            service.intervention_count = counts.get(service.id, 0)

    @api.constrains("project_id", "site_id")
    def _check_territory(self):
        """A service is on the territory of its lot: a site of the lot, or one that stands in it. (E-PREST-03)"""
        for service in self:
            territory = service.lot_id.site_ids
            above = {int(number) for number in (service.site_id.parent_path or "").split("/") if number}
            if territory and not above & set(territory.ids):
                raise ValidationError(
                    self.env._(
                        "The site %(site)s is not on the territory of the lot %(lot)s: choose another worksite, or add"
                        " the site to the lot. (E-PREST-03)",
                        site=service.site_id.complete_name,
                        lot=service.lot_id.display_name,
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        """A service ends after it begins. (E-PREST-01)"""
        for service in self:
            if service.date_end and service.date_end < service.date_start:
                raise ValidationError(
                    self.env._("%s: the last day is before the first one. (E-PREST-01)", service.display_name)
                )
