from odoo import api, fields, models


class RegieMediationWorkshop(models.Model):
    """Something done together: eco-gestures, visit of the teaching flat, information on the spot. Heads are counted.

    Domain: gup_services.md, 2.6 (collective actions).
    """

    _name = "regie.mediation.workshop"
    _description = "Collective workshop"
    _inherit = ["regie.mediation.export", "regie.mediation.text", "regie.mediation.count"]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _text_fields = ("note",)

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    kind = fields.Selection(
        [
            ("energy", "Eco-gestures and energy"),
            ("flat", "Visit of the teaching flat"),
            ("information", "Information and awareness"),
            ("digital", "Digital skills"),
            ("civility", "Living together"),
            ("other", "Other workshop"),
        ],
        required=True,
        default="energy",
        index=True,
    )
    is_energy = fields.Boolean(
        string="About energy",
        compute="_compute_is_energy",
        store=True,
        readonly=False,
        precompute=True,
        help="Counts among the workshops on energy.",
    )
    date_start = fields.Datetime(string="Begins", required=True, default=fields.Datetime.now, index=True)
    duration = fields.Float(string="Hours", default=2)
    site_id = fields.Many2one(
        "regie.site",
        string="Place",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.is_private', '=', False)]",
    )
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, index="btree_not_null", precompute=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True, index="btree_not_null", precompute=True)
    user_ids = fields.Many2many(
        "res.users", "regie_mediation_workshop_user_rel", string="Led by", default=lambda self: self.env.user
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "regie_mediation_workshop_partner_rel",
        string="Held with",
        domain="[('is_company', '=', True)]",
    )
    gesture_ids = fields.Many2many("regie.energy.gesture", string="Gestures shown")
    qpv_count = fields.Integer(string="Of whom from a QPV")
    note = fields.Text(string="What was learnt", help="Nobody's name. Erased after the time that the régie set.")
    date_held = fields.Datetime(string="Held on", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    state = fields.Selection(
        [("planned", "To come"), ("held", "Held"), ("cancelled", "Called off")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )

    _duration_positive = models.Constraint("CHECK (duration > 0)", "A workshop lasts longer than nothing.")
    _qpv_within = models.Constraint(
        "CHECK (qpv_count >= 0 AND qpv_count <= contact_count)",
        "Those who live in a QPV are among the people counted.",
    )

    @api.depends("kind")
    def _compute_is_energy(self):
        for one in self:
            one.is_energy = one.kind in ("energy", "flat")

    @api.depends("date_held", "date_cancelled")
    def _compute_state(self):
        for one in self:
            one.state = "cancelled" if one.date_cancelled else "held" if one.date_held else "planned"

    @api.constrains("site_id")
    def _check_site(self):
        self.site_id._check_mediation_place()

    def action_hold(self):
        """Write that the workshops took place: their heads count from now on."""
        self._write_fact({"date_held": fields.Datetime.now(), "date_cancelled": False})

    def action_cancel(self):
        """Call the workshops off."""
        self._write_fact({"date_cancelled": fields.Datetime.now(), "date_held": False})

    def action_reopen(self):
        """Put the workshops back among those to come."""
        self._write_fact({"date_cancelled": False, "date_held": False})

    def _write_fact(self, vals):
        self.check_access("write")
        # sudo: a fact is written by its button only, once the rights are checked
        self.sudo().write(vals)

    @api.model
    def _get_erasable_domain(self, day):
        return [*super()._get_erasable_domain(day), ("date_start", "<", day)]
