from odoo import fields, models
from odoo.tools import SQL

from ..models.regie_barrier_assessment import LEVELS


class RegieBarrierLevel(models.Model):
    """What a team leader may know of the barriers of the people of the team: the level today, where it is no secret.

    Neither source, partner nor author; axes that are sensitive are not even named.
    """

    _name = "regie.barrier.level"
    _description = "Level of a barrier"
    _auto = False
    _order = "employee_id, axis_id"
    _rec_name = "axis_id"
    _depends = {
        "regie.barrier.assessment": ["pathway_id", "axis_id", "level", "date"],
        "regie.barrier.axis": ["sensitivity"],
        "regie.insertion.pathway": ["employee_id", "company_id", "department_id", "date_end", "active"],
    }

    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    axis_id = fields.Many2one("regie.barrier.axis", readonly=True)
    level = fields.Selection(LEVELS, readonly=True)
    date = fields.Date(string="Since", readonly=True)

    @property
    def _table_query(self):
        """The last level of each axis that is not sensitive, for the people who have not left."""
        return SQL(
            """SELECT DISTINCT ON (assessment.pathway_id, assessment.axis_id)
                      assessment.id, pathway.employee_id, pathway.department_id, pathway.company_id,
                      assessment.axis_id, assessment.level, assessment.date
                 FROM regie_barrier_assessment assessment
                 JOIN regie_barrier_axis axis ON axis.id = assessment.axis_id AND axis.sensitivity = 'none'
                 JOIN regie_insertion_pathway pathway ON pathway.id = assessment.pathway_id
                WHERE pathway.active AND pathway.date_end IS NULL
             ORDER BY assessment.pathway_id, assessment.axis_id, assessment.date DESC, assessment.id DESC"""
        )
