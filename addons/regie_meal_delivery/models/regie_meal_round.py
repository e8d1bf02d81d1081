from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMealRound(models.Model):
    """The doors that a driver serves in one go: it leaves with the cold chain checked, it ends when each door has an
    answer. Domain: gup_services.md, 7.8."""

    _name = "regie.meal.round"
    _description = "Round of meals"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, circuit_id, number, id"
    _check_company_auto = True

    circuit_id = fields.Many2one(
        "regie.meal.circuit", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    number = fields.Integer(required=True, default=1)
    driver_id = fields.Many2one("res.users", check_company=True, index=True)
    vehicle = fields.Char()
    chain = fields.Selection(related="circuit_id.chain")
    capacity = fields.Integer(string="Doors at most", required=True, default=15)
    delivery_ids = fields.One2many("regie.meal.delivery", "round_id", string="Doors")
    nonconformity_ids = fields.One2many("regie.meal.nonconformity", "round_id", string="Temperatures out of limits")
    date_departed = fields.Datetime(string="Left at", readonly=True, copy=False)
    departure_temperature = fields.Float(
        string="Temperature at departure (°C)", digits=(5, 1), readonly=True, copy=False
    )
    date_ended = fields.Datetime(string="Ended at", readonly=True, copy=False)
    state = fields.Selection(
        [("planned", "Planned"), ("running", "Under way"), ("done", "Ended")],
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the hours of departure and of end.",
    )
    door_count = fields.Integer(string="Number of doors", compute="_compute_counts")
    meal_count = fields.Integer(string="Meals", compute="_compute_counts")
    answer_count = fields.Integer(string="Doors with an answer", compute="_compute_counts")
    alert_count = fields.Integer(string="Absent", compute="_compute_counts")

    _number_uniq = models.Constraint("UNIQUE (circuit_id, date, number)", "This round exists already.")
    _capacity_positive = models.Constraint("CHECK (capacity > 0)", "A round serves one door at least.")

    @api.depends("date_departed", "date_ended")
    def _compute_state(self):
        for one in self:
            one.state = "done" if one.date_ended else "running" if one.date_departed else "planned"

    @api.depends("delivery_ids.result", "delivery_ids.order_ids.quantity", "delivery_ids.order_ids.date_cancelled")
    def _compute_counts(self):
        # sudo: how many meals and answers, for a driver who reads no meal of anybody
        for one in self.sudo():
            doors = one.delivery_ids.filtered("meal_count")
            one.door_count = len(doors)
            one.meal_count = sum(doors.mapped("meal_count"))
            one.answer_count = len(doors.filtered("result"))
            one.alert_count = len(doors.filtered(lambda stop: stop.result == "absent"))

    @api.depends("circuit_id", "number", "date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = self.env._(
                "%(circuit)s, round %(number)s", circuit=one.circuit_id.name, number=one.number
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_planned_only(self):
        """A round that left is kept: its temperatures are a proof. (E-MEAL-13)"""
        if any(one.date_departed or one.nonconformity_ids for one in self):
            raise UserError(self.env._("A round that left, or whose temperature was wrong, is kept. (E-MEAL-13)"))

    def action_depart(self):
        """Ask for the temperature of the boxes, then leave."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_meal_delivery.regie_meal_departure_action")
        return dict(action, context={"default_round_id": self.id})

    def action_end(self):
        """End the round: each door has an answer.

        :raise UserError: E-MEAL-10 when it has not left, E-MEAL-11 when a door has no answer
        """
        self.check_access("write")
        for one in self:
            one._check_running()
            # sudo: as in the counts
            left = one.sudo().delivery_ids.filtered(lambda stop: stop.meal_count and not stop.result)
            if left:
                raise UserError(
                    self.env._(
                        "No answer yet for: %(people)s. Say whether the meal was given. (E-MEAL-11)",
                        people=", ".join(left.mapped("partner_name")),
                    )
                )
        # sudo: a fact, after the checks
        self.sudo().date_ended = fields.Datetime.now()

    def action_open_phone(self):
        """Open the page of the driver."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/portage/{self.id}", "target": "self"}

    def action_view_nonconformities(self):
        """Open the temperatures out of limits of the round."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_meal_delivery.regie_meal_nonconformity_action")
        return dict(action, domain=[("round_id", "=", self.id)], context={})

    def _check_running(self):
        """Refuse what is done only between the departure and the end. (E-MEAL-10)"""
        self.ensure_one()
        if self.state == "planned":
            raise UserError(
                self.env._("%(round)s has not left: take the temperature first. (E-MEAL-10)", round=self.display_name)
            )
        if self.state == "done":
            raise UserError(
                self.env._("%(round)s has ended: nothing changes any more. (E-MEAL-10)", round=self.display_name)
            )

    def _get_limits(self, moment):
        """The lowest and highest temperature at ``departure`` or at the ``door``; None where there is no limit."""
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        # sudo: the chain of the circuit, for the driver
        if self.sudo().circuit_id.chain == "hot":
            return float(parameters.get("portage_chaud_min", self.date)), None
        high = float(parameters.get("portage_froid_max", self.date))
        if moment == "door":
            high += float(parameters.get("portage_froid_tolerance", self.date))
        return float(parameters.get("portage_froid_min", self.date)), high

    def _is_safe(self, temperature, moment):
        """Tell whether a temperature is within the limits. E-MEAL-14 when no thermometer says that."""
        if not -40 <= temperature <= 150:
            raise UserError(
                self.env._("%(value)s °C: read the thermometer again. (E-MEAL-14)", value=f"{temperature:g}")
            )
        low, high = self._get_limits(moment)
        return low <= temperature and (high is None or temperature <= high)

    def _depart(self, temperature):
        """Leave with boxes at a temperature.

        :raise UserError: E-MEAL-03 when it is out of the limits, E-MEAL-10 when the round has left
        """
        self.ensure_one()
        self.check_access("write")
        if self.date_departed:
            raise UserError(self.env._("%(round)s has left already. (E-MEAL-10)", round=self.display_name))
        if not self._is_safe(temperature, "departure"):
            raise UserError(
                self.env._(
                    "Departure refused: the cold chain is broken, or the meals are not hot enough (%(value)s °C). Take"
                    " these meals out, tell the kitchen. (E-MEAL-03)",
                    value=f"{temperature:g}",
                )
            )
        # sudo: facts, after the checks
        self.sudo().write({"date_departed": fields.Datetime.now(), "departure_temperature": temperature})

    def _try_depart(self, temperature):
        """Leave, or keep the temperature that forbids it and return the sentence to show."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._depart(temperature)
        except UserError as error:
            if not self.date_departed and -40 <= temperature <= 150:
                self.env["regie.meal.nonconformity"]._note(self, temperature)
            return error.args[0]
        return ""
