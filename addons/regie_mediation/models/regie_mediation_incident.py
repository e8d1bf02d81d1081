from odoo import api, fields, models

#: Last hour (excluded) of each part of the day, in the local time of the régie
DAY_PARTS = ((2, "night"), (6, "end_of_night"), (12, "morning"), (18, "afternoon"), (22, "evening"), (24, "night"))


class RegieMediationIncident(models.Model):
    """What the mediators saw, how serious, what they did, how it ended. Anonymous by design: nobody can be linked.

    Domain: gup_services.md, 2.3.
    """

    _name = "regie.mediation.incident"
    _description = "Mediation incident"
    _inherit = ["regie.mediation.export", "regie.mediation.text"]
    _order = "date desc, id desc"
    _rec_name = "type_id"
    _check_company_auto = True
    _text_fields = ("description",)

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Datetime(string="When", required=True, default=fields.Datetime.now, index=True)
    day_part = fields.Selection(
        [
            ("morning", "Morning (6 to 12)"),
            ("afternoon", "Afternoon (12 to 18)"),
            ("evening", "Evening (18 to 22)"),
            ("night", "Night (22 to 2)"),
            ("end_of_night", "End of the night (2 to 6)"),
        ],
        string="Part of the day",
        compute="_compute_day_part",
        store=True,
        precompute=True,
    )
    site_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.is_private', '=', False)]",
        help="The hall or the space, never the dwelling.",
    )
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, index="btree_not_null", precompute=True)
    territory_id = fields.Many2one(related="site_id.territory_id", store=True, index="btree_not_null", precompute=True)
    round_id = fields.Many2one("regie.mediation.round", index="btree_not_null", ondelete="restrict", check_company=True)
    user_id = fields.Many2one(
        "res.users", string="Written by", required=True, default=lambda self: self.env.user, index=True
    )
    type_id = fields.Many2one("regie.mediation.incident.type", required=True, index=True, ondelete="restrict")
    severity = fields.Selection(
        [("1", "1 – Annoyance"), ("2", "2 – Tension"), ("3", "3 – Serious"), ("4", "4 – Danger")],
        required=True,
        default="1",
        index=True,
    )
    action_ids = fields.Many2many("regie.mediation.action", string="Actions", ondelete="restrict")
    outcome = fields.Selection(
        [
            ("resolved", "Settled"),
            ("calmed", "Calmed down"),
            ("passed", "Passed on"),
            ("none", "No follow-up"),
        ],
        index=True,
        help="Passed on: to the landlord, to the rescue, to the police.",
    )
    persons_count = fields.Integer(string="People involved", aggregator="sum")
    description = fields.Text(
        help="Facts, without name, telephone, number plate nor number of a flat. Erased after the time that the régie"
        " set; the rest stays for the statistics.",
    )

    _persons_positive = models.Constraint("CHECK (persons_count >= 0)", "A number of people is not negative.")

    @api.depends("date")
    def _compute_day_part(self):
        for one in self:
            company = one.company_id or self.env.company
            local = one.date and fields.Datetime.context_timestamp(
                one.with_context(tz=company.partner_id.tz or "Europe/Paris"), one.date
            )
            one.day_part = local and next(part for last, part in DAY_PARTS if local.hour < last)

    @api.depends("type_id", "site_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.type_id.name or ''} · {one.site_id.name or ''}"

    @api.constrains("site_id")
    def _check_site(self):
        self.site_id._check_mediation_place()

    @api.model_create_multi
    def create(self, vals_list):
        """Write incidents, in no round or in one that is not validated.

        :raise UserError: E-MED-09
        """
        incidents = super().create(vals_list)
        if not self.env.su:
            incidents.round_id._check_not_locked()
        return incidents

    def write(self, vals):
        """Change incidents whose round is not validated.

        :raise UserError: E-MED-09
        """
        if not self.env.su:
            (self.round_id | self.round_id.browse(vals.get("round_id") or ()))._check_not_locked()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_open_round(self):
        if not self.env.su:
            self.round_id._check_not_locked()

    @api.model
    def _get_erasable_domain(self, day):
        return [*super()._get_erasable_domain(day), ("date", "<", day)]
