from dateutil.relativedelta import relativedelta

from odoo import models


class RegieDutyRuleDeadline(models.Model):
    """The duties that have a date: approving and publishing the accounts, the mandate of the auditor."""

    _inherit = "regie.duty.check"

    def _check_duty_approval(self):
        """The accounts are approved within six months of the end of the exercise (C. com. R. 612-2)."""
        exercise = self.exercise_id
        months, _source = self._get_threshold("approbation_mois", exercise)
        deadline = exercise.date_to + relativedelta(months=int(months))
        return self._get_deadline_answer(deadline, exercise.approved_on, self.env._("The accounts"))

    def _check_duty_publication(self):
        """Accounts and reports of the auditor go to the DILA within three months of the approval.

        Decree 2009-540, for who receives more than 153 000 € of subsidies or of deductible gifts.
        """
        exercise = self.exercise_id
        if not any(line["is_exceeded"] and line["is_counted"] for line in self._get_subsidy_lines()):
            sentence = self.env._("Subsidies and gifts stay below the threshold: nothing is to be published.")
            return {"state": "na", "sentence": sentence}, []
        if not exercise.approved_on:
            sentence = self.env._("To be published within three months of the approval, which is not written yet.")
            return {"state": "near", "sentence": sentence}, []
        months, _source = self._get_threshold("publication_mois", exercise)
        deadline = exercise.approved_on + relativedelta(months=int(months))
        return self._get_deadline_answer(deadline, exercise.published_on, self.env._("The publication"))

    def _get_deadline_answer(self, deadline, done_on, what):
        """Answer of what is due by a day: done, done late, late, close (sixty days), or later."""
        days = {"what": what, "deadline": self._format_day(deadline)}
        values = {"date_deadline": deadline}
        if done_on:
            days["done"] = self._format_day(done_on)
            if done_on > deadline:
                sentence = self.env._("%(what)s: done on %(done)s, after the deadline of %(deadline)s.", **days)
            else:
                sentence = self.env._("%(what)s: done on %(done)s.", **days)
            return {**values, "state": "done", "sentence": sentence}, []
        today = self._get_today()
        if today > deadline:
            sentence = self.env._("%(what)s: late since %(deadline)s.", **days)
            return {**values, "state": "late", "sentence": sentence}, []
        sentence = self.env._("%(what)s: due by %(deadline)s.", **days)
        near = today > self.exercise_id.date_to and today >= deadline - relativedelta(days=60)
        return {**values, "state": "near" if near else "ok", "sentence": sentence}, []

    def _check_duty_auditor_mandate(self):
        """An auditor is named for six exercises (C. com. L. 823-3): the last one is announced, the lack is told."""
        exercise = self.exercise_id
        mandate = self.env["regie.auditor.mandate"]._get_for(exercise)
        if not mandate:
            return self._get_no_auditor_answer()
        left = mandate._get_exercises_left(exercise)
        line = self._prepare_line(
            mandate.display_name,
            left,
            None,
            exercise,
            model="regie.auditor.mandate",
            domain=[("id", "=", mandate.id)],
        )
        values = {"figure": left, "threshold": mandate.exercise_count, "date_deadline": mandate.date_end}
        names = {"auditor": mandate.partner_id.name, "end": self._format_day(mandate.date_end)}
        if left <= 1:
            sentence = self.env._(
                "The mandate of %(auditor)s ends with the assembly on the accounts closed on %(end)s: name or renew.",
                **names,
            )
            return {**values, "state": "near", "sentence": sentence}, [line]
        sentence = self.env._(
            "%(auditor)s is the auditor until the accounts closed on %(end)s.",
            **names,
        )
        return {**values, "state": "done", "sentence": sentence}, [line]

    def _get_no_auditor_answer(self):
        """Answer when no auditor has a mandate: a fault if the size or the subsidies ask for one."""
        due = any(line["is_exceeded"] and line["is_counted"] for line in self._get_subsidy_lines())
        due = due or sum(line["is_exceeded"] for line in self._get_size_lines(self.exercise_id)) >= 2
        if due:
            sentence = self.env._("An auditor is due and none has a mandate: have the assembly name one.")
            return {"state": "reached", "sentence": sentence}, []
        return {"state": "na", "sentence": self.env._("No auditor is due, none has a mandate.")}, []
