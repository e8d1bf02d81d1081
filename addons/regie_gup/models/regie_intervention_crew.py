from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError

#: Started and ended within this, a pass was only ticked afterwards: its planned length says more than its clock.
SHORTEST = timedelta(minutes=5)


class RegieIntervention(models.Model):
    """The hours of a crew, entered in one go: who is here, who is not and why, as one knows it on the spot."""

    _inherit = "regie.intervention"

    def _get_crew(self):
        """Return ``{pass: people expected}``: those named on it, else its team under contract on that day.

        Read it in sudo for a team leader, who sees the names of their team and nothing else of it.
        """
        unnamed = self.filtered(lambda one: not one.employee_ids)
        teams = {}
        days = unnamed.mapped("date_planned")
        if days:
            versions = self.env["hr.version"].search(
                [
                    ("department_id", "in", unnamed.department_id.ids),
                    ("contract_date_start", "<=", max(days)),
                    "|",
                    ("contract_date_end", "=", False),
                    ("contract_date_end", ">=", min(days)),
                ]
            )
            for version in versions:
                teams.setdefault(version.department_id, []).append(version)
        return {
            one: one.employee_ids or _working(teams.get(one.department_id, []), one.date_planned, self.env)
            for one in self
        }

    def _get_hours_of_each(self):
        """Hours of one person on this pass: from its start to its end, or as planned when it was only ticked."""
        self.ensure_one()
        worked = (self.date_done or fields.Datetime.now()) - (self.date_started or fields.Datetime.now())
        if worked < SHORTEST:
            crew = len(self.employee_ids) or 1
            worked = timedelta(minutes=self.planned_minutes / crew) if self.planned_minutes else SHORTEST
        return round(worked / timedelta(hours=1), 2)

    def _enter_planned_crew(self):
        """Give the people named on the passes their hours, where nobody entered any."""
        values = []
        for one in self.filtered(lambda one: one.employee_ids and not one.hours):
            hours = one._get_hours_of_each()
            values += [one._prepare_hours_vals(employee.id, hours) for employee in one.employee_ids]
        self.env["account.analytic.line"].create(values)

    def _enter_crew(self, present, absent=(), hours=None):
        """Enter the hours of a whole crew in one batch; entered again, they replace the ones before.

        :param present: ids of the people who worked
        :param absent: ``{employee id: kind of absence}``
        :param hours: of each one; counted from the start and the end of the pass when not given
        :raise UserError: E-INT-05, E-INT-08; HRS-… of the hours, INS-M16 of the absences of a closed month
        """
        self.ensure_one()
        self._check_may_run()
        self._check_proofs_open()
        absent = dict(absent)
        self._check_expected(absent)
        hours = hours or self._get_hours_of_each()
        lines = {line.employee_id.id: line for line in self.line_ids}
        here = [employee for employee in dict.fromkeys(present) if employee not in absent]
        gone = self.env["account.analytic.line"].browse(
            line.id for employee, line in lines.items() if employee not in here
        )
        gone.unlink()
        kept = self.line_ids.filtered(lambda line: line.employee_id.id in here and line.unit_amount != hours)
        if kept:
            kept.write({"unit_amount": hours})
        self.env["account.analytic.line"].create(
            [self._prepare_hours_vals(employee, hours) for employee in here if employee not in lines]
        )
        # sudo: a team leader tells who is away and does not read the absences, which the office keeps
        self.env["regie.iae.absence"].sudo()._report_from_pass(self, absent, hours)

    def _check_expected(self, absent):
        """Raise AccessError (E-INT-10) when somebody is said absent who was not expected on this pass."""
        # sudo: the names of the crew, which are compared and not shown
        expected = self.sudo()._get_crew()[self.sudo()] if absent else self.env["hr.employee"]
        if set(absent) - set(expected.ids):
            raise AccessError(
                self.env._("Only the people expected on %s are told absent. (E-INT-10)", self.display_name)
            )

    def _prepare_hours_vals(self, employee_id, hours):
        """Values of the hours of one person on this pass."""
        return {
            "intervention_id": self.id,
            "project_id": self.project_id.id,
            "company_id": self.company_id.id,
            "employee_id": employee_id,
            "date": self.date_planned,
            "unit_amount": hours,
            "name": self.service_type_id.name,
        }


def _working(versions, day, env):
    """People of these versions of contracts who are under contract on a day."""
    working = env["hr.employee"]
    return working.union(
        *(
            version.employee_id
            for version in versions
            if version.contract_date_start <= day
            and (not version.contract_date_end or version.contract_date_end >= day)
        )
    )
