from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Written when it is received or answered, never by hand.
FACTS = frozenset(("date", "date_answered", "answered_by_id", "partner_id", "intervention_id", "reason"))
DISPUTABLE = ("done", "validated", "missed")


class RegieInterventionDispute(models.Model):
    """What a landlord contests of a pass, and the answer of the régie: a pass called done that it did not see."""

    _name = "regie.intervention.dispute"
    _description = "Dispute of a pass"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date desc, id desc"
    _check_company_auto = True

    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="intervention_id.company_id", store=True, index=True, precompute=True)
    site_id = fields.Many2one(related="intervention_id.site_id", store=True, index=True, precompute=True)
    lot_id = fields.Many2one(related="intervention_id.lot_id", store=True, precompute=True)
    service_type_id = fields.Many2one(related="intervention_id.service_type_id")
    date_planned = fields.Date(related="intervention_id.date_planned", string="Day of the pass")
    partner_id = fields.Many2one("res.partner", string="Contested by", required=True, ondelete="restrict")
    reason = fields.Text(required=True, help="What the landlord saw.")
    date = fields.Datetime(string="Received on", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users", string="Responsible", compute="_compute_user_id", store=True, readonly=False, precompute=True
    )
    answer = fields.Text(tracking=True, help="Read by the landlord once you send it: name nobody.")
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False, tracking=True)
    answered_by_id = fields.Many2one("res.users", string="Answered by", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "To answer"), ("answered", "Answered")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )

    _open_uniq = models.UniqueIndex(
        "(intervention_id) WHERE date_answered IS NULL", "This pass is already contested and waits for its answer."
    )

    @api.depends("intervention_id")
    def _compute_user_id(self):
        for one in self:
            one.user_id = one.lot_id.user_id

    @api.depends("date_answered")
    def _compute_state(self):
        for one in self:
            one.state = "answered" if one.date_answered else "open"

    @api.depends("intervention_id")
    def _compute_display_name(self):
        for one in self:
            one.display_name = one.intervention_id.display_name or ""

    @api.constrains("reason", "intervention_id")
    def _check_dispute(self):
        """A dispute says why (E-LAND-01), and is of a pass that took place or was missed (E-LAND-02)."""
        for one in self:
            if not (one.reason or "").strip():
                raise ValidationError(self.env._("Say in a few words what is wrong with this pass. (E-LAND-01)"))
            if one.intervention_id.state not in DISPUTABLE:
                raise ValidationError(
                    self.env._("This pass has not taken place yet: there is nothing to contest. (E-LAND-02)")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Receive disputes, and ask the responsible of the lot to answer.

        :raise UserError: E-LAND-03 when an answer is given by hand, E-LAND-04 when the pass is already contested
        """
        for vals in vals_list:
            if not self.env.su and {"date", "date_answered", "answered_by_id"} & vals.keys():
                raise self._get_fact_error()
        known = self.sudo().search(
            [
                ("intervention_id", "in", [vals.get("intervention_id") for vals in vals_list]),
                ("date_answered", "=", False),
            ],
            limit=1,
        )
        if known:
            raise UserError(
                self.env._("The pass %s is already contested: the régie answers you. (E-LAND-04)", known.display_name)
            )
        disputes = super().create(vals_list)
        for one in disputes.filtered("user_id"):
            one.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Answer the landlord"),
                user_id=one.user_id.id,
            )
        return disputes

    def write(self, vals):
        """Change a dispute; what was received and when it was answered are not rewritten. (E-LAND-03)"""
        if not self.env.su and FACTS & vals.keys():
            raise self._get_fact_error()
        if not self.env.su and "answer" in vals and any(one.date_answered for one in self):
            raise self._get_fact_error()
        return super().write(vals)

    def action_answer(self):
        """Send the answer to the landlord, by e-mail and on the portal.

        :raise UserError: E-LAND-01 when nothing is written
        """
        self.check_access("write")
        for one in self:
            if not (one.answer or "").strip():
                raise UserError(self.env._("Write the answer before you send it. (E-LAND-01)"))
            # sudo: the facts of the answer are refused by hand, and this button has checked the right
            one.sudo().write({"date_answered": fields.Datetime.now(), "answered_by_id": self.env.uid})
            one.message_post(
                body=one.answer,
                subject=self.env._("Your remark on a pass"),
                partner_ids=one.partner_id.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
            one.activity_unlink(["mail.mail_activity_data_todo"])

    def _get_fact_error(self):
        return UserError(
            self.env._(
                "What the landlord wrote and the date of the answer are not written by hand: write the answer, then"
                " send it. (E-LAND-03)"
            )
        )
