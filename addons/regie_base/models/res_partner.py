from odoo import api, fields, models


class ResPartner(models.Model):
    """A person or an organisation, with the territory where it lives as declared on a day by an agent."""

    _inherit = "res.partner"

    regie_territory_link_ids = fields.One2many(
        "regie.territory.link", "partner_id", string="Declared territories", groups="regie_base.group_regie_read"
    )
    territory_id = fields.Many2one(
        "regie.territory",
        compute="_compute_territory_id",
        inverse="_inverse_territory_id",
        store=True,
        index="btree_not_null",
        groups="regie_base.group_regie_read",
        help="Latest declared territory. Choosing another one records a declaration with today's date and your name.",
    )

    regie_birth_date = fields.Date(
        string="Date of birth",
        groups="regie_base.group_regie_birth_date",
        help="For what the law or a rule of the régie ties to an age: to sit, to borrow, to take part. Never required.",
    )
    regie_role_ids = fields.Many2many("regie.partner.role", string="Roles", groups="regie_base.group_regie_read")
    regie_convention_ids = fields.One2many(
        "regie.convention", "partner_id", string="Conventions", groups="regie_base.group_regie_read"
    )
    regie_convention_count = fields.Integer(
        string="Number of conventions", compute="_compute_regie_convention_count", groups="regie_base.group_regie_read"
    )

    @api.depends("regie_territory_link_ids.territory_id", "regie_territory_link_ids.date")
    def _compute_territory_id(self):
        for partner in self:
            links = partner.regie_territory_link_ids
            partner.territory_id = links.sorted(lambda link: (link.date, link._origin.id), reverse=True)[
                :1
            ].territory_id

    @api.depends("regie_convention_ids")
    def _compute_regie_convention_count(self):
        counts = dict(
            self.env["regie.convention"]._read_group([("partner_id", "in", self.ids)], ["partner_id"], ["__count"])
        )
        for partner in self:
            partner.regie_convention_count = counts.get(partner, 0)

    def _inverse_territory_id(self):
        self.env["regie.territory.link"].create(
            [
                {"partner_id": partner.id, "territory_id": partner.territory_id.id}
                for partner in self
                if partner.territory_id or partner.regie_territory_link_ids
            ]
        )

    def action_open_conventions(self):
        """Open the conventions signed with this partner."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_base.regie_convention_action")
        return dict(action, domain=[("partner_id", "=", self.id)], context={"default_partner_id": self.id})
