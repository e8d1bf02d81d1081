from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .regie_label_application_gate import NEXT_STEPS


class RegieLabelApplicationPath(models.Model):
    """The steps of the path to the label: each is passed on a day, once what it needs is there."""

    _inherit = "regie.label.application"

    def action_advance(self):
        """Ask for the day on which the next step was reached, showing what it needs."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pass to the next step"),
            "res_model": "regie.label.advance",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def action_decide(self):
        """Open the decision of the network, to be recorded."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decision of the network"),
            "res_model": "regie.label.decision",
            "views": [(self.env.ref("regie_label.regie_label_decision_view_form").id, "form")],
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def action_prepare_dossier(self):
        """Create the dossier of label of the last full year with the proposed grid, or open the one that is there."""
        self.ensure_one()
        self.check_access("write")
        if not self.dossier_id:
            self.dossier_id = self._create_dossier()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.dossier",
            "res_id": self.dossier_id.id,
            "views": [(False, "form")],
        }

    def action_withdraw(self):
        """Withdraw an application: the path stops, what was written stays."""
        for application in self:
            if application.state in ("labelled", "renewal_due", "refused", "withdrawn"):
                raise UserError(
                    self.env._(
                        "%(application)s is decided or withdrawn already. (LAB-019)", application=application.name
                    )
                )
        self.check_access("write")
        self._write_fact({"date_withdrawn": fields.Date.context_today(self)})

    def action_resume(self):
        """Take up a postponed application: a copy of its dossier, in draft, goes to a new expertise."""
        self.check_access("write")
        for application in self:
            if application.state != "postponed":
                raise UserError(self.env._("%(application)s is not postponed. (LAB-019)", application=application.name))
            dossier = application.dossier_id
            application._write_fact(
                {
                    **dict.fromkeys(("date_postponed", "date_decision", "date_expertise"), False),
                    "dossier_id": dossier.copy({"name": application._get_dossier_name()}).id,
                }
            )
            application.message_post(body=self.env._("The application is taken up again, with a copy of its dossier."))

    def action_renew(self):
        """Start the renewal of a label: a new application linked to this one, with a copy of its texts to update."""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("labelled", "renewal_due"):
            raise UserError(self.env._("%(application)s is not labelled yet. (LAB-019)", application=self.name))
        going = self.next_ids.filtered(lambda renewal: renewal.state not in ("withdrawn", "refused"))[:1]
        if not going:
            going = self.copy(
                {
                    "name": self.env._("Renewal of the label %(year)s", year=fields.Date.context_today(self).year),
                    "kind": "renewal",
                    "date_start": fields.Date.context_today(self),
                    "previous_id": self.id,
                }
            )
            dates = going._get_dossier_dates()
            going.dossier_id = self.dossier_id.copy({"name": going._get_dossier_name(), **dates})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": going.id,
            "views": [(False, "form")],
        }

    def action_view_differences(self):
        """Open the figures and ratings of the dossier beside those of the application that it renews."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_label.regie_label_difference_action")
        action["domain"] = [("application_id", "=", self.id)]
        return action

    def action_view_sections(self):
        """Open the means of the ratings by section."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_label.regie_label_section_report_action")
        action["domain"] = [("dossier_id", "=", self.dossier_id.id)]
        return action

    def action_view_findings(self):
        """Open what the consultant retained."""
        return self.dossier_id._get_part_action("regie_dossier_finding_action")

    def action_view_questions(self):
        """Open the questions that the consultant asked."""
        return self.dossier_id._get_part_action("regie_dossier_question_action")

    def _advance(self, date=None):
        """Pass each application to its next step on a day, today by default.

        :raise UserError: LAB-001 with all that is missing; LAB-021 when the day is not between the last step and today
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        for application in self:
            step = NEXT_STEPS.get(application.state)
            if not step:
                raise UserError(
                    self.env._("%(application)s has no further step to pass. (LAB-019)", application=application.name)
                )
            application._check_step_date(date or today)
            application._check_gate(step)
            if step == "expertise":
                application.expertise_id._open()
            application._write_fact({f"date_{step}": date or today})

    def _check_step_date(self, date):
        """Raise when a step would be reached before the last one, or tomorrow. (LAB-021)"""
        self.ensure_one()
        names = ("start", "project_group", "prefiguration", "dossier", "expertise", "decision")
        last = max(filter(None, (self[f"date_{name}"] for name in names)))
        if not last <= date <= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "This step is reached between %(last)s, the day of the last one, and today. (LAB-021)",
                    last=format_date(self.env, last),
                )
            )

    def _apply_decision(self, decision):
        """Draw the consequences of a decision of the network: label and its dates, refusal or postponement.

        :raise UserError: LAB-001 without a day, a motivation, or before the expertise is over
        """
        self.ensure_one()
        missing = [sentence for sentence, is_met in self._get_decided_conditions(decision) if not is_met]
        if missing:
            raise UserError(
                self.env._(
                    "The decision cannot be recorded yet. Missing:\n%(conditions)s\n(LAB-001)",
                    conditions="\n".join(f"- {sentence}" for sentence in missing),
                )
            )
        self._write_fact({f"date_{decision.result}": decision.date})
        if decision.result == "labelled":
            self._write_fact(
                {
                    "date_valid_from": decision.date_start,
                    "date_valid_to": decision.date_end,
                    "adhesion_id": self._join_network(decision).id,
                }
            )
            # the label that this one renews goes on in it
            self.previous_id._write_fact({"date_renewal_due": False})

    def _join_network(self, decision):
        """Return the membership of the network that follows from the label (LAB-13): the one in force, or a new one."""
        self.ensure_one()
        known = self.previous_id.adhesion_id
        if known:
            return known
        return self.env["regie.convention"].create(
            {
                "name": self.env._("Membership of the network, by right of the label"),
                "partner_id": self.network_partner_id.id,
                "company_id": self.company_id.id,
                "user_id": self.user_id.id,
                "date_start": decision.date,
                "date_signed": decision.date,
                "attachment_ids": [(6, 0, decision.attachment_ids.ids)],
            }
        )

    def _get_overall_score(self):
        """Answer the mean of our marks over all the rated criteria, each for one; None where none is rated.

        Printed only when the régie asks for it: no text gives this mean a value.
        """
        marks = [entry.own_rating_value for entry in self.dossier_id.entry_ids if entry.own_rating_label]
        return sum(marks) / len(marks) if marks else None

    def _get_dossier_dates(self):
        """Answer the period of a new dossier: the last full calendar year."""
        year = fields.Date.context_today(self).year - 1
        return {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}

    def _get_dossier_name(self):
        return self.env._("%(application)s: dossier", application=self.name)

    def _create_dossier(self):
        """Create the draft dossier of this application with the proposed grid."""
        return self.env["regie.dossier"].create(
            {
                "name": self._get_dossier_name(),
                "template_id": self.env.ref("regie_label.dossier_template_label").id,
                "company_id": self.company_id.id,
                "user_id": self.user_id.id,
                **self._get_dossier_dates(),
            }
        )

    @api.model
    def _cron_renewal_due(self):
        """Note, once, the labels whose end comes near, and tell the responsible to prepare the renewal."""
        today = fields.Date.context_today(self)
        months = int(self.env["regie.parameter"].get("label_renewal_notice_months", today))
        due = self.search(
            [("state", "=", "labelled"), ("date_valid_to", "<=", fields.Date.add(today, months=months))]
        ).filtered(lambda label: not any(renewal.state == "labelled" for renewal in label.next_ids))
        for application in due:
            application.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._(
                    "The label ends on %(date)s: start its renewal",
                    date=format_date(self.env, application.date_valid_to),
                ),
                user_id=(application.user_id or self.env.user).id,
            )
            application._write_fact({"date_renewal_due": today})
