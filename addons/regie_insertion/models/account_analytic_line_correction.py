from odoo import api, fields, models


class AccountAnalyticLine(models.Model):
    """A mistake in a validated month is mended by a dated correction, a line of its own."""

    _inherit = "account.analytic.line"

    is_month_validated = fields.Boolean(compute="_compute_is_month_validated", export_string_translation=False)

    @api.depends("date", "company_id", "project_id")
    def _compute_is_month_validated(self):
        # sudo: everybody may know that a month is validated, it is what makes their hours read-only
        months = (
            self.env["regie.hours.month"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("date", "in", list({day.replace(day=1) for day in self.mapped("date") if day})),
                    ("validated_on", "!=", False),
                ],
                ["company_id", "date"],
            )
        )
        validated = {(month.company_id.id, month.date) for month in months}
        for line in self:
            key = (line.company_id.id, line.date and line.date.replace(day=1))
            line.is_month_validated = bool(line.project_id) and key in validated

    @api.model
    def _correct_hours(self, employee, project, day, hours_delta, reason, line=None):
        """Add ``hours_delta`` hours (negative to take away) to a person, worksite and day of a validated month.

        Returns the correction, dated on the day worked and marked with today. Raises AccessError (HRS-11) to whoever
        is no manager, ValidationError HRS-10 below zero, HRS-11 when the month is still open.
        """
        return self.create(self._prepare_correction_vals(employee, project, day, hours_delta, reason, line))

    @api.model
    def _prepare_correction_vals(self, employee, project, day, hours_delta, reason, line=None):
        return {
            "employee_id": employee.id,
            "project_id": project.id,
            "task_id": line.task_id.id if line else False,
            "date": day,
            "unit_amount": hours_delta,
            "name": self.env._("Correction: %(reason)s", reason=reason),
            "correction_date": fields.Date.context_today(self),
            "correction_reason": reason,
            "corrected_line_id": line.id if line else False,
        }

    def action_correct_hours(self):
        """Open the correction of this line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_hours_correction_action")
        return dict(action, context={"default_line_id": self.id})
