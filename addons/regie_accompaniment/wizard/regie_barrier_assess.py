from odoo import Command, api, fields, models

from ..models.regie_barrier_assessment import CONSTRAINT_FIELDS, LEVELS


class RegieBarrierAssess(models.TransientModel):
    """Grid of all the axes of a person: the adviser changes what moved, the rest is not recorded again."""

    _name = "regie.barrier.assess"
    _description = "Assess the barriers"

    pathway_id = fields.Many2one("regie.insertion.pathway", string="Person", required=True, readonly=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    source = fields.Selection(
        [("interview", "Interview"), ("third_party", "Third party"), ("observation", "Observation at work")],
        required=True,
        default="interview",
    )
    line_ids = fields.One2many(
        "regie.barrier.assess.line", "wizard_id", compute="_compute_line_ids", store=True, readonly=False
    )

    @api.depends("pathway_id")
    def _compute_line_ids(self):
        axes = self.env["regie.barrier.axis"].search([])
        for wizard in self:
            current = {row.axis_id: row for row in wizard.pathway_id._get_current_assessments()}
            rows = [
                {
                    "axis_id": axis.id,
                    "previous_level": axis in current and current[axis].level,
                    "level": axis in current and current[axis].level,
                    "support": axis in current and current[axis].support,
                    **{name: axis in current and current[axis][name] for name in CONSTRAINT_FIELDS},
                }
                for axis in axes
            ]
            wizard.line_ids = [Command.clear(), *(Command.create(row) for row in rows)]

    def action_save(self):
        """Record the levels that changed."""
        self.ensure_one()
        names = ("level", "support", *CONSTRAINT_FIELDS)
        rows = [{"axis_id": line.axis_id.id, **{name: line[name] for name in names}} for line in self.line_ids]
        self.pathway_id._assess(rows, date=self.date, source=self.source)
        return {"type": "ir.actions.act_window_close"}


class RegieBarrierAssessLine(models.TransientModel):
    """One axis of the grid."""

    _name = "regie.barrier.assess.line"
    _description = "Axis to assess"
    _order = "id"

    wizard_id = fields.Many2one("regie.barrier.assess", required=True, ondelete="cascade")
    axis_id = fields.Many2one("regie.barrier.axis", required=True, ondelete="cascade")
    sensitivity = fields.Selection(related="axis_id.sensitivity")
    previous_level = fields.Selection(LEVELS, string="Until now")
    level = fields.Selection(LEVELS)
    support = fields.Selection(
        [("internal", "In the régie"), ("external", "By a partner"), ("both", "Both")], string="Accompanied"
    )
    constraint_hours = fields.Char(string="Hours to respect")
    constraint_place = fields.Char(string="Places to respect")
    constraint_contact = fields.Char(string="Contact at the SPIP")
