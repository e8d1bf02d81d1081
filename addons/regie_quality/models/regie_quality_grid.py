from odoo import api, fields, models


class RegieQualityGrid(models.Model):
    """What is looked at on a kind of site: the criteria of an inspection, in the régie's own words.

    The texts of the labels of landlords are theirs: the shipped grids are of the same kind, not a copy.
    """

    _name = "regie.quality.grid"
    _description = "Quality grid"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", help="Empty: for every régie.")
    family_id = fields.Many2one(
        "regie.service.family",
        ondelete="restrict",
        help="Family of its criteria unless they say another; it gives the time to correct.",
    )
    description = fields.Text(translate=True, help="What the grid is for, and where it comes from.")
    criterion_ids = fields.One2many("regie.quality.criterion", "grid_id", string="Criteria", copy=True)
    criterion_count = fields.Integer(string="Number of criteria", compute="_compute_criterion_count")

    @api.depends("criterion_ids")
    def _compute_criterion_count(self):
        groups = self.env["regie.quality.criterion"]._read_group(
            [("grid_id", "in", self.ids)], ["grid_id"], ["__count"]
        )
        counts = dict(groups)
        for grid in self:
            grid.criterion_count = counts.get(grid, 0)

    def copy_data(self, default=None):
        """Name the copy, so that two grids of the same name do not stand side by side in a list."""
        return [
            {**vals, "name": (default or {}).get("name") or self.env._("%s (copy)", grid.name)}
            for grid, vals in zip(self, super().copy_data(default=default), strict=True)
        ]
