from datetime import UTC, timedelta
from math import ceil

from odoo import api, fields, models


class RegieMealCircuit(models.Model):
    """A road along which meals are brought: its kitchen, its driver, how many doors a vehicle serves. Domain: 7.8."""

    _name = "regie.meal.circuit"
    _description = "Circuit of meals"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    site_id = fields.Many2one(
        "regie.site",
        string="Kitchen",
        check_company=True,
        help="Its opening days are those of the deliveries: what is eaten on a closed day is brought on the last open"
        " day before. Empty: every day.",
    )
    driver_id = fields.Many2one("res.users", string="Usual driver", check_company=True)
    manager_id = fields.Many2one(
        "res.users",
        string="Warned of absences",
        required=True,
        default=lambda self: self.env.user,
        check_company=True,
        help="Receives an urgent activity when somebody does not open the door.",
    )
    vehicle = fields.Char(help="Cargo bike, van: as the driver names it.")
    capacity = fields.Integer(string="Doors per round", required=True, default=15)
    chain = fields.Selection(
        [("cold", "Cold"), ("hot", "Hot")],
        string="Meals brought",
        required=True,
        default="cold",
        help="Sets the temperatures at departure and at the door.",
    )
    is_temperature_asked = fields.Boolean(
        string="Temperature at each door", help="The driver cannot note a delivery without it."
    )
    subscription_ids = fields.One2many("regie.meal.subscription", "circuit_id", string="Subscriptions")
    subscription_count = fields.Integer(string="Number of subscriptions", compute="_compute_subscription_count")

    _capacity_positive = models.Constraint("CHECK (capacity > 0)", "A round serves one door at least.")

    @api.depends("subscription_ids")
    def _compute_subscription_count(self):
        counts = dict(
            self.env["regie.meal.subscription"]._read_group(
                [("circuit_id", "in", self.ids), ("state", "in", ("current", "future"))], ["circuit_id"], ["__count"]
            )
        )
        for circuit in self:
            circuit.subscription_count = counts.get(circuit, 0)

    def action_plan_next(self):
        """Write the meals to come, and the rounds of the next open day; open these rounds."""
        self.check_access("write")
        self.subscription_ids._generate_orders()
        rounds = self.env["regie.meal.round"]
        for circuit in self:
            first = circuit._get_first_open_to_change()
            days = [first + timedelta(days=number) for number in range(14)]
            closed = circuit._get_closed_days(days[0], days[-1])
            if day := next((day for day in days if day not in closed), None):
                rounds |= circuit._plan_rounds(day)
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_meal_delivery.regie_meal_round_action")
        return dict(action, domain=[("id", "in", rounds.ids)], context={})

    def action_view_subscriptions(self):
        """Open the subscriptions of the circuit, in the order of the road."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_meal_delivery.regie_meal_subscription_action")
        return dict(action, domain=[("circuit_id", "=", self.id)], context={"default_circuit_id": self.id})

    def _get_closed_days(self, first, last):
        """The days without delivery, from the first to the last."""
        self.ensure_one()
        # sudo: opening days of a place, for who may not read the places
        return self.site_id.sudo()._get_closed_days(first, last) if self.site_id else set()

    def _get_first_open_to_change(self, moment=None):
        """The first day of delivery that may still change at a moment (UTC, default now): tomorrow until the hour of
        the deadline, the day after from then on."""
        self.ensure_one()
        zone = self.company_id._get_meal_zone()
        moment = (moment or fields.Datetime.now()).replace(tzinfo=UTC).astimezone(zone)
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        days = int(parameters.get("portage_limite_jours", moment.date()))
        hour = float(parameters.get("portage_limite_heure", moment.date()))
        is_late = moment.hour + moment.minute / 60 >= hour
        return moment.date() + timedelta(days=days + is_late)

    def _plan_rounds(self, day):
        """Share the meals to bring on a day between rounds, in the order of the road; return the rounds of the day.

        Played again it only adds what is new: in the last round that has not left and has room, else in a new one.
        """
        self.ensure_one()
        orders = self.env["regie.meal.order"].search(
            [("circuit_id", "=", self.id), ("date_delivery", "=", day), ("state", "=", "planned")]
        )
        rounds = self.env["regie.meal.round"].search([("circuit_id", "=", self.id), ("date", "=", day)])
        deliveries = {stop.subscription_id: stop for stop in rounds.delivery_ids}
        new = orders.filtered(lambda order: not order.delivery_id)
        for subscription, some in new.grouped("subscription_id").items():
            if stop := deliveries.get(subscription):
                # sudo: a link that the planning writes
                some.sudo().delivery_id = stop
        new = new.filtered(lambda order: not order.delivery_id)
        if not new:
            return rounds
        by_door = new.grouped("subscription_id")
        doors = new.subscription_id.sorted(lambda one: (one.sequence, one.id))
        rounds |= self._make_room(rounds, day, len(doors))
        self._create_deliveries(rounds, doors, by_door)
        return rounds

    def _make_room(self, rounds, day, doors):
        """Create the rounds that are missing for a number of new doors: as few as the capacity allows."""
        waiting = rounds.filtered(lambda one: one.state == "planned")
        room = sum(max(0, one.capacity - len(one.delivery_ids)) for one in waiting)
        missing = ceil(max(0, doors - room) / self.capacity)
        number = max(rounds.mapped("number"), default=0)
        return self.env["regie.meal.round"].create(
            [self._prepare_round_vals(day, number + rank + 1) for rank in range(missing)]
        )

    def _prepare_round_vals(self, day, number):
        return {
            "circuit_id": self.id,
            "company_id": self.company_id.id,
            "date": day,
            "number": number,
            "driver_id": self.driver_id.id,
            "vehicle": self.vehicle,
            "capacity": self.capacity,
        }

    def _create_deliveries(self, rounds, doors, by_door):
        """Put the doors in the rounds that have room, in the order of the road."""
        doors = list(doors)
        vals_list = []
        for one in rounds.filtered(lambda one: one.state == "planned").sorted("number"):
            room = max(0, one.capacity - len(one.delivery_ids))
            for subscription in doors[:room]:
                vals_list.append(
                    {"round_id": one.id, "subscription_id": subscription.id, "sequence": subscription.sequence}
                )
            doors = doors[room:]
        stops = self.env["regie.meal.delivery"].create(vals_list)
        for stop in stops:
            # sudo: a link that the planning writes
            by_door[stop.subscription_id].sudo().delivery_id = stop

    @api.model
    def _cron_plan(self):
        """Every hour: write the meals to come, and the rounds of the days that can no longer change."""
        circuits = self.search([])
        circuits.subscription_ids._generate_orders()
        for circuit in circuits:
            today = fields.Datetime.now().replace(tzinfo=UTC).astimezone(circuit.company_id._get_meal_zone())
            first = circuit._get_first_open_to_change()
            for number in range((first - today.date()).days):
                circuit._plan_rounds(today.date() + timedelta(days=number))
