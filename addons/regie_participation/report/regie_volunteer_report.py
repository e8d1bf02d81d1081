from odoo import fields, models
from odoo.tools import SQL


class RegieVolunteerReport(models.Model):
    """Volunteer hours by day, category and activity, without the persons: what the board and the funders read."""

    _name = "regie.volunteer.report"
    _description = "Analysis of volunteer time"
    _auto = False
    _order = "date desc"
    _rec_name = "date"
    _depends = {
        "regie.volunteer.time": ["date", "company_id", "category_id", "activity_id", "state", "hours"],
        "regie.volunteer.category": ["is_valued"],
    }

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    category_id = fields.Many2one("regie.volunteer.category", string="What was done", readonly=True)
    activity_id = fields.Many2one("regie.activity", readonly=True)
    state = fields.Selection([("draft", "To validate"), ("validated", "Validated")], readonly=True)
    is_valued = fields.Boolean(string="Valued in the accounts", readonly=True)
    hours = fields.Float(readonly=True)
    line_count = fields.Integer(string="Entries", readonly=True)

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._group_by())

    def _select(self):
        return SQL(
            """SELECT MIN(line.id) AS id, line.date, line.company_id, line.category_id, line.activity_id, line.state,
                      category.is_valued, SUM(line.hours) AS hours, COUNT(*) AS line_count"""
        )

    def _from(self):
        return SQL(
            """FROM regie_volunteer_time line
               JOIN regie_volunteer_category category ON category.id = line.category_id"""
        )

    def _group_by(self):
        return SQL(
            """GROUP BY line.date, line.company_id, line.category_id, line.activity_id, line.state,
                        category.is_valued"""
        )
