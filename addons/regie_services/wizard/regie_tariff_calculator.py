from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: What is typed to find the band and never reaches the database.
TYPED = ("income", "benefits", "quotient", "adults", "children", "disabled_children")


class RegieTariffCalculator(models.TransientModel):
    """Find the band of a household from its papers, and keep nothing of them: neither income nor quotient.

    The family quotient of the CAF is (yearly taxable income ÷ 12 + monthly benefits) ÷ parts; parts: 2 for a couple or
    a single parent, + 0.5 for the first and the second child, + 1 for the third, + 0.5 for each next one and for a
    disabled child. What is typed has no column: the band is worked out before anything is written.
    """

    _name = "regie.tariff.calculator"
    _description = "Calculator of the band"

    partner_id = fields.Many2one("res.partner", string="Person", required=True)
    request_id = fields.Many2one("regie.tariff.request", ondelete="cascade", help="Accepted by giving the band.")
    grid_id = fields.Many2one(
        "regie.tariff.grid",
        required=True,
        default=lambda self: self.env["regie.tariff.grid"]._get_current(),
    )
    method = fields.Selection(
        [
            ("quotient", "The quotient is written on the paper"),
            ("income", "Work it out from the income"),
            ("decision", "No paper: the social worker decides"),
            ("none", "No proof: full price"),
        ],
        string="How",
        required=True,
        default="quotient",
    )
    quotient = fields.Float(string="Family quotient", compute="_compute_typed", readonly=False, digits=(16, 2))
    income = fields.Float(string="Yearly taxable income", compute="_compute_typed", readonly=False, digits=(16, 2))
    benefits = fields.Float(string="Monthly benefits", compute="_compute_typed", readonly=False, digits=(16, 2))
    adults = fields.Float(string="Parts of the adults", compute="_compute_typed", readonly=False, digits=(16, 1))
    children = fields.Integer(compute="_compute_typed", readonly=False)
    disabled_children = fields.Integer(string="of whom disabled", compute="_compute_typed", readonly=False)
    result = fields.Char(compute="_compute_result", help="Said to the person, not kept.")
    decided_tier_id = fields.Many2one(
        "regie.tariff.tier", string="Band decided", domain="[('grid_id', '=', grid_id)]", ondelete="cascade"
    )
    tier_id = fields.Many2one("regie.tariff.tier", string="Band", readonly=True, ondelete="cascade")
    proof = fields.Selection(
        [("caf", "Attestation of the CAF"), ("tax", "Tax notice"), ("other", "Other"), ("none", "None")],
        string="Paper seen",
        required=True,
        default="caf",
    )
    proof_seen_on = fields.Date(string="Seen on", required=True, default=fields.Date.context_today)
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self.env["regie.tariff.entitlement"]._default_date_to()
    )

    @api.depends("partner_id")
    def _compute_typed(self):
        """Nothing is typed yet: a compute that stores nothing is what keeps the figures out of the database."""
        for wizard in self:
            wizard.update({name: 2 if name == "adults" else 0 for name in TYPED})

    @api.depends("method", "grid_id", "decided_tier_id", *TYPED)
    def _compute_result(self):
        for wizard in self:
            try:
                tier = wizard._find_tier({name: wizard[name] for name in TYPED})
            except ValidationError as error:
                wizard.result = error.args[0]
            else:
                wizard.result = tier and self.env._("Band %s", tier.code) or self.env._("No grid is in force.")

    @api.model
    def _get_parts(self, adults, children, disabled_children):
        """Parts of a household, as the CAF counts them."""
        child_parts = sum(1.0 if rank == 3 else 0.5 for rank in range(1, int(children) + 1))
        return adults + child_parts + 0.5 * int(disabled_children)

    def _find_tier(self, typed):
        """The band of what was typed.

        :raise ValidationError: E-TIER-03 without parts, E-TIER-13 on a negative figure
        """
        if not self.grid_id:
            return self.env["regie.tariff.tier"]
        if self.method == "none":
            return self.grid_id._get_full_tier()
        if self.method == "decision":
            return self.decided_tier_id
        if any(typed[name] < 0 for name in ("income", "benefits", "quotient", "children", "disabled_children")):
            raise ValidationError(self.env._("An income or a number of children is not negative. (E-TIER-13)"))
        if self.method == "quotient":
            return self.grid_id._get_tier(typed["quotient"])
        parts = self._get_parts(typed["adults"], typed["children"], typed["disabled_children"])
        if typed["adults"] <= 0 or parts <= 0:
            raise ValidationError(self.env._("The number of parts must be positive. (E-TIER-03)"))
        return self.grid_id._get_tier((typed["income"] / 12 + typed["benefits"]) / parts)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the band of what was typed, and nothing of what was typed. (E-TIER-03)"""
        typed = [{name: vals.get(name, 2 if name == "adults" else 0) for name in TYPED} for vals in vals_list]
        kept = [{name: value for name, value in vals.items() if name not in TYPED} for vals in vals_list]
        wizards = super().create(kept)
        for wizard, figures in zip(wizards, typed, strict=True):
            wizard.tier_id = wizard._find_tier(figures)
        return wizards

    def write(self, vals):
        """Find the band again when something is typed after the first save."""
        figures = {name: vals[name] for name in TYPED if name in vals}
        done = super().write({name: value for name, value in vals.items() if name not in TYPED})
        if figures or vals.keys() & {"method", "decided_tier_id", "grid_id"}:
            for wizard in self:
                typed = {name: figures.get(name, 2 if name == "adults" else 0) for name in TYPED}
                super(RegieTariffCalculator, wizard).write({"tier_id": wizard._find_tier(typed).id})
        return done

    def action_confirm(self):
        """Give the person the right; a running one ends the day before.

        :raise UserError: E-TIER-14 when no band was found; the errors of the rights
        """
        self.ensure_one()
        if not self.tier_id:
            raise ValidationError(self.env._("Choose a grid and a band first. (E-TIER-14)"))
        rights = self.env["regie.tariff.entitlement"]
        running = rights.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("date_to", ">=", self.date_from),
                ("company_id", "=", self.grid_id.company_id.id),
            ]
        )
        running.filtered(lambda right: right.date_from >= self.date_from).unlink()
        running.exists().date_to = fields.Date.subtract(self.date_from, days=1)
        origins = {"decision": "decision", "none": "decision"}
        asked = "request" if self.request_id else "calculator"
        right = rights.create(
            {
                "partner_id": self.partner_id.id,
                "tier_id": self.tier_id.id,
                "date_from": self.date_from,
                "date_to": self.date_to,
                "origin": origins.get(self.method, asked),
                "proof": "none" if self.method in origins else self.proof,
                "proof_seen_on": self.proof_seen_on,
            }
        )
        if self.request_id:
            self.request_id.check_access("write")
            self.request_id._decide(True)
        self.unlink()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Band %(code)s until %(date)s.", code=right.tier_id.code, date=right.date_to),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
