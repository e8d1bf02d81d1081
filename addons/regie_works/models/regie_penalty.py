from odoo import fields, models
from odoo.exceptions import UserError


class RegiePenalty(models.Model):
    """An accepted penalty is taken off the invoice of one situation, once."""

    _name = "regie.penalty"
    _inherit = ["regie.penalty", "regie.fact.defaults"]

    situation_id = fields.Many2one(
        "regie.situation",
        string="Taken off in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )

    def _check_no_fact(self, vals):
        super()._check_no_fact(vals)
        # The invoice of the situation writes it in sudo.
        if not self.env.su and "situation_id" in vals:
            raise UserError(self.env._("A penalty is taken off by the invoice of a situation. (E-PEN-03)"))
