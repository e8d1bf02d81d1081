from odoo import api, fields, models


class RegieLoanCheckAnswer(models.Model):
    """The answer to one question on the state of a tool."""

    _name = "regie.loan.check.answer"
    _description = "Answer on the state of a tool"
    _order = "sequence, id"

    check_id = fields.Many2one("regie.loan.check", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="check_id.company_id", store=True, precompute=True, index=True)
    prompt_id = fields.Many2one("regie.loan.prompt", string="Question", required=True, ondelete="restrict")
    sequence = fields.Integer(related="prompt_id.sequence", store=True, precompute=True)
    kind = fields.Selection(related="prompt_id.kind")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    value = fields.Float(digits=(16, 2))
    has_value = fields.Boolean(string="Counted", help="0 is an answer, nothing is not.")

    def write(self, vals):
        """Answer while the tool is being looked at."""
        self.check_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self.check_id._check_open()

    @api.model_create_multi
    def create(self, vals_list):
        """Answer while the tool is being looked at."""
        answers = super().create(vals_list)
        answers.check_id._check_open()
        return answers

    def _is_given(self):
        """Tell whether the question is answered."""
        self.ensure_one()
        return bool(self.answer) if self.kind == "yes_no" else self.has_value

    def _get_text(self):
        """The answer in words, as the contract prints it."""
        self.ensure_one()
        if self.kind == "yes_no":
            return dict(self._fields["answer"]._description_selection(self.env)).get(self.answer, "")
        return f"{self.value:g}" if self.has_value else ""

    def _get_difference(self, before):
        """Return a sentence when an answer is worse than the one when the tool left, or nothing."""
        self.ensure_one()
        name = self.prompt_id.name
        if self.kind == "yes_no" and self.answer == "no" and before.answer != "no":
            return self.env._("%s: no", name)
        reference = before.value if before.has_value else self.prompt_id.expected
        if self.kind == "count" and self.value < reference:
            return self.env._(
                "%(question)s: %(count)g instead of %(before)g", question=name, count=self.value, before=reference
            )
        return None
