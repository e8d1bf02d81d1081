from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class RegieMealPot(models.Model):
    """Meals that some pay for others: what is given, what is eaten, never more than what is there.

    Who eats is not recorded: a movement knows an amount and a moment. Domain: gup_services.md, 7.5.
    """

    _name = "regie.meal.pot"
    _description = "Pot of offered meals"
    _inherit = ["regie.fact.guard"]
    _order = "company_id, id"

    name = fields.Char(required=True, translate=True, default=lambda self: self.env._("Offered meals"))
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    balance = fields.Monetary(readonly=True, copy=False, help="What is given less what is eaten; never below zero.")
    move_ids = fields.One2many("regie.meal.pot.move", "pot_id", string="Movements")
    move_count = fields.Integer(string="Number of movements", compute="_compute_move_count")

    _company_uniq = models.Constraint("UNIQUE (company_id)", "A régie has one pot: open it.")
    _balance_positive = models.Constraint(
        "CHECK (balance >= 0)", "No meal is left in the pot. Take another payment. (E-POT-01)"
    )

    @api.depends("move_ids")
    def _compute_move_count(self):
        counts = dict(
            self.env["regie.meal.pot.move"]._read_group([("pot_id", "in", self.ids)], ["pot_id"], ["__count"])
        )
        for pot in self:
            pot.move_count = counts.get(pot, 0)

    def action_open_moves(self):
        """Open the movements of the pot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_restaurant.regie_meal_pot_move_action")
        return dict(action, domain=[("pot_id", "=", self.id)], context={"default_pot_id": self.id})

    @api.model
    def _get_pot(self, company):
        """Return the pot of a company, in sudo: the till moves it without reading it."""
        # sudo: a cashier takes from the pot through a sale, and reads neither its movements nor its balance
        return self.sudo().search([("company_id", "=", company.id)], limit=1)

    def _move(self, amount, key=False, session=None):
        """Add an amount to the pot, or take it (below zero), once for each key.

        The row of the pot is written in one statement: of two tills that take the last meal, the second waits for the
        first, then fails.

        :raise UserError: E-POT-01 when less is left than what is taken
        """
        self.ensure_one()
        moves = self.env["regie.meal.pot.move"].sudo()  # sudo: facts of the software, whoever sells
        if key and moves.search_count([("key", "=", key)], limit=1):
            return
        self.flush_recordset()
        moved = self.env.execute_query(
            SQL(
                "UPDATE regie_meal_pot SET balance = COALESCE(balance, 0) + %(amount)s"
                " WHERE id = %(id)s AND COALESCE(balance, 0) + %(amount)s >= 0 RETURNING id",
                amount=self.currency_id.round(amount),
                id=self.id,
            )
        )
        self.invalidate_recordset(["balance"])
        if not moved:
            raise UserError(self.env._("No meal is left in the pot. Take another payment. (E-POT-01)"))
        moves.create({"pot_id": self.id, "amount": amount, "key": key, "session_id": session and session.id})

    @api.model
    def take_at_till(self, session_id, key, amount):
        """Take a meal before the sale is closed, so that two tills do not give the last one.

        :raise UserError: E-POT-01 when less is left than what is taken, E-POT-02 without a pot or on a wrong amount
        """
        session = self.env["pos.session"].browse(session_id)
        session.check_access("write")
        pot = self._get_pot(session.company_id)
        if not pot or not isinstance(key, str) or not amount or amount <= 0:
            raise UserError(self.env._("This till has no pot of offered meals. (E-POT-02)"))
        pot._move(-amount, f"take:{key}", session)
        return True

    def _give_back_unused(self, session):
        """Give back what a till took for a sale that never came: its sales are all there once it closes."""
        moves = self.env["regie.meal.pot.move"].search(
            [("pot_id", "=", self.id), ("session_id", "=", session.id), ("is_settled", "=", False)]
        )
        uuids = {move.key.removeprefix("take:"): move for move in moves}
        known = set(self.env["pos.order"].search([("uuid", "in", list(uuids))]).mapped("uuid"))
        for uuid, move in uuids.items():
            if uuid not in known:
                self._move(-move.amount, f"back:{uuid}")
        moves.is_settled = True
