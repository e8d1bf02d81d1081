from odoo import fields, models


class RegieInsertionPathway(models.Model):
    """What the papers handed to the person say: the attestation of skills and the bilan.

    Read with the rights of whoever prints. Nothing confidential: no barrier, no note but the shared part of the last
    bilan, no objective on a sensitive subject.
    """

    _inherit = "regie.insertion.pathway"

    def _get_paper_name(self, paper):
        """Name of the file of a paper ("attestation", "review")."""
        self.ensure_one()
        names = {"attestation": self.env._("Attestation of skills"), "review": self._get_review_title()}
        return f"{names[paper]} - {self.employee_id.name}"

    def _get_review_title(self):
        self.ensure_one()
        return self.env._("Exit bilan") if self.exit_id else self.env._("Intermediate bilan")

    def _get_paper_contracts(self):
        """Contracts of the pathway: first day, last day, form, hours a week, one row per contract."""
        self.ensure_one()
        versions = self.env["hr.version"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("contract_date_start", ">=", self.date_start),
            ],
            order="contract_date_start, date_version",
        )
        forms = dict(versions._fields["iae_form"]._description_selection(self.env))
        rows = {}
        for version in versions:
            rows[version.contract_date_start] = {
                "start": version.contract_date_start,
                "end": version.contract_date_end,
                "form": forms.get(version.iae_form, ""),
                "job": version.job_id.name or version.job_title or "",
                "hours": version.weekly_hours,
            }
        return list(rows.values())

    def _get_paper_hours(self):
        """Hours worked since the entry, as the timesheets count them."""
        self.ensure_one()
        domain = [
            ("employee_id", "=", self.employee_id.id),
            ("project_id", "!=", False),
            ("date", ">=", self.date_start),
        ]
        if self.date_end:
            domain.append(("date", "<=", self.date_end))
        [(hours,)] = self.env["account.analytic.line"]._read_group(domain, [], ["unit_amount:sum"])
        return hours or 0

    def _get_paper_evaluations(self):
        """Last closed evaluation of each trade."""
        self.ensure_one()
        closed = self.env["regie.skill.evaluation"].search(
            [("employee_id", "=", self.employee_id.id), ("closed_on", "!=", False)]
        )
        latest = self.env["regie.skill.evaluation"]
        for evaluation in closed:
            if evaluation.grid_id not in latest.grid_id:
                latest |= evaluation
        return latest

    def _get_paper_trainings(self):
        """Trainings that came to a result, the oldest first."""
        self.ensure_one()
        return self.training_ids.filtered(
            lambda training: training.result in ("obtained", "partial", "attended") and not training.abandoned_on
        ).sorted("date_start")

    def _get_paper_pmsmps(self):
        """Immersions that took place, the oldest first."""
        self.ensure_one()
        return self.pmsmp_ids.filtered(lambda pmsmp: pmsmp.result in ("completed", "partial")).sorted("date_start")

    def _get_paper_goals(self):
        """Objectives that may be read by anybody to whom the person shows the paper."""
        self.ensure_one()
        goals = self.env["regie.goal"]
        if not goals.has_access("read"):
            return goals
        return goals.search([("pathway_id", "=", self.id), ("parent_id", "=", False)]).filtered(
            lambda goal: not goal.axis_id or goal.axis_id.sensitivity == "none"
        )

    def _get_paper_note(self):
        """Shared part of the last bilan held, empty for those who read no interview."""
        self.ensure_one()
        interviews = self.env["regie.interview"]
        if not interviews.has_access("read"):
            return ""
        last = interviews.search(
            [("pathway_id", "=", self.id), ("type_id.code", "in", ["bilan", "sortie"]), ("state", "=", "done")], limit=1
        )
        return last.shared_note or ""

    def _get_paper_months(self):
        """Whole months in the structure so far, at least one."""
        self.ensure_one()
        end = self.date_end or fields.Date.context_today(self)
        return max((end.year - self.date_start.year) * 12 + end.month - self.date_start.month, 1)
