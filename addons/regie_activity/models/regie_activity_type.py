from odoo import fields, models


class RegieActivityType(models.Model):
    """A kind of activity for inhabitants: what a session of it asks for and what comes out of it. Domain: 8.1."""

    _name = "regie.activity.type"
    _description = "Kind of activity"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "name", "family", "need", "is_market", "seats", "duration", "min_age", "max_age"),
        *("requires_guardian", "is_anonymous", "outcome", "description"),
    )

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    family = fields.Selection(
        [
            ("social", "Social life"),
            ("food", "Food"),
            ("repair", "Repair and reuse"),
            ("childhood", "Children and parents"),
            ("culture", "Culture and outings"),
            ("nature", "Garden and nature"),
            ("mobility", "Mobility"),
            ("digital", "Digital and rights"),
            ("housing", "Housing"),
            ("training", "Training"),
        ],
        required=True,
        default="social",
    )
    icon = fields.Char(default="fa-users", help="Name of a Font Awesome icon.")
    description = fields.Html(translate=True)
    need = fields.Char(
        string="Need answered", required=True, translate=True, help="Why the régie does it: its utility."
    )
    is_market = fields.Boolean(string="Market activity")
    activity_id = fields.Many2one("regie.activity", string="Activity of the régie", company_dependent=True)
    seats = fields.Integer(string="Places", help="0: not limited.")
    duration = fields.Float(string="Duration (h)", default=2)
    min_age = fields.Integer()
    max_age = fields.Integer(help="0: not limited.")
    requires_guardian = fields.Boolean(string="Guardian of minors", default=True)
    is_anonymous = fields.Boolean(
        string="Counted without names", help="People are counted at the door, nobody registers."
    )
    clearance_kind_id = fields.Many2one(
        "regie.clearance.kind", string="Gives the clearance", ondelete="restrict", help="To those who were there."
    )
    product_id = fields.Many2one(
        "product.product",
        string="Ticket sold",
        domain=[("service_tracking", "=", "event")],
        ondelete="restrict",
        help="Its price, or that of the price list of the person. Empty: free.",
    )
    session_count = fields.Integer(compute="_compute_session_count", string="Sessions")
    outcome = fields.Selection(
        [
            ("none", "Attendance"),
            ("repair", "Objects repaired"),
            ("weight", "Weight"),
            ("distance", "Kilometres"),
            ("number", "Number made"),
        ],
        string="What comes out",
        required=True,
        default="none",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another kind of activity already bears this code.")
    _figures_positive = models.Constraint(
        "CHECK (seats >= 0 AND duration > 0 AND min_age >= 0 AND max_age >= 0)", "A figure of a kind is not negative."
    )

    def _compute_session_count(self):
        counts = dict(
            self.env["event.event"]._read_group([("regie_type_id", "in", self.ids)], ["regie_type_id"], ["__count"])
        )
        for kind in self:
            kind.session_count = counts.get(kind, 0)

    def _prepare_ticket_vals(self):
        """Return the values of the ticket of a session of this kind."""
        self.ensure_one()
        product = self.product_id
        return {"name": product.name, "product_id": product.id, "price": product.lst_price}

    def action_open_sessions(self):
        """Open the sessions of this kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_activity.event_event_action_session")
        return dict(action, domain=[("regie_type_id", "=", self.id)], context={"default_regie_type_id": self.id})
