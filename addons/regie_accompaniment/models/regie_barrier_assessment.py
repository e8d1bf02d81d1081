from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

LEVELS = [("0", "None"), ("1", "Light"), ("2", "Heavy"), ("3", "Blocking")]
CONSTRAINT_FIELDS = ("constraint_hours", "constraint_place", "constraint_contact")


class RegieBarrierAssessment(models.Model):
    """Level of a barrier of a person on a day. Dated, never overwritten: the progress is the series.

    No free text: what explains a level is told in the confidential part of an interview. For justice (GDPR, art. 10)
    only the constraint that matters for work is kept, never facts nor sentence.
    """

    _name = "regie.barrier.assessment"
    _description = "Assessment of a barrier"
    _order = "date desc, id desc"
    _check_company_auto = True

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="cascade", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    axis_id = fields.Many2one("regie.barrier.axis", required=True, ondelete="restrict", index=True)
    sensitivity = fields.Selection(related="axis_id.sensitivity", store=True)
    level = fields.Selection(LEVELS, required=True, help="From 0, no barrier, to 3, it blocks any job.")
    date = fields.Date(required=True, default=fields.Date.context_today, index=True)
    author_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict", index=True
    )
    source = fields.Selection(
        [("interview", "Interview"), ("third_party", "Third party"), ("observation", "Observation at work")],
        required=True,
        default="interview",
        help="Where the adviser holds the level from.",
    )
    support = fields.Selection(
        [("internal", "In the régie"), ("external", "By a partner"), ("both", "Both")],
        string="Accompanied",
        help="Who helps with this barrier: the State's yearly table counts it. Empty: nobody does.",
    )
    partner_id = fields.Many2one("res.partner", ondelete="restrict", index="btree_not_null")
    interview_id = fields.Many2one(
        "regie.interview", ondelete="set null", index="btree_not_null", check_company=True, readonly=True
    )
    constraint_hours = fields.Char(string="Hours to respect", help="Only what the planning needs. Never facts.")
    constraint_place = fields.Char(string="Places to respect", help="Only what the planning needs. Never facts.")
    constraint_contact = fields.Char(string="Contact at the SPIP", help="Name and telephone of the counsellor.")

    @api.depends("axis_id", "date")
    def _compute_display_name(self):
        for assessment in self:
            assessment.display_name = assessment.axis_id.name or ""

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        if any(assessment.date > today for assessment in self):
            raise ValidationError(self.env._("A barrier is not assessed in advance: take today or before. (INS-B02)"))

    @api.constrains("axis_id", *CONSTRAINT_FIELDS)
    def _check_constraint(self):
        for assessment in self:
            if assessment.sensitivity != "art10" and any(assessment[name] for name in CONSTRAINT_FIELDS):
                raise ValidationError(
                    self.env._("Hours, places and contact to respect belong to the axis of justice only. (INS-B03)")
                )

    def write(self, vals):
        """Refuse to rewrite an assessment, but by its author on the day it was typed. (INS-B01)"""
        if vals:
            self._check_still_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        self._check_still_open()

    def _check_still_open(self):
        """Raise unless the user typed these assessments today."""
        today = fields.Date.context_today(self)
        for assessment in self:
            typed = fields.Date.context_today(assessment, assessment.create_date)
            if typed != today or assessment.author_id != self.env.user:
                raise UserError(
                    self.env._(
                        "An assessment is never rewritten: only its author corrects it, on the same day. Record a "
                        "new one. (INS-B01)"
                    )
                )
