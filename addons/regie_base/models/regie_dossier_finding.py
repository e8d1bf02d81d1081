from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossierFinding(models.Model):
    """What a recipient retains of one criterion: an observation, a strength, a reserve or a recommendation, and what
    the régie answers in the same place. Never rewritten: a new finding is a new record."""

    _name = "regie.dossier.finding"
    _description = "Finding on a criterion"
    _order = "entry_id, id"
    _rec_name = "text"

    entry_id = fields.Many2one(
        "regie.dossier.entry", string="Criterion", required=True, index=True, ondelete="restrict"
    )
    dossier_id = fields.Many2one(related="entry_id.dossier_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="entry_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="By", required=True, ondelete="restrict")
    author_name = fields.Char(string="Person", required=True, help="The name as it was on that day.")
    date = fields.Datetime(string="Written on", required=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [
            ("observation", "Observation"),
            ("strength", "Strength"),
            ("reserve", "Reserve"),
            ("recommendation", "Recommendation"),
        ],
        required=True,
        default="observation",
    )
    text = fields.Text(string="Finding", required=True)
    answer = fields.Text(help="Shown to the person in the dossier; it cannot be changed afterwards.")
    answered_by_id = fields.Many2one("res.users", string="Answered by", readonly=True, ondelete="restrict")
    answer_author_name = fields.Char(string="Signed", readonly=True)
    date_answered = fields.Datetime(string="Answered on", readonly=True)
    is_answer_awaited = fields.Boolean(
        string="To answer",
        compute="_compute_is_answer_awaited",
        store=True,
        help="A reserve or a recommendation waits for the answer of the régie; the others may have one.",
    )

    @api.depends("kind", "date_answered")
    def _compute_is_answer_awaited(self):
        for finding in self:
            finding.is_answer_awaited = finding.kind in ("reserve", "recommendation") and not finding.date_answered

    def write(self, vals):
        """Accept one thing, once: the answer of the régie; it is dated and signed. (LAB-006)"""
        if set(vals) - {"answer"} or not (vals.get("answer") or "").strip():
            raise UserError(self.env._("A finding stays as it was written: write an answer. (LAB-006)"))
        if self.filtered("date_answered"):
            raise UserError(self.env._("This finding has its answer already: it is not rewritten. (LAB-006)"))
        self.dossier_id._check_review_open()
        return super().write(
            {
                **vals,
                "answered_by_id": self.env.uid,
                "answer_author_name": self.env.user.name,
                "date_answered": fields.Datetime.now(),
            }
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_written(self):
        """Refuse: findings and answers are kept with the dossier. (LAB-006)"""
        raise UserError(self.env._("Findings and their answers are kept with the dossier. (LAB-006)"))

    def _prepare_seal(self):
        """Answer what the second seal, set at the closing, holds of this finding."""
        self.ensure_one()
        return {
            "criterion": self.entry_id.code,
            "by": self.author_name,
            "date": fields.Datetime.to_string(self.date),
            "kind": self.kind,
            "text": self.text,
            "answer": self.answer or "",
            "answered_by": self.answer_author_name or "",
            "answered_at": fields.Datetime.to_string(self.date_answered) or "",
        }
