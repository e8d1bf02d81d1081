from odoo import fields, models


class AccountMoveLine(models.Model):
    """The line of an invoice and the meals that it invoices."""

    _inherit = "account.move.line"

    regie_meal_order_ids = fields.Many2many(
        "regie.meal.order",
        "regie_meal_order_move_line_rel",
        "line_id",
        "order_id",
        string="Meals at home",
        copy=False,
        groups="regie_meal_delivery.group_meal_manager",
    )
