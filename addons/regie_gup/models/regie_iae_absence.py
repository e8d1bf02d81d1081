from odoo import Command, api, fields, models


class RegieIaeAbsence(models.Model):
    """An absence told from the field, by a pictogram: the office finds it already entered."""

    _inherit = "regie.iae.absence"

    intervention_ids = fields.Many2many(
        "regie.intervention",
        "regie_iae_absence_intervention_rel",
        string="Told on the passes",
        readonly=True,
        copy=False,
        help="The team leader told it on the phone, on these passes; empty when the office entered it.",
    )

    @api.model
    def _report_from_pass(self, intervention, kinds, hours):
        """Enter who was away from a pass: one absence a person and a day, whatever the number of passes.

        What the office entered itself is left as it is. Told again, the list replaces the one before: who comes back
        into the crew loses what this pass had told.

        :param kinds: ``{employee id: kind}``
        :param hours: that each one would have worked on this pass
        """
        day = intervention.date_planned
        concerned = ["|", ("employee_id", "in", list(kinds)), ("intervention_ids", "in", intervention.ids)]
        known = self.search([("date_start", "<=", day), ("date_end", ">=", day), *concerned])
        told = known.filtered(lambda absence: intervention in absence.intervention_ids)
        told.filtered(lambda one: kinds.get(one.employee_id.id) != one.kind)._take_back(intervention, hours)
        known = known.exists()
        for absence in known.filtered(lambda one: one.intervention_ids and one.employee_id.id in kinds):
            if intervention not in absence.intervention_ids:
                absence.write({"hours": absence.hours + hours, "intervention_ids": [Command.link(intervention.id)]})
        self.create(
            [
                {
                    "employee_id": employee,
                    "kind": kind,
                    "date_start": day,
                    "date_end": day,
                    "hours": hours,
                    "intervention_ids": [Command.link(intervention.id)],
                }
                for employee, kind in kinds.items()
                if employee not in known.employee_id.ids
            ]
        )

    def _take_back(self, intervention, hours):
        """Take from the absences what this pass had told; nothing is left of one that no other pass told."""
        alone = self.filtered(lambda one: one.intervention_ids == intervention or one.hours <= hours)
        for absence in self - alone:
            absence.write({"hours": absence.hours - hours, "intervention_ids": [Command.unlink(intervention.id)]})
        alone.unlink()
