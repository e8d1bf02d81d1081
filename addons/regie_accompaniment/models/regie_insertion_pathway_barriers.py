from odoo import api, fields, models
from odoo.tools import format_date

from .regie_barrier_assessment import LEVELS

GROUP_SOCIAL = "regie_insertion.group_insertion_social"


class RegieInsertionPathway(models.Model):
    """A pathway, with the picture of its barriers: levels at the entry, levels of today, and the way between."""

    _inherit = "regie.insertion.pathway"

    barrier_picture = fields.Json(
        string="Barriers from the entry to now", compute="_compute_barrier_picture", groups=GROUP_SOCIAL
    )

    @api.depends_context("uid", "lang")
    @api.depends("assessment_ids.level", "assessment_ids.date")
    def _compute_barrier_picture(self):
        series = self._get_barrier_series()
        levels = dict(self.env["regie.barrier.assessment"]._fields["level"]._description_selection(self.env))
        for pathway in self:
            rows = [
                {
                    "id": axis.id,
                    "name": axis.name,
                    "sensitive": axis.sensitivity != "none",
                    "entry": points[0][1],
                    "now": points[-1][1],
                    "points": [
                        {"day": fields.Date.to_string(day), "label": format_date(self.env, day), "level": level}
                        for day, level in points
                    ],
                }
                for axis, points in series.get(pathway.id, {}).items()
            ]
            pathway.barrier_picture = {"axes": rows, "levels": [levels[key] for key, _name in LEVELS]}

    def _get_barrier_series(self):
        """Return ``{pathway id: {axis: [(day, level)]}}`` as the reader may see it, in the order of axes and days."""
        assessments = self.env["regie.barrier.assessment"].sudo(False)
        rows = assessments.search_fetch(
            [("pathway_id", "in", self.ids)], ["pathway_id", "axis_id", "date", "level"], order="date, id"
        )
        series = {}
        for axis in rows.axis_id.sorted(lambda axis: (axis.sequence, axis.id)):
            for row in rows.filtered(lambda row, axis=axis: row.axis_id == axis):
                series.setdefault(row.pathway_id.id, {}).setdefault(axis, []).append((row.date, int(row.level)))
        return series

    def _get_current_assessments(self):
        """Return the last assessment of each axis of these pathways, as the reader may see it."""
        latest = {}
        for row in self.env["regie.barrier.assessment"].search([("pathway_id", "in", self.ids)]):
            latest.setdefault((row.pathway_id, row.axis_id), row)
        return self.env["regie.barrier.assessment"].union(*latest.values())

    def action_assess(self):
        """Open the grid of the axes, with the levels of today."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_accompaniment.regie_barrier_assess_action")
        return {**action, "context": {"default_pathway_id": self.id}}

    def _assess(self, rows, **common):
        """Record the levels of ``rows`` that changed since the last assessment of their axis, and return them.

        :param rows: values of assessments, one by axis
        :param common: values that they share (date, source, interview)
        """
        self.ensure_one()
        current = {row.axis_id.id: row for row in self._get_current_assessments()}
        nothing = self.env["regie.barrier.assessment"]
        tracked = ("level", "support", "constraint_hours", "constraint_place", "constraint_contact")

        def has_changed(row):
            before = current.get(row["axis_id"], nothing)
            return any((before[name] or False) != (row.get(name) or False) for name in tracked)

        return nothing.create(
            [{"pathway_id": self.id, **common, **row} for row in rows if row["level"] and has_changed(row)]
        )
