from odoo import api, fields, models


class RegieVolunteerCategory(models.Model):
    """What volunteers do: a tile of their page, and the way their time is valued.

    Time given in the statutory meetings is counted and usually not valued (ANC 2018-06, art. 211-1 and the practice of
    auditors).
    """

    _name = "regie.volunteer.category"
    _description = "Category of volunteer time"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="By which the dated coefficient is found; it never changes.")
    icon = fields.Char(default="fa-heart-o", help="Name of a Font Awesome icon, shown on the tile.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_valued = fields.Boolean(
        string="Valued in the accounts", default=True, help="Untick for the time given in the statutory meetings."
    )
    coefficient = fields.Float(
        compute="_compute_coefficient",
        digits=(16, 2),
        help="By which the hourly reference is multiplied today: dated parameter “benevolat_coefficient”, one value "
        "for all categories, or one per category (the kind of the parameter is the code of the category).",
    )
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "A category already bears this code.")

    @api.depends("code")
    @api.depends_context("company")
    def _compute_coefficient(self):
        today = fields.Date.context_today(self)
        for category in self:
            category.coefficient = category._get_coefficient(today) if category.code else 0

    def _get_coefficient(self, date):
        """The coefficient of the category on a day; ``UserError`` INS-P01 when none is in force."""
        self.ensure_one()
        return float(self.env["regie.parameter"].get("benevolat_coefficient", date, kind=self.code))
