from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.regie_meal_menu import SERVICES


class RegieMealWeek(models.TransientModel):
    """Prepare the menus of a place for weeks: one on each day when it is open, with the dishes of a model week."""

    _name = "regie.meal.week"
    _description = "Menus of the weeks"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        check_company=True,
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    service = fields.Selection(SERVICES, required=True, default="lunch")
    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date(string="To", required=True, default=lambda self: self._default_date_from() + timedelta(6))
    planned_covers = fields.Integer(default=30)
    max_covers = fields.Integer(string="Most covers", default=40, help="0: not limited.")
    model_date = fields.Date(
        string="Dishes of the week of", help="Any day of the week whose dishes come again. Empty: menus without dishes."
    )
    day_count = fields.Integer(string="Menus to prepare", compute="_compute_day_count")

    @api.model
    def _default_date_from(self):
        return fields.Date.context_today(self) + relativedelta(days=1, weekday=0)

    @api.depends("place_id", "service", "date_from", "date_to")
    def _compute_day_count(self):
        for wizard in self:
            ready = wizard.place_id and wizard.date_from and wizard.date_to
            wizard.day_count = len(wizard._get_days()) if ready else 0

    def _get_days(self):
        """Return the open days without a menu of the service, in order; at most a year."""
        last = min(self.date_to, self.date_from + timedelta(days=366))
        closed = self.place_id._get_closed_days(self.date_from, last)
        domain = [
            ("place_id", "=", self.place_id.id),
            ("service", "=", self.service),
            ("date", ">=", self.date_from),
            ("date", "<=", last),
        ]
        taken = {day for (day,) in self.env["regie.meal.menu"]._read_group(domain, ["date:day"])}
        days = (self.date_from + timedelta(days=number) for number in range((last - self.date_from).days + 1))
        return [day for day in days if day not in closed and day not in taken]

    def action_prepare(self):
        """Prepare the menus and open them.

        :raise UserError: E-MENU-11 when no open day is left without a menu
        """
        self.ensure_one()
        days = self._get_days()
        if not days:
            raise UserError(
                self.env._(
                    "No day to prepare: %(place)s is closed on these days, or they all have a menu. Choose other dates,"
                    " or look at the opening hours of the place. (E-MENU-11)",
                    place=self.place_id.name,
                )
            )
        dishes = self._get_model_dishes()
        menus = self.env["regie.meal.menu"].create(
            [
                {
                    "company_id": self.company_id.id,
                    "place_id": self.place_id.id,
                    "service": self.service,
                    "date": day,
                    "planned_covers": self.planned_covers,
                    "max_covers": self.max_covers,
                    "line_ids": [Command.create(vals) for vals in dishes.get(day.weekday(), ())],
                }
                for day in days
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_kitchen.regie_meal_menu_action")
        return dict(action, domain=[("id", "in", menus.ids)], context={})

    def _get_model_dishes(self):
        """Return ``{weekday: values of the lines}`` of the model week."""
        if not self.model_date:
            return {}
        first = self.model_date - timedelta(days=self.model_date.weekday())
        menus = self.env["regie.meal.menu"].search(
            [
                ("place_id", "=", self.place_id.id),
                ("service", "=", self.service),
                ("date", ">=", first),
                ("date", "<=", first + timedelta(days=6)),
            ]
        )
        return {
            menu.date.weekday(): [
                {"dish_id": line.dish_id.id, "course": line.course, "sequence": line.sequence}
                for line in menu.line_ids
                if line.dish_id.active
            ]
            for menu in menus
        }
