from odoo import models


class SurveyUserInput(models.Model):
    """An answer; that of an anonymous consultation is written in the name of nobody."""

    _inherit = "survey.user_input"

    def _as_nobody(self):
        """The same answers, written by the public user when their consultation is anonymous."""
        if self.sudo().survey_id.regie_consultation_ids.filtered("is_anonymous") and not any(self.mapped("test_entry")):
            # sudo: only in places that already are, the pages of the survey; the user is changed to leave no trace
            return self.with_user(self.env.ref("base.public_user")).sudo()
        return self

    def write(self, vals):
        """Write in the name of nobody when the consultation is anonymous, and keep no contact."""
        records = self._as_nobody() if self.env.su else self
        if records.env.uid != self.env.uid:
            vals = {key: value for key, value in vals.items() if key not in ("partner_id", "email", "nickname")}
        return super(SurveyUserInput, records).write(vals)

    def _write_multi(self, vals_list):
        """Also what is computed at the end of the request is written in the name of nobody."""
        return super(SurveyUserInput, self._as_nobody())._write_multi(vals_list)

    def _save_lines(self, question, answer, comment=None, overwrite_existing=True):
        """Keep the lines of the answer in the name of nobody when the consultation is anonymous."""
        return super(SurveyUserInput, self._as_nobody())._save_lines(question, answer, comment, overwrite_existing)

    def _mark_done(self):
        """End the answer in the name of nobody when the consultation is anonymous."""
        return super(SurveyUserInput, self._as_nobody())._mark_done()
