from odoo import fields, models


class SurveySurvey(models.Model):
    """A questionnaire; that of an anonymous consultation keeps no trace of who answers, signed in or not."""

    _inherit = "survey.survey"

    is_regie_template = fields.Boolean(
        string="Model of consultation",
        help="Offered when a consultation is prepared; the consultation works on a copy.",
    )
    regie_consultation_ids = fields.One2many("regie.consultation", "survey_id", string="Consultations")

    def _get_regie_consultation(self):
        """The consultation that this questionnaire serves, in sudo: it is read to open or to close the answers."""
        return self.sudo().regie_consultation_ids[:1]

    def _create_answer(
        self, user=False, partner=False, email=False, test_entry=False, check_attempts=True, **additional_vals
    ):
        """Begin an answer; in the name of nobody when the consultation is anonymous."""
        consultation = self._get_regie_consultation()
        if test_entry or not consultation.is_anonymous:
            return super()._create_answer(user, partner, email, test_entry, check_attempts, **additional_vals)
        nobody = self.env.ref("base.public_user")
        # sudo: as the public page does, once the link was checked; the user is changed so that no column names them
        survey = self.with_user(nobody).sudo()
        answers = super(SurveySurvey, survey)._create_answer(user=nobody, check_attempts=check_attempts)
        return answers.with_env(self.env)
