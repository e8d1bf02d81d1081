from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMealPreorder(models.Model):
    """Covers that somebody keeps for a service: a person of the file, or a first name and nothing else."""

    _name = "regie.meal.preorder"
    _description = "Pre-order"
    _inherit = ["regie.fact.guard"]
    _order = "date desc, id desc"
    _check_company_auto = True

    menu_id = fields.Many2one(
        "regie.meal.menu",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'published')]",
    )
    company_id = fields.Many2one(related="menu_id.company_id", store=True, precompute=True, index=True)
    date = fields.Date(related="menu_id.date", store=True, precompute=True, index=True)
    place_id = fields.Many2one(related="menu_id.place_id", store=True, precompute=True)
    service = fields.Selection(related="menu_id.service", store=True, precompute=True)
    partner_id = fields.Many2one("res.partner", string="Person", index="btree_not_null", ondelete="restrict")
    name = fields.Char(string="First name", help="For who is not in the file: a first name is enough.")
    quantity = fields.Integer(string="Covers", required=True, default=1)
    note = fields.Char(help="Arrives late, high chair… Nothing about health: the allergies are said with consent.")
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    date_served = fields.Datetime(string="Came on", readonly=True, copy=False)
    state = fields.Selection(
        [("booked", "Booked"), ("served", "Came"), ("cancelled", "Cancelled")],
        compute="_compute_state",
        store=True,
        precompute=True,
    )
    allergy_warning = fields.Char(
        string="Allergy",
        compute="_compute_allergy_warning",
        groups="regie_kitchen.group_kitchen_user",
        help="Allergens of the person that are on the menu, for those who agreed to tell the kitchen.",
    )

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "A booking is for at least one cover.")
    _person_uniq = models.UniqueIndex(
        "(menu_id, partner_id) WHERE partner_id IS NOT NULL AND date_cancelled IS NULL",
        "This person has already booked for this service: change the number of covers. (E-MENU-09)",
    )
    _named = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR COALESCE(name, '') <> '')",
        "Say for whom: a person, or a first name. (E-MENU-10)",
    )

    @api.depends("partner_id", "name", "quantity")
    def _compute_display_name(self):
        for order in self:
            order.display_name = f"{order.name or order.partner_id.name or ''} ({order.quantity})"

    @api.depends("date_cancelled", "date_served")
    def _compute_state(self):
        for order in self:
            order.state = "cancelled" if order.date_cancelled else "served" if order.date_served else "booked"

    @api.depends("partner_id", "menu_id.line_ids.dish_id.allergen_ids")
    def _compute_allergy_warning(self):
        for order in self:
            # sudo: the consent was given to the kitchen, whose group reads this field
            partner = order.sudo().partner_id
            found = partner.meal_allergen_ids & order.menu_id.allergen_ids if partner.meal_consent_date else None
            order.allergy_warning = ", ".join(found.mapped("name")) if found else False

    @api.constrains("menu_id", "quantity", "date_cancelled")
    def _check_bookable(self):
        """Nobody books when it is too late or on a closed day. (E-MENU-03)"""
        for order in self:
            if order.state == "booked" and not order.menu_id._is_bookable():
                raise ValidationError(
                    self.env._(
                        "Order impossible: the service is closed or the time limit has passed (%(menu)s). The kitchen"
                        " can move the time limit on the menu. (E-MENU-03)",
                        menu=order.menu_id.display_name,
                    )
                )

    @api.constrains("menu_id", "quantity", "date_cancelled")
    def _check_covers(self):
        """No more covers than the place serves. (E-MENU-04)"""
        # sudo: the count holds everybody's bookings
        for menu in self.sudo().menu_id.filtered("max_covers"):
            if menu.booked_count > menu.max_covers:
                raise ValidationError(
                    self.env._(
                        "No more covers available (%(max)s) for %(menu)s: take fewer, or another day. (E-MENU-04)",
                        max=menu.max_covers,
                        menu=menu.display_name,
                    )
                )

    def action_cancel(self):
        """Cancel bookings: their covers are free again."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda order: order.state == "booked").sudo().date_cancelled = fields.Datetime.now()
        # the same person may book again at once: PostgreSQL must know
        self.flush_recordset(["date_cancelled"])

    def action_serve(self):
        """Say that the people came."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda order: order.state == "booked").sudo().date_served = fields.Datetime.now()

    def action_undo(self):
        """Take back a wrong tap: the booking waits again.

        :raise ValidationError: E-MENU-03 or E-MENU-04 when its cover is gone
        """
        self.check_access("write")
        # sudo: the facts, once the right to write is checked
        self.sudo().write({"date_cancelled": False, "date_served": False})
