from odoo import models


class SurveyUserInputLine(models.Model):
    """A line of an answer; that of an anonymous consultation is written in the name of nobody, computed fields too."""

    _inherit = "survey.user_input.line"

    def _write_multi(self, vals_list):
        """Also what is computed at the end of the request is written in the name of nobody."""
        lines = self
        answers = self.sudo().user_input_id  # sudo: only to know whether their consultation is anonymous
        if answers._as_nobody().env.uid != self.env.uid:
            lines = self.with_user(self.env.ref("base.public_user")).sudo()
        return super(SurveyUserInputLine, lines)._write_multi(vals_list)
