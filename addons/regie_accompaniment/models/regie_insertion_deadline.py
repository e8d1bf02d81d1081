from odoo import api, models
from odoo.tools import SQL

GROUP_SOCIAL = "regie_insertion.group_insertion_social"


class RegieInsertionDeadline(models.Model):
    """Deadlines of the accompaniment: interviews, immersions, trainings, skills, professional interviews."""

    _inherit = "regie.insertion.deadline"
    _depends = {
        "regie.insertion.pathway": ["entry_diagnosis_on", "last_interview_on", "company_id"],
        "regie.interview": ["pathway_id", "employee_id", "company_id", "type_id", "state", "date_start", "date_end"],
        "regie.pmsmp": [
            "pathway_id",
            "employee_id",
            "company_id",
            "date_start",
            "date_end",
            "signed_on",
            "result",
            "cancelled_on",
        ],
        "regie.training": [
            "pathway_id",
            "employee_id",
            "company_id",
            "date_start",
            "date_end",
            "abandoned_on",
            "result",
            "skill_id",
            "valid_to",
        ],
        "regie.skill.evaluation": ["employee_id", "company_id", "date", "closed_on"],
    }

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "entry_diagnosis": self.env._("Entry diagnosis"),
            "interview": self.env._("Interview to write up"),
            "not_seen": self.env._("Not seen lately"),
            "pmsmp_sign": self.env._("Immersion to sign"),
            "pmsmp_assess": self.env._("End of the immersion"),
            "training_result": self.env._("End of the training"),
            "certificate_end": self.env._("End of a certificate"),
            "skill_evaluation": self.env._("Skill evaluation"),
            "professional_interview": self.env._("Professional interview"),
        }

    @api.model
    def _get_todos(self):
        return {
            **super()._get_todos(),
            "entry_diagnosis": self.env._("Hold the entry diagnosis"),
            "interview": self.env._("Say whether the interview was held"),
            "not_seen": self.env._("Plan an interview"),
            "pmsmp_sign": self.env._("Have the convention signed before the first day"),
            "pmsmp_assess": self.env._("Make the assessment with the tutor"),
            "training_result": self.env._("Write down the result and the certificate"),
            "certificate_end": self.env._("Plan the refresher training"),
            "skill_evaluation": self.env._("Have the team leader evaluate the skills"),
            "professional_interview": self.env._("Hold the professional interview"),
        }

    def _get_sources(self, today):
        sources = {
            **super()._get_sources(today),
            "entry_diagnosis": self._entry_diagnosis_query(today),
            "pmsmp_sign": self._pmsmp_sign_query(today),
            "pmsmp_assess": self._pmsmp_assess_query(today),
            "training_result": self._training_result_query(today),
            "certificate_end": self._certificate_end_query(today),
            "skill_evaluation": self._skill_evaluation_query(today),
            "professional_interview": self._professional_interview_query(today),
        }
        if self.env.user.has_group(GROUP_SOCIAL):
            # when and whether people were met is for the advisers
            sources.update(interview=self._interview_query(today), not_seen=self._not_seen_query(today))
        return sources

    # -- one action each -----------------------------------------------------------------------

    def _get_entry_diagnosis_action(self, pathway):
        return self._get_interview_action_of(pathway, "diagnostic")

    def _get_not_seen_action(self, pathway):
        return self._get_interview_action_of(pathway, "suivi")

    def _get_professional_interview_action(self, pathway):
        return self._get_interview_action_of(pathway, "pro")

    def _get_pmsmp_assess_action(self, pmsmp):
        return pmsmp.action_assess()

    def _get_certificate_end_action(self, training):
        """A refresher of the same training, ready to be dated."""
        context = {
            "default_pathway_id": training.pathway_id.id,
            "default_name": training.name,
            "default_kind": training.kind,
            "default_organism_id": training.organism_id.id,
            "default_skill_id": training.skill_id.id,
            "default_hours": training.hours,
        }
        return {**self._get_record_action(training, context), "res_id": False}

    def _get_skill_evaluation_action(self, pathway):
        """The team leader begins the evaluation; others open the person, to ask for it."""
        evaluations = self.env["regie.skill.evaluation"]
        if not evaluations.has_access("create"):
            return self._get_record_action(pathway)
        action = self._get_record_action(evaluations, {"default_employee_id": pathway.employee_id.id})
        return {**action, "res_id": False}

    def _get_interview_action_of(self, pathway, code):
        """A new interview of a type, for an adviser; the person's page for the others."""
        kind = self.env["regie.interview.type"].sudo()._get_by_code(code)  # sudo: a type says nothing of anybody
        interviews = self.env["regie.interview"]
        if not self.env.user.has_group(GROUP_SOCIAL) or not kind:
            return self._get_record_action(pathway)
        context = {"default_pathway_id": pathway.id, "default_type_id": kind.id}
        return {**self._get_record_action(interviews, context), "res_id": False}

    # -- sources -------------------------------------------------------------------------------

    def _get_days(self, code, today):
        return int(self.env["regie.parameter"].get(code, today))

    def _followed(self, today):
        """Condition of a pathway that goes on: entered, neither refused nor gone."""
        return SQL(
            """pathway.active AND pathway.date_start <= %s AND pathway.date_end IS NULL
               AND pathway.refused_on IS NULL AND pathway.closed_on IS NULL""",
            today,
        )

    def _pathway_query(self, day, condition, today):
        """Rows of the pathways in progress; ``day`` and ``condition`` are SQL on ``pathway`` and ``employee``."""
        return SQL(
            """SELECT 'regie.insertion.pathway' AS res_model, pathway.id AS res_id, %(day)s AS date,
                      pathway.employee_id, pathway.id AS pathway_id, pathway.company_id
                 FROM regie_insertion_pathway pathway
                 JOIN hr_employee employee ON employee.id = pathway.employee_id AND employee.active
                WHERE %(followed)s AND %(condition)s""",
            day=day,
            followed=self._followed(today),
            condition=condition,
        )

    def _entry_diagnosis_query(self, today):
        day = SQL("pathway.date_start + %s", self._get_days("diagnostic_entree_jours", today))
        return self._pathway_query(day, SQL("pathway.entry_diagnosis_on IS NULL"), today)

    def _not_seen_query(self, today):
        """Those who had their entry diagnosis: for the others, that one is asked for."""
        day = SQL("pathway.last_interview_on + %s", self._get_days("non_vu_jours", today))
        condition = SQL("pathway.entry_diagnosis_on IS NOT NULL AND %s < %s", day, today)
        return self._pathway_query(day, condition, today)

    def _interview_query(self, today):
        return SQL(
            """SELECT 'regie.interview' AS res_model, interview.id AS res_id, interview.date_start::date AS date,
                      interview.employee_id, interview.pathway_id, interview.company_id
                 FROM regie_interview interview
                WHERE interview.state = 'planned' AND interview.date_end::date < %s""",
            today,
        )

    def _pmsmp_sign_query(self, today):
        return SQL(
            """SELECT 'regie.pmsmp' AS res_model, pmsmp.id AS res_id, pmsmp.date_start AS date,
                      pmsmp.employee_id, pmsmp.pathway_id, pmsmp.company_id
                 FROM regie_pmsmp pmsmp
                WHERE pmsmp.cancelled_on IS NULL AND pmsmp.result IS NULL AND pmsmp.signed_on IS NULL
                  AND pmsmp.date_start <= %s::date + %s""",
            today,
            self._get_alert_days(today),
        )

    def _pmsmp_assess_query(self, today):
        """Signed immersions in their last week, or over, that nobody assessed."""
        return SQL(
            """SELECT 'regie.pmsmp' AS res_model, pmsmp.id AS res_id, pmsmp.date_end AS date,
                      pmsmp.employee_id, pmsmp.pathway_id, pmsmp.company_id
                 FROM regie_pmsmp pmsmp
                WHERE pmsmp.cancelled_on IS NULL AND pmsmp.result IS NULL AND pmsmp.signed_on IS NOT NULL
                  AND pmsmp.date_end <= %s::date + 7""",
            today,
        )

    def _training_result_query(self, today):
        return SQL(
            """SELECT 'regie.training' AS res_model, training.id AS res_id, training.date_end AS date,
                      training.employee_id, training.pathway_id, training.company_id
                 FROM regie_training training
                WHERE training.abandoned_on IS NULL AND training.result IS NULL AND training.date_end <= %s""",
            today,
        )

    def _certificate_end_query(self, today):
        """Certificates of people still followed that end soon, and that no later training renews."""
        return SQL(
            """SELECT 'regie.training' AS res_model, training.id AS res_id, training.valid_to AS date,
                      training.employee_id, training.pathway_id, training.company_id
                 FROM regie_training training
                 JOIN regie_insertion_pathway pathway ON pathway.id = training.pathway_id AND %(followed)s
                WHERE training.result = 'obtained' AND training.valid_to <= %(today)s::date + %(days)s
                  AND NOT EXISTS (SELECT FROM regie_training later
                                   WHERE later.employee_id = training.employee_id
                                     AND later.skill_id = training.skill_id AND later.abandoned_on IS NULL
                                     AND later.date_start > training.date_start)""",
            followed=self._followed(today),
            today=today,
            days=self._get_alert_days(today),
        )

    def _skill_evaluation_query(self, today):
        day = self._evaluation_day(SQL("pathway.employee_id"), SQL("pathway.date_start"), today)
        condition = SQL("%s <= %s::date + %s", day, today, self._get_alert_days(today))
        return self._pathway_query(day, condition, today)

    def _evaluation_day(self, employee, entry, today):
        """SQL of the day of the next evaluation: months of the parameter after the last closed one, or the entry."""
        return SQL(
            """(COALESCE((SELECT MAX(evaluation.date) FROM regie_skill_evaluation evaluation
                           WHERE evaluation.employee_id = %s AND evaluation.closed_on IS NOT NULL), %s)
                + make_interval(months => %s))::date""",
            employee,
            entry,
            self._get_days("evaluation_mois", today),
        )

    def _professional_interview_query(self, today):
        """Two years after the entry, or after the last professional interview held (L6315-1)."""
        day = SQL(
            """(GREATEST(pathway.date_start, (SELECT MAX(interview.date_start)::date
                  FROM regie_interview interview JOIN regie_interview_type kind ON kind.id = interview.type_id
                 WHERE kind.code = 'pro' AND interview.state = 'done'
                   AND interview.employee_id = pathway.employee_id)) + make_interval(months => %s))::date""",
            self._get_days("entretien_professionnel_mois", today),
        )
        condition = SQL("%s <= %s::date + %s", day, today, self._get_alert_days(today))
        return self._pathway_query(day, condition, today)
