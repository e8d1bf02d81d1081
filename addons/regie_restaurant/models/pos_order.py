from odoo import api, fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """A sale of the restaurant: meals offered through the pot, meals shared by an employer."""

    _inherit = "pos.order"

    @api.model
    def _process_order(self, order, existing_order):
        """Forget who eats an offered meal, before the order is written."""
        methods = self.env["pos.payment.method"].browse(
            command[2].get("payment_method_id") for command in order.get("payment_ids") or [] if len(command) > 2
        )
        if "pot" in methods.mapped("regie_kind"):
            order.update({"partner_id": False, "regie_badge": False, "floating_order_name": False})
        return super()._process_order(order, existing_order)

    def _regie_check_order(self):
        """Move the pot, count the meals of the employers. (E-POT-02, E-REST-01, E-REST-02)"""
        alerts = super()._regie_check_order()
        return alerts + self._regie_check_pot() + self._regie_check_company()

    def _regie_get_paid_by(self, kind):
        return self.payment_ids.filtered(lambda payment: payment.payment_method_id.regie_kind == kind)

    def _regie_check_pot(self):
        """Fill the pot with the gifts, empty it of the meals; one that was empty is said to the manager."""
        gifts = self.lines.filtered("product_id.is_meal_gift")
        paid = sum(self._regie_get_paid_by("pot").mapped("amount"))
        if not gifts and not paid:
            return []
        pot = self.env["regie.meal.pot"]._get_pot(self.company_id)
        if not pot or (gifts and paid):
            raise UserError(
                self.env._("This till has no pot of offered meals, or a gift is paid by the pot itself. (E-POT-02)")
            )
        given = sum(gifts.mapped("price_subtotal_incl"))
        if given > 0:
            pot._move(given, f"gift:{self.uuid}")
        elif given < 0:
            # a gift that is refunded leaves the pot, if it is still there
            pot._move(given, f"gift:{self.uuid}")
        if paid < 0:
            pot._move(-paid, f"refund:{self.uuid}")
        return self._regie_take_from_pot(pot, paid) if paid > 0 else []

    def _regie_take_from_pot(self, pot, paid):
        """Take a meal that was not taken before: the network was away. The sale is kept in any case."""
        moves = pot.move_ids.filtered(lambda move: move.key == f"take:{self.uuid}")
        missing = paid + sum(moves.mapped("amount"))
        if moves:
            moves.is_settled = True
        if self.currency_id.compare_amounts(missing, 0) <= 0:
            return []
        left = min(pot.balance, missing)
        if left:
            pot._move(-left, f"take:{self.uuid}" if not moves else f"more:{self.uuid}")
        if not self.currency_id.compare_amounts(left, missing):
            return []
        return [
            {
                "kind": "pot",
                "amount": left - missing,
                "message": self.env._(
                    "%(order)s: offered without network while the pot was empty; %(amount)s is missing from it.",
                    order=self.pos_reference,
                    amount=self.currency_id.format(missing - left),
                ),
            }
        ]

    def _regie_check_company(self):
        """Count the meals that an employer pays: no more than its share of each. (E-REST-01, E-REST-02)"""
        payments = self._regie_get_paid_by("company")
        paid = sum(payments.mapped("amount"))
        if not paid:
            return []
        # sudo: the till reads a contract that its cashier does not
        contract = self.partner_id.sudo().regie_meal_company_id
        if not contract:
            raise UserError(self.env._("Scan the badge of the worker before their employer pays a share. (E-REST-01)"))
        meals = sum(self.lines.filtered("product_id.is_meal").mapped("qty"))
        day = fields.Datetime.context_timestamp(self, self.date_order).date()
        most = self.amount_total if contract.kind == "full" else min(contract.share * meals, self.amount_total)
        if abs(paid) > abs(most) + self.currency_id.rounding / 2:
            raise UserError(
                self.env._(
                    "The employer pays %(most)s at most on this sale, not %(paid)s. (E-REST-02)",
                    most=self.currency_id.format(most),
                    paid=self.currency_id.format(paid),
                )
            )
        # sudo: a fact of the software
        self.env["regie.meal.company.line"].sudo().create(
            {
                "contract_id": contract.id,
                "order_id": self.id,
                "partner_id": self.partner_id.id,
                "payment_method_id": payments.payment_method_id[:1].id,
                "date": day,
                "meals": meals,
                "amount": paid,
            }
        )
        if contract._is_in_force(day):
            return []
        message = self.env._(
            "%(order)s: the contract of the employer does not run on this day.", order=self.pos_reference
        )
        return [{"kind": "company", "amount": -paid, "message": message}]
