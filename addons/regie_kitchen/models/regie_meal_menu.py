from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import format_date

SERVICES = [("lunch", "Lunch"), ("dinner", "Dinner"), ("event", "Event")]


class RegieMealMenu(models.Model):
    """What a place serves on a day: dishes, how many can eat, until when one books.

    The state is read from what was done: published, served, closed.
    """

    _name = "regie.meal.menu"
    _description = "Menu"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "date desc, service, id desc"
    _check_company_auto = True

    name = fields.Char(string="Title", translate=True, help="Said to those who come: couscous of the neighbours…")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True, tracking=True)
    service = fields.Selection(SERVICES, required=True, default="lunch", tracking=True)
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    place_name = fields.Char(related="place_id.name", string="Name of the place")
    line_ids = fields.One2many("regie.meal.menu.line", "menu_id", string="Dishes", copy=True)
    allergen_ids = fields.Many2many("regie.meal.allergen", string="Allergens", compute="_compute_allergen_ids")
    planned_covers = fields.Integer(help="For how many the kitchen cooks.")
    max_covers = fields.Integer(string="Most covers", help="Bookings stop there. 0: not limited.")
    date_deadline = fields.Datetime(
        string="Book until", tracking=True, help="After this moment nobody books any more; move it to let somebody in."
    )
    date_published = fields.Datetime(string="Published on", readonly=True, copy=False)
    date_served = fields.Datetime(string="Served on", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("served", "Served"), ("closed", "Closed")],
        compute="_compute_state",
        store=True,
        precompute=True,
        tracking=True,
        help="Published: everybody sees it and books. Served: on the tables. Closed: counted and weighed.",
    )
    preorder_ids = fields.One2many("regie.meal.preorder", "menu_id", string="Pre-orders")
    booked_count = fields.Integer(
        string="Booked covers",
        compute="_compute_booked_count",
        store=True,
        help="Covers of the pre-orders that are not cancelled.",
    )
    covers_left = fields.Integer(string="Covers left", compute="_compute_covers_left")
    served_count = fields.Integer(string="Covers served", help="Counted at the end of the service.")
    allergy_count = fields.Integer(
        string="Bookings with an allergy",
        compute="_compute_allergy_count",
        groups="regie_kitchen.group_kitchen_user",
        help="People who agreed to tell the kitchen, and whose allergen is on this menu.",
    )
    is_open_day = fields.Boolean(string="Open on this day", compute="_compute_is_open_day")
    note = fields.Text(string="Note of the kitchen")

    _service_uniq = models.UniqueIndex(
        "(date, service, place_id)",
        "A menu already exists for this service, on this day, in this place: open it. (E-MENU-01)",
    )
    _covers_positive = models.Constraint(
        "CHECK (planned_covers >= 0 AND max_covers >= 0 AND served_count >= 0)",
        "A number of covers is not negative.",
    )

    @api.depends("date", "service", "name", "place_id.name")
    def _compute_display_name(self):
        services = dict(self._fields["service"]._description_selection(self.env))
        for menu in self:
            parts = [format_date(self.env, menu.date), services.get(menu.service), menu.name or menu.place_id.name]
            menu.display_name = " · ".join(filter(None, parts))

    @api.depends("date_published", "date_served", "date_closed")
    def _compute_state(self):
        for menu in self:
            steps = (menu.date_closed, "closed"), (menu.date_served, "served"), (menu.date_published, "published")
            menu.state = next((state for fact, state in steps if fact), "draft")

    @api.depends("line_ids.dish_id.allergen_ids")
    def _compute_allergen_ids(self):
        for menu in self:
            menu.allergen_ids = menu.line_ids.dish_id.allergen_ids

    @api.depends("preorder_ids.quantity", "preorder_ids.date_cancelled")
    def _compute_booked_count(self):
        """Written on the row of the menu: of two people who take the last cover at once, the second waits and fails."""
        booked = dict(
            self.env["regie.meal.preorder"]._read_group(
                [("menu_id", "in", self.ids), ("date_cancelled", "=", False)], ["menu_id"], ["quantity:sum"]
            )
        )
        for menu in self:
            menu.booked_count = booked.get(menu._origin, 0)

    @api.depends("booked_count", "max_covers")
    def _compute_covers_left(self):
        for menu in self:
            menu.covers_left = max(0, menu.max_covers - menu.booked_count) if menu.max_covers else 0

    @api.depends("preorder_ids.allergy_warning")
    def _compute_allergy_count(self):
        for menu in self:
            menu.allergy_count = len(menu.preorder_ids.filtered("allergy_warning"))

    @api.depends("date", "place_id", "service")
    def _compute_is_open_day(self):
        for menu in self:
            menu.is_open_day = not menu.date or not menu.place_id or menu._is_place_open()

    @api.model_create_multi
    def create(self, vals_list):
        """Prepare menus; bookings stop on the day before unless it is said otherwise."""
        today = fields.Date.context_today(self)
        for vals in vals_list:
            if "date_deadline" not in vals:
                vals["date_deadline"] = self._get_deadline(fields.Date.to_date(vals.get("date")) or today)
        return super().create(vals_list)

    @api.model
    def _get_deadline(self, day):
        """Return the moment, in UTC, until which one books for a day: parameters of the days and of the hour."""
        parameters = self.env["regie.parameter"]
        days = int(parameters.get("menu_commande_jours", day))
        hour = float(parameters.get("menu_commande_heure", day))
        clock = time(int(hour), round(hour % 1 * 60))
        zone = ZoneInfo(self.env.user.tz or "Europe/Paris")
        moment = datetime.combine(day - timedelta(days=days), clock, zone)
        return moment.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _is_place_open(self):
        """Tell whether the place receives on the day of the menu; an event may be on a day when it does not."""
        self.ensure_one()
        # sudo: the calendar of a place says no more than what hangs on its door
        return self.service == "event" or self.sudo().place_id._is_open_on(self.date)
