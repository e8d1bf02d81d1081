from odoo import api, fields, models


class ResPartner(models.Model):
    """Somebody who eats at the restaurant, perhaps on the contract of an employer."""

    _inherit = "res.partner"

    regie_meal_company_id = fields.Many2one(
        "regie.meal.company",
        string="Meals paid with",
        index="btree_not_null",
        ondelete="set null",
        groups="regie_services.group_service_user,regie_kitchen.group_kitchen_manager,point_of_sale.group_pos_user",
        help="The employer pays a share of each meal; the badge of the worker is scanned at the till.",
    )
    regie_meal_share = fields.Float(
        string="Paid by the employer",
        compute="_compute_regie_meal_share",
        groups="point_of_sale.group_pos_user",
        help="On each meal, today. Below zero: all of it.",
    )

    def _compute_regie_meal_share(self):
        today = fields.Date.context_today(self)
        for partner in self:
            # sudo: the till reads an amount, not the contract
            partner.regie_meal_share = partner.sudo().regie_meal_company_id._get_share(today)

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "regie_meal_share"]
