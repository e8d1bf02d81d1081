from odoo import Command, api, fields, models


class RegieDossierDifference(models.TransientModel):
    """What the figures of a frozen dossier would be if they were computed now; the frozen ones do not move."""

    _name = "regie.dossier.difference"
    _description = "Frozen figures against today's"

    dossier_id = fields.Many2one("regie.dossier", required=True, ondelete="cascade")
    line_ids = fields.One2many("regie.dossier.difference.line", "difference_id", string="Figures")
    changed_count = fields.Integer(string="Figures that moved", compute="_compute_changed_count")

    @api.depends("line_ids.is_changed")
    def _compute_changed_count(self):
        for difference in self:
            difference.changed_count = len(difference.line_ids.filtered("is_changed"))

    @api.model
    def _create_for(self, dossier):
        """Compute the figures of a dossier now and answer the comparison."""
        return self.create(
            {
                "dossier_id": dossier.id,
                "line_ids": [
                    Command.create(
                        {
                            "figure_id": figure.id,
                            "current_value": value or 0,
                            "is_current_computable": value is not None,
                            "current_source_count": count,
                        }
                    )
                    for figure, value, count in dossier._compare_figures()
                ],
            }
        )


class RegieDossierDifferenceLine(models.TransientModel):
    """One figure, frozen and today."""

    _name = "regie.dossier.difference.line"
    _description = "Frozen figure against today's"
    _order = "id"

    difference_id = fields.Many2one("regie.dossier.difference", required=True, index=True, ondelete="cascade")
    figure_id = fields.Many2one("regie.dossier.figure", required=True, ondelete="cascade")
    entry_id = fields.Many2one(related="figure_id.entry_id", string="Criterion")
    frozen_display = fields.Char(related="figure_id.display_value", string="Frozen")
    frozen_source_count = fields.Integer(related="figure_id.source_count", string="Records when frozen")
    current_value = fields.Float(digits=(20, 6))
    is_current_computable = fields.Boolean()
    current_source_count = fields.Integer(string="Records today")
    current_display = fields.Char(string="Today", compute="_compute_current_display")
    delta = fields.Float(string="Change", digits=(20, 2), compute="_compute_delta")
    is_changed = fields.Boolean(string="Moved", compute="_compute_delta")

    @api.depends("current_value", "is_current_computable")
    def _compute_current_display(self):
        for line in self:
            line.current_display = line.figure_id._format(line.current_value if line.is_current_computable else None)

    @api.depends("current_value", "is_current_computable", "figure_id.value")
    def _compute_delta(self):
        for line in self:
            both = line.is_current_computable and line.figure_id.is_computable
            line.delta = round(line.current_value - line.figure_id.value, 6) if both else 0
            line.is_changed = bool(line.delta) or line.is_current_computable != line.figure_id.is_computable
