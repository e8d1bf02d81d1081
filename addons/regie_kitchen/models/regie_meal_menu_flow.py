from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMealMenu(models.Model):
    """The buttons of a menu: publish, serve, close, and back."""

    _inherit = "regie.meal.menu"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        if published := self.filtered("date_published")[:1]:
            raise UserError(
                self.env._(
                    "The menu “%(menu)s” was published: take it back to draft first, or keep it. (E-MENU-06)",
                    menu=published.display_name,
                )
            )

    def action_publish(self):
        """Show the menus to everybody and open the bookings.

        :raise UserError: E-MENU-02 for allergens that nobody checked, E-MENU-07 without a dish, E-HACCP-06 for a place
            whose papers are missing
        """
        self.check_access("write")
        for menu in self.filtered(lambda menu: menu.state == "draft"):
            if not menu.line_ids:
                raise UserError(
                    self.env._(
                        "The menu “%(menu)s” has no dish: add at least one before publishing it. (E-MENU-07)",
                        menu=menu.display_name,
                    )
                )
            menu.line_ids.dish_id._check_allergens_checked()
            menu.place_id._check_kitchen_authorised(menu.date)
            # sudo: the fact, once the right to write is checked
            menu.sudo().date_published = fields.Datetime.now()

    def action_unpublish(self):
        """Take menus back to draft, as long as nobody has booked.

        :raise UserError: E-MENU-08 when somebody has booked
        """
        self.check_access("write")
        for menu in self.filtered(lambda menu: menu.state == "published"):
            if menu.booked_count:
                raise UserError(
                    self.env._(
                        "People have booked for “%(menu)s”: tell them and cancel the bookings first. (E-MENU-08)",
                        menu=menu.display_name,
                    )
                )
            # sudo: the fact, once the right to write is checked
            menu.sudo().date_published = False

    def action_serve(self):
        """Say that the service has begun: nobody books any more."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda menu: menu.state == "published").sudo().date_served = fields.Datetime.now()

    def action_close(self):
        """Close the service once the covers are counted; the bookings are the count when nobody wrote another."""
        self.check_access("write")
        for menu in self.filtered(lambda menu: menu.state == "served"):
            vals = {"date_closed": fields.Datetime.now()}
            if not menu.served_count:
                vals["served_count"] = menu._get_served_count()
            # sudo: the fact, once the right to write is checked
            menu.sudo().write(vals)

    def action_reopen(self):
        """Open a closed service again, to correct its count."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda menu: menu.state == "closed").sudo().date_closed = False

    def _get_served_count(self):
        """Return how many covers were served when the cook wrote nothing: the bookings; the till knows better."""
        self.ensure_one()
        return self.booked_count

    def action_view_preorders(self):
        """Open the bookings of the menu."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_kitchen.regie_meal_preorder_action")
        return dict(action, domain=[("menu_id", "=", self.id)], context={"default_menu_id": self.id})

    @api.model
    def _get_shown(self, place, first, last):
        """Return the menus of a place that everybody sees, from the first day to the last."""
        domain = [
            ("place_id", "=", place.id),
            ("date_published", "!=", False),
            ("date", ">=", first),
            ("date", "<=", last),
        ]
        return self.search(domain, order="date, service desc, id")

    def _is_bookable(self):
        """Tell whether a booking is still taken: published, in time, on an open day."""
        self.ensure_one()
        in_time = not self.date_deadline or fields.Datetime.now() <= self.date_deadline
        return self.state == "published" and in_time and self._is_place_open()
