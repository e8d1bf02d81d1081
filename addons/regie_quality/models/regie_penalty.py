from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

KINDS = [("missed", "Missed pass"), ("quality", "Quality below the threshold"), ("other", "Other")]
STATES = [("proposed", "Proposed"), ("accepted", "Accepted"), ("refused", "Refused")]
FACTS = frozenset(("date_accepted", "date_refused", "decided_by_id", "reason", "state", "is_automatic", "company_id"))


class RegiePenalty(models.Model):
    """A penalty that the contract of a lot provides for: proposed, then accepted or refused by the director.

    It is never invoiced by itself: an accepted one waits for the situation of the month.
    """

    _name = "regie.penalty"
    _description = "Penalty"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="What for", required=True)
    lot_id = fields.Many2one(
        "regie.market.lot", string="Market lot", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="lot_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        index=True,
        help="Day of the missed pass, or last day of the month that is below the threshold.",
    )
    kind = fields.Selection(KINDS, required=True, default="other")
    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", index="btree_not_null", ondelete="restrict", check_company=True
    )
    inspection_id = fields.Many2one(
        "regie.quality.inspection", index="btree_not_null", ondelete="restrict", check_company=True
    )
    amount = fields.Monetary(required=True, tracking=True, help="Excluding tax, above zero.")
    note = fields.Text()
    # Facts: written by the buttons and the monthly proposal, never by hand
    is_automatic = fields.Boolean(string="Proposed by the month", readonly=True, copy=False)
    date_accepted = fields.Datetime(string="Accepted on", readonly=True, copy=False)
    date_refused = fields.Datetime(string="Refused on", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    reason = fields.Text(string="Reason of the decision", readonly=True, copy=False)
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, precompute=True, index=True, group_expand=True, tracking=True
    )

    _pass_uniq = models.UniqueIndex(
        "(intervention_id) WHERE intervention_id IS NOT NULL AND kind = 'missed'",
        "This missed pass already has its penalty. (E-PEN-02)",
    )
    _month_uniq = models.UniqueIndex(
        "(lot_id, date) WHERE kind = 'quality' AND is_automatic",
        "The quality of this month already has its penalty on this lot. (E-PEN-02)",
    )

    @api.depends("date_accepted", "date_refused")
    def _compute_state(self):
        for penalty in self:
            if penalty.date_accepted:
                penalty.state = "accepted"
            else:
                penalty.state = "refused" if penalty.date_refused else "proposed"

    @api.constrains("amount")
    def _check_amount(self):
        """Refuse a penalty that takes nothing, or gives. (E-PEN-01)"""
        for penalty in self:
            if penalty.amount <= 0:
                raise ValidationError(
                    self.env._("“%s”: the amount of a penalty is above zero. (E-PEN-01)", penalty.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Propose penalties.

        :raise UserError: E-PEN-02 for a pass that has its penalty, E-PEN-03 when a decision is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        self._check_passes_free(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Change a penalty that is not decided.

        :raise UserError: E-PEN-03 when a decision is written by hand, E-PEN-04 once it is decided
        """
        self._check_no_fact(vals)
        touched = {name for name in vals if not name.startswith(("message_", "activity_"))}
        if touched and not self.env.su:
            self._check_proposed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        self._check_proposed()

    def action_decide(self):
        """Open the decision: accept or refuse, with the reason."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_penalty_decide_action")
        return {**action, "context": {"default_penalty_ids": self.ids}}

    @api.private
    def decide(self, accepted, reason):
        """Accept or refuse penalties.

        :raise UserError: E-PEN-04 once decided, E-PEN-05 to refuse without a reason
        """
        self.check_access("write")
        self._check_proposed()
        if not accepted and not (reason or "").strip():
            raise UserError(self.env._("Say why the penalty is refused: the buyer will ask. (E-PEN-05)"))
        date = "date_accepted" if accepted else "date_refused"
        # sudo: a fact, written by this button; the right to write the penalty was checked above
        self.sudo().write(
            {date: fields.Datetime.now(), "decided_by_id": self.env.uid, "reason": (reason or "").strip()}
        )

    @api.model
    def _check_passes_free(self, vals_list):
        """Say it before PostgreSQL does: one penalty for a missed pass. (E-PEN-02)"""
        passes = [vals.get("intervention_id") for vals in vals_list if vals.get("kind") == "missed"]
        # sudo: a penalty that the reader does not see exists too
        taken = self.sudo().search([("kind", "=", "missed"), ("intervention_id", "in", passes)], limit=1)
        if taken:
            raise UserError(self.env._("%s already has its penalty. (E-PEN-02)", taken.intervention_id.display_name))

    def _check_no_fact(self, vals):
        # The decision and the monthly proposal write the facts in sudo once they have checked.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(self.env._("The decision on a penalty is not written by hand: use its button. (E-PEN-03)"))

    def _check_proposed(self):
        if decided := self.filtered(lambda penalty: penalty.state != "proposed")[:1]:
            raise UserError(self.env._("“%s” was decided: it is neither changed nor deleted. (E-PEN-04)", decided.name))
