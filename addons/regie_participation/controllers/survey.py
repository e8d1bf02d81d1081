from odoo.http import request, route

from odoo.addons.survey.controllers.main import Survey


class ConsultationSurvey(Survey):
    """The pages of a questionnaire, opened and closed with its consultation, without asking who answers."""

    def _check_validity(self, survey_sudo, answer_sudo, answer_token, ensure_token=True, check_partner=True):
        """Close the answers out of the period; a signed-in person answers an anonymous consultation like any other."""
        consultation = survey_sudo._get_regie_consultation() if survey_sudo else None
        if consultation and consultation.is_anonymous:
            check_partner = False
        validity = super()._check_validity(survey_sudo, answer_sudo, answer_token, ensure_token, check_partner)
        is_test = answer_sudo and answer_sudo.test_entry
        if validity is True and consultation and not consultation._is_running() and not is_test:
            return "survey_closed"
        return validity

    @route()
    def survey_report(self, survey, answer_token=None, **post):
        """Send to the results of the consultation: those of the questionnaire would show the small counts."""
        consultation = request.env["regie.consultation"].search([("survey_id", "=", survey.id)], limit=1)
        if consultation:
            return request.redirect(f"/odoo/regie-consultations/{consultation.id}")
        return super().survey_report(survey, answer_token=answer_token, **post)
