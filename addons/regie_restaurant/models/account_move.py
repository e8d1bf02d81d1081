from odoo import api, models


class AccountMove(models.Model):
    """An invoice of meals: deleted, its meals wait for another one."""

    _inherit = "account.move"

    @api.ondelete(at_uninstall=False)
    def _unlink_frees_meals(self):
        """Let the meals of a draft that is deleted be invoiced again."""
        # sudo: a fact that the guard keeps; who may delete the invoice frees its meals
        self.env["regie.meal.company.line"].sudo().search([("move_id", "in", self.ids)]).move_id = False
