from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: In the order of the week: Monday is 1 for PostgreSQL
WEEKDAYS = ("is_monday", "is_tuesday", "is_wednesday", "is_thursday", "is_friday", "is_saturday", "is_sunday")


class RegieMealSubscription(models.Model):
    """A person to whom meals are brought: which days, what they eat, who pays, who is called when the door stays shut.

    Erased some months after its end. Domain: gup_services.md, 7.8 and 10.4; GDPR, art. 9 for the diet.
    """

    _name = "regie.meal.subscription"
    _description = "Subscription to meals at home"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "circuit_id, sequence, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    address_id = fields.Many2one(
        "res.partner", string="Brought to", help="Another address than the person's own: a daughter, a home."
    )
    circuit_id = fields.Many2one(
        "regie.meal.circuit", required=True, index=True, ondelete="restrict", check_company=True
    )
    sequence = fields.Integer(string="Rank on the road", default=10)
    date_start = fields.Date(string="From", required=True, default=fields.Date.context_today, tracking=True)
    date_end = fields.Date(string="Until", tracking=True, help="Last day with a meal. Empty: until further notice.")
    state = fields.Selection(
        [("future", "To come"), ("current", "Under way"), ("past", "Ended")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates.",
    )
    is_monday = fields.Boolean(string="Monday", default=True)
    is_tuesday = fields.Boolean(string="Tuesday", default=True)
    is_wednesday = fields.Boolean(string="Wednesday", default=True)
    is_thursday = fields.Boolean(string="Thursday", default=True)
    is_friday = fields.Boolean(string="Friday", default=True)
    is_saturday = fields.Boolean(string="Saturday")
    is_sunday = fields.Boolean(string="Sunday")
    meals_per_day = fields.Integer(required=True, default=1, help="2 for a couple, for example.")
    diet_ids = fields.Many2many("regie.meal.diet", domain=[("kind", "=", "diet")])
    texture_id = fields.Many2one("regie.meal.diet", domain=[("kind", "=", "texture")], ondelete="restrict")
    diet_note = fields.Char(string="Word for the kitchen", help="Without salt, no pork, small portions: no name here.")
    date_consent = fields.Date(
        string="Agreed on",
        help="Day on which the person agreed that the kitchen keeps their diet: it says something of their health or"
        " of their religion.",
    )
    diet_label = fields.Char(string="Meal", compute="_compute_diet_label", store=True, help="As the kitchen counts it.")
    prescriber_id = fields.Many2one("res.partner", string="Sent by", help="Home help, CCAS, hospital, family.")
    contact_id = fields.Many2one(
        "res.partner", string="Called when absent", help="Family, neighbour, home help: with a telephone."
    )
    contact_phone = fields.Char(related="contact_id.phone", string="Their telephone")
    key_note = fields.Text(
        string="How to get in",
        groups="regie_meal_delivery.group_meal_key",
        help="Code, floor, who keeps the key. Shown to the driver of the day only.",
    )
    payer_ids = fields.One2many("regie.meal.payer", "subscription_id", copy=True)
    suspension_ids = fields.One2many("regie.meal.suspension", "subscription_id")
    order_ids = fields.One2many("regie.meal.order", "subscription_id", string="Meals")
    order_count = fields.Integer(string="Meals brought", compute="_compute_order_count")
    is_suspended = fields.Boolean(string="Suspended today", compute="_compute_is_suspended")

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A subscription cannot end before it begins.")
    _meals_positive = models.Constraint("CHECK (meals_per_day BETWEEN 1 AND 9)", "From 1 to 9 meals a day.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "This person already has a subscription over this period: change it. (E-MEAL-15)",
    )

    @api.depends("date_start", "date_end")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for one in self:
            if not one.date_start or one.date_start > today:
                one.state = "future"
            else:
                one.state = "past" if one.date_end and one.date_end < today else "current"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = {
            "future": [("date_start", ">", "today")],
            "current": [("date_start", "<=", "today"), "|", ("date_end", "=", False), ("date_end", ">=", "today")],
            "past": [("date_end", "<", "today")],
        }
        return fields.Domain.OR([fields.Domain(domains[state]) for state in value if state in domains])

    @api.depends("texture_id.name", "diet_ids.name", "diet_note")
    def _compute_diet_label(self):
        for one in self:
            # in the language of the kitchen, whoever writes
            kitchen = one.with_context(lang=one.company_id.partner_id.lang)
            diets = kitchen.texture_id | kitchen.diet_ids.sorted("name")
            words = [*diets.mapped("name"), kitchen.diet_note]
            one.diet_label = ", ".join(filter(None, words)) or kitchen.env._("Ordinary meal")

    @api.depends("order_ids.state")
    def _compute_order_count(self):
        rows = self.env["regie.meal.order"]._read_group(
            [("subscription_id", "in", self.ids), ("state", "=", "delivered")], ["subscription_id"], ["quantity:sum"]
        )
        counts = dict(rows)
        for one in self:
            one.order_count = counts.get(one, 0)

    @api.depends("suspension_ids.date_from", "suspension_ids.date_to")
    def _compute_is_suspended(self):
        today = fields.Date.context_today(self)
        for one in self:
            one.is_suspended = any(
                pause.date_from <= today and (not pause.date_to or pause.date_to >= today)
                for pause in one.suspension_ids
            )

    @api.constrains(*WEEKDAYS)
    def _check_days(self):
        """One day of the week at least. (E-MEAL-01)"""
        for one in self:
            if not any(one[day] for day in WEEKDAYS):
                raise ValidationError(
                    self.env._(
                        "Choose at least one day with a meal for %(person)s. (E-MEAL-01)", person=one.partner_id.name
                    )
                )

    @api.constrains("diet_ids", "diet_note", "texture_id", "date_consent")
    def _check_consent(self):
        """A diet is kept with the agreement of the person. (E-MEAL-09)"""
        for one in self:
            if (one.diet_ids or one.diet_note or one.texture_id) and not one.date_consent:
                raise ValidationError(
                    self.env._(
                        "Write the day on which %(person)s agreed that their diet is kept, or leave an ordinary meal."
                        " (E-MEAL-09)",
                        person=one.partner_id.name,
                    )
                )

    @api.constrains("payer_ids")
    def _check_shares(self):
        """The shares of the payers make 100 %. (E-MEAL-05)"""
        for one in self:
            total = round(sum(one.payer_ids.mapped("share")), 2)
            if one.payer_ids and total != 100:
                raise ValidationError(
                    self.env._(
                        "The shares of the payers of %(person)s make %(total)s %%: they must make 100 %%. (E-MEAL-05)",
                        person=one.partner_id.name,
                        total=f"{total:g}",
                    )
                )

    @api.model
    def _check_free(self, partner, company, first, last, but=()):
        """Say who already has a subscription before PostgreSQL refuses. (E-MEAL-15)"""
        other = self.search(
            [
                ("id", "not in", but),
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("date_start", "<=", last or fields.Date.to_date("9999-12-31")),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", first),
            ],
            limit=1,
        )
        if other:
            raise ValidationError(
                self.env._(
                    "%(person)s already has a subscription over this period: change it, or end it first. (E-MEAL-15)",
                    person=partner.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Write the meals to come of a new subscription at once."""
        for vals in vals_list:
            vals.setdefault("date_start", fields.Date.context_today(self))
            partner = self.env["res.partner"].browse(vals.get("partner_id"))
            company = self.env["res.company"].browse(vals.get("company_id")) or self.env.company
            first, last = (fields.Date.to_date(vals.get(name)) for name in ("date_start", "date_end"))
            if partner:
                self._check_free(partner, company, first, last)
        subscriptions = super().create(vals_list)
        subscriptions._generate_orders()
        return subscriptions

    def write(self, vals):
        """Write the meals to come again when what they follow from changes."""
        if vals.keys() & {"partner_id", "date_start", "date_end"}:
            for one in self:
                partner = self.env["res.partner"].browse(vals.get("partner_id")) or one.partner_id
                first = fields.Date.to_date(vals.get("date_start")) or one.date_start
                last = fields.Date.to_date(vals["date_end"]) if "date_end" in vals else one.date_end
                self._check_free(partner, one.company_id, first, last, but=one.ids)
        done = super().write(vals)
        if vals.keys() & {*WEEKDAYS, "date_start", "date_end", "meals_per_day", "circuit_id"}:
            self._refresh_orders()
        elif vals.keys() & {"diet_ids", "texture_id", "diet_note"}:
            self._refresh_labels()
        return done

    def action_view_orders(self):
        """Open the meals of the person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_meal_delivery.regie_meal_order_action")
        return dict(action, domain=[("subscription_id", "=", self.id)], context={"default_subscription_id": self.id})
