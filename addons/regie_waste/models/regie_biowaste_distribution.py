from odoo import api, fields, models


class RegieBiowasteDistribution(models.Model):
    """Kitchen buckets given to the residents of a place on a day: a count, never a name."""

    _name = "regie.biowaste.distribution"
    _description = "Buckets given"
    _order = "date desc, id desc"
    _check_company_auto = True

    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="site_id.company_id", store=True, precompute=True, index=True)
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True)
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    bucket_count = fields.Integer(string="Buckets", required=True)
    bag_count = fields.Integer(string="Bags")
    explained_count = fields.Integer(string="Households met", help="Who were told how to sort. A count: no name.")
    note = fields.Char()

    _counts_positive = models.Constraint(
        "CHECK (bucket_count >= 0 AND bag_count >= 0 AND explained_count >= 0"
        " AND bucket_count + bag_count + explained_count > 0)",
        "Count what was given or who was met. (E-BIO-01)",
    )

    @api.depends("site_id", "date")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.site_id.name or ''} {one.date or ''}".strip()


class RegieSite(models.Model):
    """How the residents of a site sort their biowaste, since 1 January 2024."""

    _inherit = "regie.site"

    kind_code = fields.Char(string="Code of the kind", related="kind_id.code")
    biowaste_collector_id = fields.Many2one("res.partner", string="Biowaste collector")
    biowaste_schedule = fields.Char(string="Days of collection", help="Tuesday and Friday before 6 a.m.…")
    bucket_count = fields.Integer(string="Buckets given", compute="_compute_biowaste")
    bucket_rate = fields.Float(
        string="Equipped (%)", compute="_compute_biowaste", help="Buckets given for a hundred dwellings."
    )
    biowaste_weight = fields.Float(
        string="Biowaste of twelve months (kg)",
        compute="_compute_biowaste",
        help="Collected, and brought to the composts.",
    )
    apiary_number = fields.Char(string="Apiary number", help="Number of declaration of the beehives (NAPI).")
    date_apiary_declared = fields.Date(string="Beehives declared on", help="Every year between September and December.")

    def _compute_biowaste(self):
        buckets = self._read_below("regie.biowaste.distribution", [], "bucket_count:sum")
        since = fields.Date.subtract(fields.Date.context_today(self), years=1)
        domain = [("date", ">", since)]
        collected = self._read_below(
            "regie.waste.movement",
            [*domain, ("date_done", "!=", False), ("stream_id.is_biowaste", "=", True)],
            "weight:sum",
        )
        composted = self._read_below("regie.compost.log", domain, "weight_in:sum")
        for site in self:
            site.bucket_count = buckets[site]
            site.bucket_rate = 100 * site.bucket_count / site.housing_count if site.housing_count else 0
            site.biowaste_weight = collected[site] + composted[site]

    def _read_below(self, model, domain, aggregate):
        """``{site: total}`` of the records of the site and of what stands in it, read once."""
        domain = [("site_id", "child_of", self.ids), *domain]
        # a site whose user may not read the records has no figure
        readable = self.env[model].has_access("read")
        groups = self.env[model]._read_group(domain, ["site_id"], [aggregate]) if readable and self.ids else []
        return {
            site: sum(value for place, value in groups if place.parent_path.startswith(site.parent_path or "/"))
            for site in self
        }

    def action_view_buckets(self):
        """Open the buckets given on this site and in what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_waste.regie_biowaste_distribution_action")
        return {**action, "domain": [("site_id", "child_of", self.id)], "context": {"default_site_id": self.id}}
