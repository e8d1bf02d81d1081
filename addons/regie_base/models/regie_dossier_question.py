from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossierQuestion(models.Model):
    """A question of a recipient on one criterion, and the answer of the régie in the same place."""

    _name = "regie.dossier.question"
    _description = "Question on a criterion"
    _order = "entry_id, id"
    _rec_name = "question"

    entry_id = fields.Many2one(
        "regie.dossier.entry", string="Criterion", required=True, index=True, ondelete="restrict"
    )
    dossier_id = fields.Many2one(related="entry_id.dossier_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="entry_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Asked by", required=True, ondelete="restrict")
    author_name = fields.Char(string="Person", required=True, help="The name as it was on that day.")
    date = fields.Datetime(string="Asked on", required=True, default=fields.Datetime.now)
    question = fields.Text(required=True)
    answer = fields.Text(help="Sent to the person who asked; it cannot be changed afterwards.")
    answered_by_id = fields.Many2one("res.users", string="Answered by", readonly=True, ondelete="restrict")
    answer_author_name = fields.Char(string="Signed", readonly=True)
    date_answered = fields.Datetime(string="Answered on", readonly=True)
    state = fields.Selection(
        [("open", "To answer"), ("answered", "Answered")],
        compute="_compute_state",
        store=True,
        help="Answered as soon as an answer is written.",
    )

    @api.depends("date_answered")
    def _compute_state(self):
        for question in self:
            question.state = "answered" if question.date_answered else "open"

    def write(self, vals):
        """Accept one thing, once: the answer; it is dated, signed and sent to the person who asked. (LAB-006)"""
        if set(vals) - {"answer"} or not (vals.get("answer") or "").strip():
            raise UserError(self.env._("A question stays as it was asked: write an answer. (LAB-006)"))
        if self.filtered("date_answered"):
            raise UserError(self.env._("This question has its answer already: it is not rewritten. (LAB-006)"))
        self.dossier_id._check_review_open()
        result = super().write(
            {
                **vals,
                "answered_by_id": self.env.uid,
                "answer_author_name": self.env.user.name,
                "date_answered": fields.Datetime.now(),
            }
        )
        self._send_answer()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        """Refuse: questions and answers are kept with the dossier. (LAB-006)"""
        raise UserError(self.env._("Questions and answers are kept with the dossier. (LAB-006)"))

    def _send_answer(self):
        """Tell each person who asked that the answer is in the dossier."""
        template = self.env.ref("regie_base.mail_template_dossier_answer")
        for question in self:
            template.send_mail(question.id, email_layout_xmlid="mail.mail_notification_light")

    def _prepare_seal(self):
        """Answer what the second seal, set at the closing, holds of this question."""
        self.ensure_one()
        return {
            "criterion": self.entry_id.code,
            "by": self.author_name,
            "date": fields.Datetime.to_string(self.date),
            "question": self.question,
            "answer": self.answer or "",
            "answered_by": self.answer_author_name or "",
            "answered_at": fields.Datetime.to_string(self.date_answered) or "",
        }
