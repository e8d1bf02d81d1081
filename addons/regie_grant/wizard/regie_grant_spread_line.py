from odoo import fields, models


class RegieGrantSpreadLine(models.TransientModel):
    """An exercise in the spreading of a grant."""

    _name = "regie.grant.spread.line"
    _description = "Exercise of a spreading"
    _order = "wizard_id, id"

    wizard_id = fields.Many2one("regie.grant.spread.wizard", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    exercise_id = fields.Many2one("regie.exercise", required=True)
    days = fields.Integer(readonly=True, help="Days of the period in the exercise.")
    weight = fields.Float(string="Key", help="Share of the exercise in the agreed key.")
    amount = fields.Monetary(help="As the convention says.")
