from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieGardenTier(models.Model):
    """What a plot costs for a season: a sum, a price per square metre, a deposit."""

    _name = "regie.garden.tier"
    _description = "Fee of the plots"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary(string="Per plot")
    amount_m2 = fields.Monetary(string="Per m²")
    deposit = fields.Monetary()

    _amounts_positive = models.Constraint(
        "CHECK (amount >= 0 AND amount_m2 >= 0 AND deposit >= 0)", "A fee is not negative."
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for tier in self:
            tier.currency_id = (tier.company_id or self.env.company).currency_id


class RegieGardenPlot(models.Model):
    """A plot of a shared garden: its number, its surface, and who gardens it now."""

    _name = "regie.garden.plot"
    _description = "Plot of a garden"
    _order = "site_id, number, id"
    _rec_names_search = ["number", "site_id"]
    _check_company_auto = True

    number = fields.Char(required=True)
    site_id = fields.Many2one(
        "regie.site",
        string="Garden",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.code', '=', 'garden')]",
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, precompute=True, index=True)
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True)
    active = fields.Boolean(default=True)
    surface = fields.Float(string="Surface (m²)", digits=(16, 1))
    kind = fields.Selection(
        [("family", "Family plot"), ("shared", "Gardened together"), ("school", "School"), ("raised", "Raised bed")],
        string="Kind of plot",
        default="family",
        required=True,
        help="A raised bed can be gardened from a wheelchair.",
    )
    is_resting = fields.Boolean(string="Resting", help="Fallow or under repair: it is not allocated.")
    allocation_ids = fields.One2many("regie.garden.allocation", "plot_id", string="Allocations")
    status = fields.Selection(
        [("free", "Free"), ("taken", "Gardened"), ("resting", "Not available")],
        compute="_compute_status",
        search="_search_status",
        help="Read from the allocations on the current day.",
    )
    date_free = fields.Date(string="Taken until", compute="_compute_status")
    note = fields.Text()

    _number_uniq = models.UniqueIndex("(site_id, number)", "This garden already has a plot of this number.")
    _surface_positive = models.Constraint("CHECK (surface >= 0)", "A surface is not negative.")

    @api.depends("number", "site_id.name")
    def _compute_display_name(self):
        for plot in self:
            plot.display_name = f"{plot.site_id.name or ''} – {plot.number or ''}"

    @api.depends("is_resting", "allocation_ids.date_from", "allocation_ids.date_to")
    @api.depends_context("uid")
    def _compute_status(self):
        today = fields.Date.context_today(self)
        # sudo: whether the plot is free is told to those who may not read the gardener's name
        groups = (
            self.env["regie.garden.allocation"]
            .sudo()
            ._read_group(
                [("plot_id", "in", self.ids), ("date_from", "<=", today), ("date_to", ">=", today)],
                ["plot_id"],
                ["date_to:max"],
            )
        )
        taken = {plot.id: day for plot, day in groups}
        for plot in self:
            plot.date_free = taken.get(plot.id)
            plot.status = "taken" if plot.id in taken else "resting" if plot.is_resting else "free"

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        # sudo: as above
        running = (
            self.env["regie.garden.allocation"].sudo()._search([("date_from", "<=", today), ("date_to", ">=", today)])
        )
        taken = [("allocation_ids", "in", running)]
        domains = {
            "taken": taken,
            "resting": ["&", ("is_resting", "=", True), "!", *taken],
            "free": ["&", ("is_resting", "=", False), "!", *taken],
        }
        return fields.Domain.OR([domains[name] for name in value if name in domains])

    @api.constrains("site_id")
    def _check_site(self):
        for plot in self:
            if plot.site_id.kind_id.code != "garden":
                raise ValidationError(
                    self.env._(
                        "%(site)s is not a shared garden: plots are in a site of this kind. (E-GARD-05)",
                        site=plot.site_id.name,
                    )
                )
