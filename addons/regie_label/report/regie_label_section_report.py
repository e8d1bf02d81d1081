from odoo import api, fields, models
from odoo.tools import SQL


class RegieLabelSectionReport(models.Model):
    """The ratings of a dossier of label by section: what the régie gave itself, what the consultant gave last.

    There is no mean of the whole: no text gives a weight to the sections.
    """

    _name = "regie.label.section.report"
    _description = "Ratings by section of a dossier of label"
    _auto = False
    _order = "dossier_id desc, section_sequence, id"
    _rec_name = "section_name"

    dossier_id = fields.Many2one("regie.dossier", readonly=True)
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    section_name = fields.Char(string="Section", readonly=True)
    section_sequence = fields.Integer(readonly=True)
    criterion_count = fields.Integer(string="Criteria", readonly=True)
    own_count = fields.Integer(string="Rated by the régie", readonly=True)
    own_mean = fields.Float(string="Mean of the régie", digits=(4, 2), readonly=True, aggregator="avg")
    review_count = fields.Integer(string="Rated by the consultant", readonly=True)
    review_mean = fields.Float(string="Mean of the consultant", digits=(4, 2), readonly=True, aggregator="avg")

    @api.model
    def _select(self):
        return SQL(
            """SELECT MIN(e.id) AS id, e.dossier_id, e.company_id, e.section_name, e.section_sequence,
                      COUNT(*) AS criterion_count,
                      COUNT(*) FILTER (WHERE e.own_rating_label IS NOT NULL) AS own_count,
                      AVG(e.own_rating_value) FILTER (WHERE e.own_rating_label IS NOT NULL) AS own_mean,
                      COUNT(r.rating_value) AS review_count,
                      AVG(r.rating_value) AS review_mean"""
        )

    @api.model
    def _from(self):
        """The criteria of the dossiers of label, each with the last mark that a reader gave."""
        return SQL(
            """FROM regie_dossier_entry e
               JOIN regie_dossier d ON d.id = e.dossier_id AND d.kind = 'label'
          LEFT JOIN LATERAL (SELECT w.rating_value FROM regie_dossier_review w
                              WHERE w.entry_id = e.id AND w.rating_label IS NOT NULL
                           ORDER BY w.id DESC LIMIT 1) r ON TRUE"""
        )

    @property
    def _table_query(self):
        return SQL(
            "%s %s GROUP BY e.dossier_id, e.company_id, e.section_name, e.section_sequence",
            self._select(),
            self._from(),
        )
