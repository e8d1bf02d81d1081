from odoo import api, models


class RegieInsertionPathway(models.Model):
    """Immersions, trainings and skill evaluations on the page of a person."""

    _inherit = "regie.insertion.pathway"

    @api.model
    def _get_timeline_lanes(self):
        lanes = super()._get_timeline_lanes()
        leaving = lanes.pop("exit", None)
        lanes.update(
            pmsmp=self.env._("Immersions"), training=self.env._("Trainings"), skill=self.env._("Skills evaluated")
        )
        return {**lanes, "exit": leaving} if leaving else lanes

    def _get_timeline_events(self):
        return [
            *super()._get_timeline_events(),
            *self._get_pmsmp_events(),
            *self._get_training_events(),
            *self._get_skill_events(),
        ]

    def _get_next_steps(self, today):
        """What a deadline says of an interview, or of the entry diagnosis, is a step already: it is not said twice."""
        steps, seen = [], set()
        for step in super()._get_next_steps(today):
            # the step of the entry diagnosis leads to no record, its deadline to the pathway
            key = (step["model"] or self._name, step["res_id"] or self.id, step["day"])
            if key not in seen:
                steps.append(step)
            seen.add(key)
        return steps

    def _get_pmsmp_events(self):
        if not self.env["regie.pmsmp"].has_access("read"):
            return []
        states = {"done": "done", "interrupted": "missed", "to_assess": "late", "running": "", "cancelled": "missed"}
        return [
            self._timeline_event(
                "pmsmp",
                row.date_start,
                row.host_id.name,
                end=row.date_end,
                state=states.get(row.state, "planned"),
                record=row,
            )
            for row in self.pmsmp_ids
            if row.state != "cancelled"
        ]

    def _get_training_events(self):
        if not self.env["regie.training"].has_access("read"):
            return []
        states = {"done": "done", "running": "", "planned": "planned", "abandoned": "missed"}
        return [
            self._timeline_event(
                "training", row.date_start, row.name, end=row.date_end, state=states[row.state], record=row
            )
            for row in self.training_ids
        ]

    def _get_skill_events(self):
        evaluations = self.env["regie.skill.evaluation"]
        if not evaluations.has_access("read"):
            return []
        return [
            self._timeline_event(
                "skill",
                row.date,
                self.env._("%(trade)s: %(result)s %%", trade=row.grid_id.name, result=round(row.average)),
                state="done",
                record=row,
            )
            for row in evaluations.search([("employee_id", "=", self.employee_id.id), ("closed_on", "!=", False)])
        ]
