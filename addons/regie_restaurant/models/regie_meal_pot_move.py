from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMealPotMove(models.Model):
    """A gift to the pot or a meal taken from it: an amount and a moment, nobody's name."""

    _name = "regie.meal.pot.move"
    _description = "Movement of the pot"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"
    _rec_name = "date"

    pot_id = fields.Many2one("regie.meal.pot", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="pot_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="pot_id.currency_id")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    amount = fields.Monetary(required=True, readonly=True, help="Above zero: given. Below: a meal was served.")
    kind = fields.Selection([("in", "Given"), ("out", "Meal served")], compute="_compute_kind", store=True)
    key = fields.Char(readonly=True, copy=False, help="Keeps a sale that arrives twice from moving the pot twice.")
    session_id = fields.Many2one(
        "pos.session",
        string="Day at the till",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="Of a meal taken before its sale arrives: given back at the closing when the sale never came.",
    )
    is_settled = fields.Boolean(readonly=True, copy=False)
    note = fields.Char(help="Collection box, gift of an association…")

    _key_uniq = models.UniqueIndex("(key) WHERE key IS NOT NULL", "This sale has already moved the pot.")

    @api.depends("amount")
    def _compute_kind(self):
        for move in self:
            move.kind = "in" if move.amount > 0 else "out"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """A movement stays: a mistake is moved back. (E-POT-03)"""
        raise UserError(self.env._("A movement of the pot stays: move it back instead. (E-POT-03)"))
