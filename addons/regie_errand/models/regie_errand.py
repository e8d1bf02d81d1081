from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieErrand(models.Model):
    """What an inhabitant asks somebody to do: shopping with a budget, a parcel to drop or to fetch. Domain: 8.9.

    The money is the inhabitant's: an advance given against a signature, receipts, and a difference that is settled.
    """

    _name = "regie.errand"
    _description = "Errand"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_slot_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("shopping", "Shopping"),
            ("deposit", "Parcel to drop"),
            ("collect", "Parcel to fetch"),
            ("other", "Other request"),
        ],
        required=True,
        default="shopping",
        tracking=True,
    )
    partner_id = fields.Many2one("res.partner", string="Asked by", required=True, index=True, tracking=True)
    phone = fields.Char(related="partner_id.phone")
    street = fields.Char(
        string="Address", compute="_compute_street", store=True, readonly=False, help="Where it is delivered."
    )
    request = fields.Text(help="What is asked for, in the words of the person.")
    note = fields.Text(string="On the spot", help="Floor, intercom, what to say at the counter.")
    line_ids = fields.One2many("regie.errand.line", "errand_id", string="Shopping list", copy=True)
    user_id = fields.Many2one("res.users", string="Agent", index="btree_not_null", tracking=True)
    date_slot_start = fields.Datetime(string="Slot", tracking=True)
    date_slot_stop = fields.Datetime(string="End of the slot")
    transport_mode = fields.Selection(
        [
            ("foot", "On foot"),
            ("bike", "Bicycle"),
            ("cargo_bike", "Cargo bike"),
            ("bus", "Bus"),
            ("car", "Motor vehicle"),
        ],
        string="Travels",
        default="bike",
        required=True,
    )
    distance = fields.Float(string="Distance (km)", digits=(16, 1))

    budget = fields.Monetary(tracking=True, help="What the person agrees to spend.")
    overrun_rate = fields.Float(
        string="Overrun without approval (%)",
        readonly=True,
        copy=False,
        default=lambda self: self._default_overrun_rate(),
        help="Read from the parameters on the day of the request.",
    )
    advance = fields.Monetary(readonly=True, copy=False, help="Money that the person gave before the shopping.")
    advance_signature = fields.Binary(string="Signature of the advance", readonly=True, copy=False, attachment=True)
    advance_signer = fields.Char(string="Signed by", readonly=True, copy=False)
    receipt_ids = fields.One2many("regie.errand.receipt", "errand_id", string="Receipts")
    spent = fields.Monetary(compute="_compute_spent", store=True, help="Sum of the receipts.")
    difference = fields.Monetary(
        compute="_compute_spent",
        store=True,
        help="Advance less what was spent: above zero, given back to the person; below, paid by the person.",
    )
    is_over_budget = fields.Boolean(
        string="Over the budget",
        compute="_compute_spent",
        store=True,
        help="Beyond the overrun that needs no approval.",
    )

    date_accepted = fields.Datetime(string="Accepted on", readonly=True, copy=False)
    date_advance = fields.Datetime(string="Advance given on", readonly=True, copy=False)
    date_started = fields.Datetime(string="Begun on", readonly=True, copy=False)
    date_delivered = fields.Datetime(string="Delivered on", readonly=True, copy=False)
    date_approved = fields.Datetime(string="Overrun approved on", readonly=True, copy=False)
    approver_id = fields.Many2one("res.users", string="Overrun approved by", readonly=True, copy=False)
    date_settled = fields.Datetime(string="Settled on", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("accepted", "Accepted"),
            ("running", "Under way"),
            ("delivered", "Delivered"),
            ("settled", "Settled"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the dates that the buttons write.",
    )

    _amounts_positive = models.Constraint(
        "CHECK (budget >= 0 AND advance >= 0 AND distance >= 0)", "An amount or a distance is not negative. (E-ERR-02)"
    )
    _slot_ordered = models.Constraint(
        "CHECK (date_slot_stop >= date_slot_start)", "A slot does not end before it starts. (E-ERR-02)"
    )

    @api.model
    def _default_overrun_rate(self):
        return float(self.env["regie.parameter"].get("courses_depassement_pct", fields.Date.context_today(self)))

    @api.depends("partner_id")
    def _compute_street(self):
        for errand in self:
            partner = errand.partner_id
            town = " ".join(filter(None, (partner.zip, partner.city)))
            errand.street = ", ".join(filter(None, (partner.street, town)))

    @api.depends("receipt_ids.amount", "advance", "budget", "overrun_rate")
    def _compute_spent(self):
        for errand in self:
            currency = errand.currency_id or self.env.company.currency_id
            spent = currency.round(sum(errand.receipt_ids.mapped("amount")))
            limit = currency.round(errand.budget * (1 + errand.overrun_rate / 100))
            errand.spent = spent
            errand.difference = currency.round(errand.advance - spent)
            errand.is_over_budget = currency.compare_amounts(spent, limit) > 0

    @api.depends("date_accepted", "date_started", "date_delivered", "date_settled", "date_cancelled")
    def _compute_state(self):
        steps = (
            ("cancelled", "date_cancelled"),
            ("settled", "date_settled"),
            ("delivered", "date_delivered"),
            ("running", "date_started"),
            ("accepted", "date_accepted"),
        )
        for errand in self:
            errand.state = next((state for state, name in steps if errand[name]), "requested")

    @api.depends("name", "partner_id.name")
    def _compute_display_name(self):
        for errand in self:
            errand.display_name = f"{errand.name} – {errand.partner_id.name}" if errand.partner_id else errand.name

    @api.model_create_multi
    def create(self, vals_list):
        """Number the errands."""
        errands = super().create(vals_list)
        for errand in errands.filtered(lambda one: one.name == "/"):
            sequence = self.env["ir.sequence"].with_company(errand.company_id)
            # sudo: the number is a fact of the software
            errand.sudo().name = sequence.sudo().next_by_code("regie.errand") or "/"
        return errands

    def write(self, vals):
        """Keep what was agreed once the errand has begun, and everything once it is settled.

        :raise UserError: E-ERR-06 when the budget or the person of an errand under way changes
        """
        kept = {"budget", "partner_id", "kind"} & vals.keys()
        if kept and not self.env.su:
            for errand in self.filtered("date_started"):
                if any(errand._fields[name].convert_to_write(errand[name], errand) != vals[name] for name in kept):
                    raise UserError(
                        self.env._(
                            "Errand %(errand)s has begun: its person, kind and budget no longer change. What goes"
                            " beyond the budget is approved by the manager. (E-ERR-06)",
                            errand=errand.display_name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        """An errand where money moved is cancelled or settled, never erased."""
        if self.filtered(lambda errand: errand.date_started or errand.date_advance):
            raise UserError(self.env._("An errand that has begun is not deleted: cancel it or settle it. (E-ERR-07)"))

    def action_open_phone(self):
        """Open the page of the errand, made for a phone."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/courses/{self.id}", "target": "self"}
