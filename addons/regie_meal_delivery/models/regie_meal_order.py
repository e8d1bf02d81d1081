from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.delivery_calendar import plan

#: Days around a meal that its delivery may depend on
WINDOW = timedelta(days=62)
BILLED = ("delivered", "absent", "refused")


class RegieMealOrder(models.Model):
    """The meals of a person for a day, and the day on which they are brought. Domain: gup_services.md, 7.8."""

    _name = "regie.meal.order"
    _description = "Meal at home"
    _inherit = ["regie.fact.guard"]
    _order = "date, circuit_id, id"
    _check_company_auto = True

    subscription_id = fields.Many2one(
        "regie.meal.subscription", string="Person", index=True, ondelete="set null", check_company=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Régie",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    circuit_id = fields.Many2one("regie.meal.circuit", readonly=True, index=True, ondelete="restrict")
    date = fields.Date(string="Eaten on", required=True, index=True)
    date_delivery = fields.Date(
        string="Brought on",
        readonly=True,
        index=True,
        help="The day itself, or the last open day before it. Empty: too far ahead for the cold chain.",
    )
    quantity = fields.Integer(string="Meals", required=True, default=1)
    diet_label = fields.Char(string="Meal", readonly=True)
    is_manual = fields.Boolean(
        string="Changed by hand", readonly=True, help="A change of the subscription leaves this meal as it is."
    )
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    delivery_id = fields.Many2one(
        "regie.meal.delivery", string="Door", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    round_id = fields.Many2one(related="delivery_id.round_id")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("blocked", "Nobody can bring it"),
            ("cancelled", "Cancelled"),
            ("delivered", "Brought"),
            ("absent", "Absent"),
            ("refused", "Refused"),
            ("withheld", "Not left: temperature"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the day of delivery, the cancellation and what the driver noted.",
    )
    price_unit = fields.Float(
        string="Price of a meal", digits="Product Price", readonly=True, copy=False, help="Of the day it was brought."
    )
    date_invoiced = fields.Datetime(string="Invoiced on", readonly=True, copy=False)
    invoice_line_ids = fields.Many2many(
        "account.move.line",
        "regie_meal_order_move_line_rel",
        "order_id",
        "line_id",
        string="Invoice lines",
        readonly=True,
        copy=False,
    )

    _day_uniq = models.Constraint(
        "UNIQUE (subscription_id, date)", "This person already has meals on this day: change their number."
    )
    _quantity_positive = models.Constraint("CHECK (quantity BETWEEN 1 AND 9)", "From 1 to 9 meals a day.")

    @api.depends("date_delivery", "date_cancelled", "delivery_id.result")
    def _compute_state(self):
        for order in self:
            if order.date_cancelled:
                order.state = "cancelled"
            elif order.delivery_id.result:
                order.state = order.delivery_id.result
            else:
                order.state = "planned" if order.date_delivery else "blocked"

    @api.depends("subscription_id", "date")
    def _compute_display_name(self):
        for order in self:
            person = order.subscription_id.display_name or self.env._("No name kept")
            order.display_name = f"{person}, {format_date(self.env, order.date)}" if order.date else person

    @api.model_create_multi
    def create(self, vals_list):
        """Add meals by hand to the days of a subscription.

        :raise ValidationError: E-MEAL-04 when they would be brought too long before they are eaten
        :raise UserError: E-MEAL-07 after the deadline
        """
        orders = super().create(vals_list)
        for order in orders:
            one = order.subscription_id
            # sudo: facts that follow from the subscription
            order.sudo().write(
                {
                    "company_id": one.company_id.id,
                    "circuit_id": one.circuit_id.id,
                    "diet_label": one.diet_label,
                    "is_manual": True,
                }
            )
        for order, (_day, rank) in orders._plan_deliveries().items():
            if not order.date_delivery:
                order._refuse_ahead(rank)
        orders._check_deadline()
        return orders

    def write(self, vals):
        """Change the number of meals, before the deadline. (E-MEAL-07)"""
        if not self.env.su and vals.keys() & {"quantity", "date", "subscription_id"}:
            self._check_deadline()
            if vals.keys() & {"date", "subscription_id"}:
                raise UserError(
                    self.env._(
                        "Cancel the meals of this day and add those of the other: a meal keeps its day. (E-MEAL-16)"
                    )
                )
            # sudo: a fact, once the deadline was checked
            self.sudo().is_manual = True
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_planned_only(self):
        """Only what nobody carries yet is deleted. (E-MEAL-17)"""
        if any(order.state not in ("planned", "blocked") for order in self):
            self._refuse_done()
        if not self.env.su:
            self._check_deadline()

    def action_cancel(self):
        """Cancel the meals, before the deadline.

        :raise UserError: E-MEAL-07 after the deadline, E-MEAL-17 when they were brought
        """
        self.check_access("write")
        if any(order.state not in ("planned", "blocked", "cancelled") for order in self):
            self._refuse_done()
        self._check_deadline()
        # sudo: facts, after the checks
        self.sudo().write({"date_cancelled": fields.Datetime.now(), "is_manual": True, "delivery_id": False})

    def action_restore(self):
        """Give cancelled meals back, before the deadline. (E-MEAL-07)"""
        self.check_access("write")
        self._check_deadline()
        # sudo: facts, after the checks
        self.sudo().filtered("date_cancelled").date_cancelled = False
        self._plan_deliveries()

    def _check_deadline(self):
        """Refuse a change after the deadline, but to the manager as long as the round has not left. (E-MEAL-07)"""
        is_manager = self.env.user.has_group("regie_meal_delivery.group_meal_manager")
        for circuit, orders in self.grouped("circuit_id").items():
            first = circuit._get_first_open_to_change() if circuit else None
            for order in orders:
                gone = order.round_id.sudo().date_departed  # sudo: only whether it left
                late = first and order.date_delivery and order.date_delivery < first
                if gone or (late and not is_manager):
                    raise UserError(
                        self.env._(
                            "Too late for the meals of %(person)s brought on %(date)s: the kitchen counted them. Ask"
                            " the manager of the meals, before the round leaves. (E-MEAL-07)",
                            person=order.subscription_id.partner_id.name,
                            date=format_date(self.env, order.date_delivery),
                        )
                    )

    def _refuse_done(self):
        """Raise E-MEAL-17: these meals were brought, or are cancelled."""
        raise UserError(
            self.env._("Meals that were brought or cancelled stay: cancel those to come instead. (E-MEAL-17)")
        )

    def _refuse_ahead(self, rank):
        """Raise E-MEAL-04: these meals would be the ``rank``-th of one delivery, or too old when they are eaten."""
        most = int(self._get_parameter("portage_avance_max"))
        raise ValidationError(
            self.env._(
                "Too many meals brought ahead to %(person)s: %(number)s (%(most)s at most). Open a day of delivery in"
                " between in the calendar of the kitchen. (E-MEAL-04)",
                person=self.subscription_id.partner_id.name,
                number=rank,
                most=most,
            )
        )

    def _get_parameter(self, code):
        company = self[:1].company_id or self.env.company
        return self.env["regie.parameter"].with_company(company).get(code, fields.Date.context_today(self))

    def _plan_deliveries(self):
        """Write the day on which each of these meals is brought; return ``{order: (day or None, rank)}``.

        A fixed number of queries per circuit, whatever the number of meals.
        """
        planned = {}
        for circuit, orders in self.grouped("circuit_id").items():
            first, last = min(orders.mapped("date")) - WINDOW, max(orders.mapped("date")) + WINDOW
            closed = circuit._get_closed_days(first, last)
            most, life = (int(orders._get_parameter(f"portage_{name}")) for name in ("avance_max", "dlc_jours"))
            rows = self._read_group(
                [
                    ("subscription_id", "in", orders.subscription_id.ids),
                    ("date", ">=", first),
                    ("date", "<=", last),
                    ("date_cancelled", "=", False),
                ],
                ["subscription_id"],
                ["date:array_agg"],
            )
            plans = {subscription: plan(days, closed, most, life) for subscription, days in rows}
            for order in orders:
                planned[order] = plans.get(order.subscription_id, {}).get(order.date, (None, 0))
        by_day = {}
        for order, (day, _rank) in planned.items():
            by_day.setdefault(day, self.browse())
            by_day[day] |= order
        for day, orders in by_day.items():
            # sudo: a fact that follows from the calendar
            orders.sudo().date_delivery = day
        return planned
