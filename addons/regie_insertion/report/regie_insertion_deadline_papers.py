from odoo import api, fields, models
from odoo.tools import SQL


class RegieInsertionDeadline(models.Model):
    """Deadlines of renewals, diagnoses, exits and of what follows an exit."""

    _inherit = "regie.insertion.deadline"
    _depends = {
        "regie.iae.renewal": ["active", "employee_id", "state", "date_start", "date_end", "company_id"],
        "regie.iae.diagnosis": ["employee_id", "company_id", "validated_on", "date_expiry", "date"],
        "regie.insertion.exit": ["are_papers_missing"],
        "regie.iae.pass.prolongation": ["pass_id", "employee_id", "company_id", "state", "date_reminder", "date_start"],
        "regie.insertion.follow.up": ["exit_id", "employee_id", "pathway_id", "company_id", "date_due", "date_done"],
    }

    @api.model
    def _get_kinds(self):
        return {
            **super()._get_kinds(),
            "renewal": self.env._("Renewal of the contract"),
            "prolongation": self.env._("Prolongation without answer"),
            "diagnosis": self.env._("End of the diagnosis"),
            "exit_papers": self.env._("Papers of the exit"),
            "follow_up": self.env._("Follow-up after the exit"),
        }

    @api.model
    def _get_todos(self):
        return {
            **super()._get_todos(),
            "renewal": self.env._("Gather the opinions, decide, have it signed"),
            "prolongation": self.env._("Call the prescriber, then write down the answer"),
            "diagnosis": self.env._("Ask for the PASS IAE before it expires"),
            "exit_papers": self.env._("Hand over the certificate, the settlement and the statement"),
            "follow_up": self.env._("Call the person and write down the situation"),
        }

    def _get_sources(self, today):
        return {
            **super()._get_sources(today),
            "renewal": self._renewal_query(),
            "prolongation": self._prolongation_query(),
            "diagnosis": self._diagnosis_query(today),
            "exit_papers": self._exit_papers_query(),
            "follow_up": self._follow_up_query(today),
        }

    def _get_alert_days(self, today):
        """Days before its date when a step shows: parameter ``alerte_echeance_jours``."""
        return int(self.env["regie.parameter"].get("alerte_echeance_jours", today))

    def _get_contract_end_action(self, employee):
        """Over, or not renewed: the exit is to be recorded; otherwise the person's contract is opened."""
        pathway = self.pathway_id
        stopped = self.env["regie.iae.renewal"].search_count(
            [("employee_id", "=", employee.id), ("date_end", "=", self.date), ("state", "=", "stopped")], limit=1
        )
        over = self.date < fields.Date.context_today(self)
        return pathway.action_record_exit() if pathway and (over or stopped) else self._get_record_action(employee)

    def _contract_end_query(self):
        """A contract whose renewal is under way is shown as a renewal, once."""
        return SQL(
            """SELECT waiting.* FROM (%s) waiting
                WHERE NOT EXISTS (SELECT FROM regie_iae_renewal renewal
                                   WHERE renewal.employee_id = waiting.employee_id AND renewal.active
                                     AND renewal.date_end = waiting.date
                                     AND renewal.state IN ('opinions', 'to_decide'))""",
            super()._contract_end_query(),
        )

    def _pass_end_query(self):
        """A PASS whose prolongation is asked for waits for the answer: it is shown as such, once."""
        return SQL(
            """SELECT waiting.* FROM (%s) waiting
                WHERE NOT EXISTS (SELECT FROM regie_iae_pass_prolongation asked
                                   WHERE asked.pass_id = waiting.res_id AND asked.state = 'a_traiter')""",
            super()._pass_end_query(),
        )

    def _prolongation_query(self):
        """Requests sent and not answered, on the day of their next reminder."""
        return SQL(
            """SELECT 'regie.iae.pass.prolongation' AS res_model, asked.id AS res_id,
                      COALESCE(asked.date_reminder, asked.date_start) AS date, asked.employee_id,
                      pathway.id AS pathway_id, asked.company_id
                 FROM regie_iae_pass_prolongation asked
                      %(pathway)s
                WHERE asked.state = 'a_traiter'""",
            pathway=self._open_pathway(SQL("asked.employee_id")),
        )

    def _renewal_query(self):
        return SQL(
            """SELECT 'regie.iae.renewal' AS res_model, renewal.id AS res_id, renewal.date_end AS date,
                      renewal.employee_id, pathway.id AS pathway_id, renewal.company_id
                 FROM regie_iae_renewal renewal
                 JOIN hr_employee person ON person.id = renewal.employee_id AND person.active
                      %(pathway)s
                WHERE renewal.active AND renewal.state IN ('opinions', 'to_decide', 'to_sign')
                  AND NOT EXISTS (SELECT FROM regie_insertion_exit leaving
                                   WHERE leaving.employee_id = renewal.employee_id AND leaving.cancelled_on IS NULL
                                     AND leaving.date >= renewal.date_start)""",
            pathway=self._open_pathway(SQL("renewal.employee_id")),
        )

    def _diagnosis_query(self, today):
        """Latest validated diagnosis that expires soon, or has, and on which no PASS rests."""
        return SQL(
            """SELECT 'regie.iae.diagnosis' AS res_model, diagnosis.id AS res_id, diagnosis.date_expiry AS date,
                      diagnosis.employee_id, pathway.id AS pathway_id, diagnosis.company_id
                 FROM (SELECT DISTINCT ON (employee_id) * FROM regie_iae_diagnosis
                        WHERE validated_on IS NOT NULL ORDER BY employee_id, date DESC, id DESC) diagnosis
                 JOIN hr_employee person ON person.id = diagnosis.employee_id AND person.active
                      %(pathway)s
                WHERE diagnosis.date_expiry <= %(today)s::date + %(days)s
                  AND NOT EXISTS (SELECT FROM regie_iae_pass pass
                                   WHERE pass.employee_id = diagnosis.employee_id
                                     AND (pass.diagnosis_id = diagnosis.id OR pass.date_end >= %(today)s))""",
            pathway=self._open_pathway(SQL("diagnosis.employee_id")),
            today=today,
            days=self._get_alert_days(today),
        )

    def _exit_papers_query(self):
        return SQL(
            """SELECT 'regie.insertion.exit' AS res_model, leaving.id AS res_id, leaving.date, leaving.employee_id,
                      leaving.pathway_id, leaving.company_id
                 FROM regie_insertion_exit leaving
                WHERE leaving.are_papers_missing AND leaving.cancelled_on IS NULL"""
        )

    def _follow_up_query(self, today):
        return SQL(
            """SELECT 'regie.insertion.follow.up' AS res_model, step.id AS res_id, step.date_due AS date,
                      step.employee_id, step.pathway_id, step.company_id
                 FROM regie_insertion_follow_up step
                 JOIN regie_insertion_exit leaving ON leaving.id = step.exit_id AND leaving.cancelled_on IS NULL
                WHERE step.date_done IS NULL AND step.date_due <= %(today)s::date + %(days)s""",
            today=today,
            days=self._get_alert_days(today),
        )
