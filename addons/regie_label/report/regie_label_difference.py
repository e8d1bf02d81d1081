from odoo import fields, models
from odoo.tools import SQL


class RegieLabelDifference(models.Model):
    """A figure of the dossier of a renewal beside the same figure of the dossier of the label that it renews."""

    _name = "regie.label.difference"
    _description = "Figure of a renewal beside that of the label before"
    _auto = False
    _order = "application_id desc, section_sequence, sequence, id"
    _rec_name = "name"

    application_id = fields.Many2one("regie.label.application", readonly=True)
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    section_sequence = fields.Integer(readonly=True)
    sequence = fields.Integer(readonly=True)
    section_name = fields.Char(string="Section", readonly=True)
    criterion = fields.Char(readonly=True)
    name = fields.Char(string="Figure", readonly=True)
    unit = fields.Char(readonly=True)
    before = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    is_before_known = fields.Boolean(string="Known before", readonly=True)
    now = fields.Float(string="Today", digits=(16, 2), readonly=True, aggregator=None)
    is_now_known = fields.Boolean(string="Known today", readonly=True)
    change = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    rating_before = fields.Char(string="Our rating before", readonly=True)
    rating_now = fields.Char(string="Our rating today", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT f.id, a.id AS application_id, a.company_id, e.section_sequence, e.sequence, e.section_name,
                      e.code AS criterion, f.name, f.unit,
                      p.value AS before, COALESCE(p.is_computable, FALSE) AS is_before_known,
                      f.value AS now, f.is_computable AS is_now_known,
                      CASE WHEN p.is_computable AND f.is_computable THEN f.value - p.value END AS change,
                      o.own_rating_label AS rating_before, e.own_rating_label AS rating_now
                 FROM regie_label_application a
                 JOIN regie_label_application b ON b.id = a.previous_id
                 JOIN regie_dossier_entry e ON e.dossier_id = a.dossier_id
                 JOIN regie_dossier_figure f ON f.entry_id = e.id
            LEFT JOIN regie_dossier_entry o ON o.dossier_id = b.dossier_id AND o.code = e.code
            LEFT JOIN regie_dossier_figure p ON p.entry_id = o.id AND p.code = f.code"""
        )
