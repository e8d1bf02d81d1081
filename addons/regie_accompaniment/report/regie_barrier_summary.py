from odoo import api, fields, models
from odoo.tools import SQL

FIGURES = ("people", "entry", "now", "better")


class RegieBarrierSummary(models.Model):
    """Barriers of the people followed, at the entry and now, one row by axis: what the director and the board read.

    Aggregates only: a figure of fewer people than the parameter ``petit_effectif`` is never computed, so that neither
    the screen, a group nor an export gives it.
    """

    _name = "regie.barrier.summary"
    _description = "Barriers, from the entry to now"
    _auto = False
    _order = "sequence, axis_id"
    _rec_name = "axis_id"
    _depends = {
        "regie.barrier.assessment": ["pathway_id", "axis_id", "level", "date"],
        "regie.barrier.axis": ["sequence"],
        "regie.insertion.pathway": ["company_id", "date_end", "active"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    axis_id = fields.Many2one("regie.barrier.axis", readonly=True)
    sequence = fields.Integer(readonly=True)
    people = fields.Integer(string="People assessed", readonly=True)
    entry = fields.Integer(string="Concerned at the entry", readonly=True, help="Level of 1 or more at the entry.")
    now = fields.Integer(string="Concerned now", readonly=True, help="Level of 1 or more today.")
    better = fields.Integer(string="For whom it got lighter", readonly=True)
    people_text = fields.Char(string="Assessed", compute="_compute_texts")
    entry_text = fields.Char(string="At the entry", compute="_compute_texts")
    now_text = fields.Char(string="Now", compute="_compute_texts")
    better_text = fields.Char(string="Lighter", compute="_compute_texts")

    @property
    def _table_query(self):
        """One row by régie and axis; what is too small is NULL, and so is all that would let it be worked out."""
        threshold = int(self.env["regie.parameter"].get("petit_effectif", fields.Date.context_today(self)))
        return SQL(
            """
            WITH series AS (
                SELECT assessment.pathway_id, assessment.axis_id, pathway.company_id,
                       (array_agg(level::int ORDER BY assessment.date, assessment.id))[1] AS entry,
                       (array_agg(level::int ORDER BY assessment.date DESC, assessment.id DESC))[1] AS now
                  FROM regie_barrier_assessment assessment
                  JOIN regie_insertion_pathway pathway ON pathway.id = assessment.pathway_id
                 WHERE pathway.active AND pathway.date_end IS NULL
              GROUP BY assessment.pathway_id, assessment.axis_id, pathway.company_id
            ), figures AS (
                SELECT company_id, axis_id, COUNT(*) AS people, COUNT(*) FILTER (WHERE entry > 0) AS entry,
                       COUNT(*) FILTER (WHERE now > 0) AS now, COUNT(*) FILTER (WHERE now < entry) AS better
                  FROM series
              GROUP BY company_id, axis_id
            )
            SELECT axis.id + 1000000::bigint * company_id AS id, company_id, axis_id, axis.sequence,
                   CASE WHEN people >= %(small)s THEN people END AS people,
                   CASE WHEN entry >= %(small)s OR (entry = 0 AND people >= %(small)s) THEN entry END AS entry,
                   CASE WHEN now >= %(small)s OR (now = 0 AND people >= %(small)s) THEN now END AS now,
                   CASE WHEN better >= %(small)s OR (better = 0 AND people >= %(small)s) THEN better END AS better
              FROM figures
              JOIN regie_barrier_axis axis ON axis.id = axis_id
            """,
            small=threshold,
        )

    @api.depends(*FIGURES)
    def _compute_texts(self):
        # an empty integer reads as 0: what is secret is told by PostgreSQL
        query = self._search([("id", "in", self.ids)])
        columns = SQL(", ").join(SQL.identifier(self._table, name) for name in FIGURES)
        rows = self.env.execute_query(query.select(SQL.identifier(self._table, "id"), columns)) if self.ids else []
        values = {row[0]: row[1:] for row in rows}
        secret = self.env._("secret")
        for row in self:
            figures = values.get(row.id, (None,) * len(FIGURES))
            for name, value in zip(FIGURES, figures, strict=True):
                row[f"{name}_text"] = secret if value is None else str(value)
