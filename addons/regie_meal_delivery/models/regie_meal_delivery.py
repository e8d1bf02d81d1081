from odoo import api, fields, models
from odoo.exceptions import UserError

PICTURE_SIGNATURES = (b"\x89PNG\r\n\x1a\n",)


class RegieMealDelivery(models.Model):
    """A door of a round: the meals for it, what happened there, at which temperature, and who signed."""

    _name = "regie.meal.delivery"
    _description = "Door of a round"
    _inherit = ["regie.fact.guard"]
    _order = "round_id, sequence, id"
    _rec_name = "partner_name"
    _check_company_auto = True

    round_id = fields.Many2one("regie.meal.round", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="round_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(related="round_id.date", store=True, precompute=True, index=True)
    driver_id = fields.Many2one(related="round_id.driver_id")
    sequence = fields.Integer(string="Rank", default=10)
    subscription_id = fields.Many2one(
        "regie.meal.subscription", string="Person", index=True, ondelete="set null", check_company=True
    )
    partner_name = fields.Char(string="Name", compute="_compute_partner_name", compute_sudo=True)
    order_ids = fields.One2many("regie.meal.order", "delivery_id", string="Meals of the door")
    meal_count = fields.Integer(string="Meals", compute="_compute_meal_count", compute_sudo=True)
    result = fields.Selection(
        [
            ("delivered", "Given"),
            ("absent", "Absent"),
            ("refused", "Refused"),
            ("withheld", "Not left: temperature"),
        ],
        readonly=True,
        copy=False,
    )
    date_result = fields.Datetime(string="At", readonly=True, copy=False)
    user_id = fields.Many2one("res.users", string="Noted by", readonly=True, copy=False)
    temperature = fields.Float(string="Temperature (°C)", digits=(5, 1), readonly=True, copy=False)
    has_temperature = fields.Boolean(string="Temperature taken", readonly=True, copy=False)
    signature = fields.Binary(attachment=True, readonly=True, copy=False)
    note = fields.Char(help="A word for the office: seems tired, the lift is out of order.")
    activity_id = fields.Many2one("mail.activity", string="Alert", readonly=True, copy=False, ondelete="set null")

    _person_uniq = models.UniqueIndex("(round_id, subscription_id)", "This person is already in the round.")

    @api.depends("subscription_id.partner_id.name")
    def _compute_partner_name(self):
        for stop in self:
            stop.partner_name = stop.subscription_id.partner_id.name or self.env._("No name kept")

    @api.depends("order_ids.quantity", "order_ids.date_cancelled")
    def _compute_meal_count(self):
        for stop in self:
            stop.meal_count = sum(order.quantity for order in stop.order_ids if not order.date_cancelled)

    @api.ondelete(at_uninstall=False)
    def _unlink_without_result(self):
        """A door with an answer is kept. (E-MEAL-13)"""
        if any(stop.result for stop in self):
            raise UserError(self.env._("A door where somebody answered is kept. (E-MEAL-13)"))

    def _note_result(self, result, temperature=None, signature=None, note="", moment=None):
        """Keep what happened at a door; return the result kept: a meal that is too warm is not left.

        The last answer holds, until the round has ended. Somebody absent warns the manager of the circuit at once.

        :raise UserError: E-MEAL-06 without the temperature that the circuit asks for, E-MEAL-10 when the round has not
            left or has ended
        """
        self.ensure_one()
        self.round_id.check_access("write")
        self.round_id._check_running()
        # sudo: facts of the door and of its meals, for the driver of the round, after the checks
        stop = self.sudo()
        if result == "delivered" and temperature is None and stop.round_id.circuit_id.is_temperature_asked:
            raise UserError(
                self.env._(
                    "Take the temperature of the meal of %(person)s first. (E-MEAL-06)", person=stop.partner_name
                )
            )
        if temperature is not None and not self.round_id._is_safe(temperature, "door"):
            self.env["regie.meal.nonconformity"]._note(self.round_id, temperature, stop)
            result = "withheld" if result == "delivered" else result
        stop.write(
            {
                "result": result,
                "date_result": moment or fields.Datetime.now(),
                "user_id": self.env.uid,
                "temperature": temperature or 0,
                "has_temperature": temperature is not None,
                "signature": signature or stop.signature,
                "note": note or stop.note,
            }
        )
        price = stop.subscription_id._get_meal_price() if stop.subscription_id else 0
        stop.order_ids.filtered(lambda order: not order.date_cancelled).price_unit = price
        stop._warn()
        return result

    def _warn(self):
        """Warn the manager of the circuit that a door stayed shut; take the alert back when it opened after all."""
        self.ensure_one()
        if self.result != "absent":
            self.activity_id.unlink()
            return
        if self.activity_id or not self.subscription_id:
            return
        circuit, person = self.round_id.circuit_id, self.subscription_id
        note = self.env._("The driver noted %(person)s absent, without notice. Call now.", person=self.partner_name)
        if person.contact_id:
            note = self.env._(
                "The driver noted %(person)s absent, without notice. Call now: %(contact)s, %(phone)s.",
                person=self.partner_name,
                contact=person.contact_id.name,
                phone=person.contact_phone or self.env._("no telephone"),
            )
        self.activity_id = person.activity_schedule(
            "mail.mail_activity_data_call",
            summary=self.env._("Absent, without notice"),
            note=note,
            user_id=circuit.manager_id.id,
        )

    def _forget(self):
        """Erase what is left of a person at the doors: signature and words. Temperatures and results stay."""
        # sudo: the time that has passed decides
        self.sudo().write({"signature": False, "note": False})
