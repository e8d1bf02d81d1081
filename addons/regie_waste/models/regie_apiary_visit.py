from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieApiaryVisit(models.Model):
    """A visit to the beehives: how the colonies are, what was done, the honey taken."""

    _name = "regie.apiary.visit"
    _description = "Visit to the beehives"
    _inherit = ["regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    site_id = fields.Many2one(
        "regie.site",
        string="Beehives",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.code', '=', 'beehives')]",
    )
    date = fields.Date(string="Day", required=True, default=fields.Date.context_today, index=True)
    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("feeding", "Feeding"),
            ("treatment", "Treatment against varroa"),
            ("supers", "Supers placed"),
            ("honey", "Honey taken"),
            ("swarm", "Swarm"),
        ],
        string="Kind of visit",
        required=True,
        default="visit",
    )
    hive_count = fields.Integer(string="Hives seen")
    colony_count = fields.Integer(string="Living colonies")
    has_queen = fields.Boolean(string="Queens or brood seen")
    varroa = fields.Selection([("none", "None seen"), ("some", "Some"), ("many", "Many")])
    honey = fields.Float(string="Honey (kg)", digits=(16, 2))
    treatment_name = fields.Char(string="Product used", help="Kept in the beekeeping register with its batch.")
    batch = fields.Char()
    note = fields.Text()
    user_id = fields.Many2one("res.users", string="Noted by", default=lambda self: self.env.user, readonly=True)

    _counts_positive = models.Constraint(
        "CHECK (hive_count >= 0 AND colony_count >= 0 AND colony_count <= hive_count AND honey >= 0)",
        "There are no more living colonies than hives, and no negative honey. (E-BEE-01)",
    )

    @api.depends("site_id", "date")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.site_id.name or ''} {visit.date or ''}".strip()

    @api.constrains("site_id")
    def _check_site(self):
        for visit in self:
            if visit.site_id.kind_id.code != "beehives":
                raise ValidationError(
                    self.env._(
                        "%(site)s has no beehives: choose a site of this kind. (E-BEE-02)", site=visit.site_id.name
                    )
                )

    @api.constrains("kind", "treatment_name")
    def _check_treatment(self):
        """A treatment names its product: the register of the beekeeper asks for it. (E-BEE-03)"""
        for visit in self.filtered(lambda visit: visit.kind == "treatment"):
            if not visit.treatment_name:
                raise ValidationError(self.env._("Name the product of the treatment. (E-BEE-03)"))
