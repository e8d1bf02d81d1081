from odoo import api, fields, models
from odoo.exceptions import UserError

CONDITIONS = [("new", "New"), ("good", "Good"), ("worn", "Worn"), ("broken", "To repair")]
RANKS = {"new": 0, "good": 1, "worn": 2, "broken": 3}


class RegieLoanCheck(models.Model):
    """The state of a tool when it leaves or when it comes back: what was asked, answered, photographed.

    Annexed to the contract. Nobody changes it once it is done: a difference is read by comparing the two.
    """

    _name = "regie.loan.check"
    _description = "State of a tool"
    _inherit = ["regie.fact.guard"]
    _order = "id desc"
    _rec_name = "line_id"
    _check_company_auto = True

    line_id = fields.Many2one(
        "regie.loan.line", string="Tool of the loan", required=True, index=True, ondelete="cascade", check_company=True
    )
    loan_id = fields.Many2one(related="line_id.loan_id", store=True, precompute=True, index=True)
    item_id = fields.Many2one(related="line_id.item_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="line_id.company_id", store=True, precompute=True, index=True)
    moment = fields.Selection([("out", "When it leaves"), ("in", "When it comes back")], required=True)
    condition = fields.Selection(CONDITIONS, required=True, default="good")
    note = fields.Text(string="Remark")
    answer_ids = fields.One2many("regie.loan.check.answer", "check_id", string="Answers")
    photo_ids = fields.One2many("regie.loan.photo", "check_id", string="Photos")
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    user_id = fields.Many2one("res.users", string="Done by", readonly=True, copy=False)

    _moment_uniq = models.UniqueIndex("(line_id, moment)", "The state of this tool was already looked at.")

    @api.depends("item_id", "moment")
    def _compute_display_name(self):
        moments = dict(self._fields["moment"]._description_selection(self.env))
        for check in self:
            check.display_name = f"{check.item_id.display_name}, {moments.get(check.moment, '')}"

    def write(self, vals):
        """Change the state of a tool while it is being looked at."""
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_open()

    def _check_open(self):
        """Raise E-LOAN-37 when a state is done, as the guard of the facts does: the software alone is let through."""
        if self.env.su:
            return
        if done := self.filtered("date_done")[:1]:
            raise UserError(
                self.env._(
                    "The state of %s is done: it is not changed any more. (E-LOAN-37)", done.item_id.display_name
                )
            )

    def _done(self):
        """End the states: every question is answered, the photo is there when the policy asks for one.

        :raise UserError: E-LOAN-14
        """
        for check in self:
            missing = check.answer_ids.filtered(lambda answer: not answer._is_given()).mapped("prompt_id.name")
            if check.item_id.policy_id.requires_photo and not check.photo_ids:
                missing.append(self.env._("a photo"))
            if missing:
                raise UserError(
                    self.env._(
                        "The state of %(tool)s is not complete. Missing: %(missing)s. (E-LOAN-14)",
                        tool=check.item_id.display_name,
                        missing=", ".join(missing),
                    )
                )
        # sudo: the end of a state and its author are facts, written once it is complete
        self.sudo().write({"date_done": fields.Datetime.now(), "user_id": self.env.uid})

    def _get_differences(self, before):
        """Return sentences: in what a state is worse than the one when the tool left."""
        self.ensure_one()
        found = []
        if RANKS[self.condition] > RANKS[before.condition or "new"]:
            states = dict(self._fields["condition"]._description_selection(self.env))
            found.append(
                self.env._(
                    "state: %(before)s, then %(after)s",
                    before=states.get(before.condition, "?"),
                    after=states[self.condition],
                )
            )
        earlier = {answer.prompt_id: answer for answer in before.answer_ids}
        found.extend(
            sentence
            for answer in self.answer_ids
            if (sentence := answer._get_difference(earlier.get(answer.prompt_id, answer.browse())))
        )
        if self.note:
            found.append(self.note)
        return found
