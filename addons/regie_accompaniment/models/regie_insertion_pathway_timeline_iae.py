from odoo import models


class RegieInsertionPathway(models.Model):
    """Suspensions and prolongations of the PASS, and renewals of the contract, on the line of a person."""

    _inherit = "regie.insertion.pathway"

    def _get_timeline_events(self):
        return [*super()._get_timeline_events(), *self._get_pass_change_events(), *self._get_renewal_events()]

    def _get_pass_change_events(self):
        domain = [("employee_id", "=", self.employee_id.id)]
        events = []
        suspensions = self.env["regie.iae.pass.suspension"]
        if suspensions.has_access("read"):
            events += [
                self._timeline_event(
                    "pass", row.date_start, self.env._("Suspension"), end=row.date_end, state="missed", record=row
                )
                for row in suspensions.search(domain)
            ]
        prolongations = self.env["regie.iae.pass.prolongation"]
        if prolongations.has_access("read"):
            events += [
                self._timeline_event("pass", row.date_start, self.env._("Prolongation"), state="done", record=row)
                for row in prolongations.search([*domain, ("granted_on", "!=", False)])
            ]
        return events

    def _get_renewal_events(self):
        renewals = self.env["regie.iae.renewal"]
        if not renewals.has_access("read"):
            return []
        names = dict(renewals._fields["state"]._description_selection(self.env))
        states = {"signed": "done", "stopped": "missed"}
        return [
            self._timeline_event(
                "renewal",
                row.date_end,
                self.env._("Renewal: %s", names[row.state]),
                state=states.get(row.state, "planned"),
                record=row,
            )
            for row in renewals.search([("employee_id", "=", self.employee_id.id), ("date_end", "!=", False)])
        ]
