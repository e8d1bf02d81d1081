from odoo import fields, models
from odoo.tools import SQL

from ..models.regie_quality_criterion import SCALES
from ..models.regie_quality_inspection import KINDS
from ..tools.score import TOP


class RegieQualityReport(models.Model):
    """What was noted, criterion by criterion, of the inspections that are done and not contested.

    The score of any group is Σ(weight × note) ÷ Σ(weight × 4): the mean of its inspections, each weighing what was
    noted in it. It names nobody.
    """

    _name = "regie.quality.report"
    _description = "Analysis of the quality"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "criterion"
    _depends = {
        "regie.quality.inspection": [
            *("company_id", "date", "kind", "site_id", "owner_id", "lot_id", "project_id", "grid_id", "threshold"),
            "state",
        ],
        "regie.quality.inspection.line": ["inspection_id", "family_id", "section", "name", "scale", "weight", "note"],
        "regie.site": ["territory_id"],
        "regie.market.lot": ["buyer_id"],
        "project.project": ["activity_id"],
    }

    inspection_id = fields.Many2one("regie.quality.inspection", readonly=True, aggregator="count_distinct")
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    date = fields.Date(readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    site_id = fields.Many2one("regie.site", readonly=True)
    territory_id = fields.Many2one("regie.territory", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    buyer_id = fields.Many2one("res.partner", readonly=True)
    lot_id = fields.Many2one("regie.market.lot", string="Market lot", readonly=True)
    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    activity_id = fields.Many2one("regie.activity", readonly=True)
    grid_id = fields.Many2one("regie.quality.grid", readonly=True)
    family_id = fields.Many2one("regie.service.family", readonly=True)
    section = fields.Char(readonly=True)
    criterion = fields.Char(readonly=True)
    scale = fields.Selection(SCALES, readonly=True)
    note = fields.Float(string="Average note", readonly=True, aggregator="avg", digits=(5, 2))
    bad_count = fields.Integer(string="Notes of 0 or 1", readonly=True, aggregator="sum")
    points = fields.Integer(string="Points given", readonly=True, aggregator="sum")
    best = fields.Integer(string="Points at best", readonly=True, aggregator="sum")
    threshold_points = fields.Float(string="Points of the threshold", readonly=True, aggregator="sum", digits=(16, 2))
    score = fields.Float(readonly=True, aggregator="avg", digits=(5, 2), help="Out of 100, weighted.")

    @property
    def _table_query(self):
        """One row for each criterion that got a note."""
        return SQL(
            """
            SELECT line.id, line.inspection_id, visit.company_id, visit.date, visit.kind, visit.site_id,
                   site.territory_id, visit.owner_id, lot.buyer_id, visit.lot_id, visit.project_id, project.activity_id,
                   visit.grid_id, line.family_id, line.section, line.name AS criterion, line.scale,
                   line.note::int AS note, (line.note::int <= 1)::int AS bad_count,
                   line.weight * line.note::int AS points, line.weight * %(top)s AS best,
                   line.weight * visit.threshold AS threshold_points, line.note::int * 100.0 / %(top)s AS score
              FROM regie_quality_inspection_line line
              JOIN regie_quality_inspection visit ON visit.id = line.inspection_id
              JOIN regie_site site ON site.id = visit.site_id
         LEFT JOIN regie_market_lot lot ON lot.id = visit.lot_id
         LEFT JOIN project_project project ON project.id = visit.project_id
             WHERE visit.state IN ('done', 'signed') AND line.note <> 'na'
            """,
            top=TOP,
        )

    def _read_group_select(self, aggregate_spec, query):
        """The score of a group weighs its criteria; an average of lines would not."""
        if aggregate_spec != "score:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "ROUND(SUM(%(points)s) * 100.0 / NULLIF(SUM(%(best)s), 0), 2)",
            points=self._field_to_sql(self._table, "points", query),
            best=self._field_to_sql(self._table, "best", query),
        )
