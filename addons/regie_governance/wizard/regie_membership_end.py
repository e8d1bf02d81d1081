from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMembershipEnd(models.TransientModel):
    """When and why members leave or are suspended, and the mandates that end with it."""

    _name = "regie.membership.end"
    _description = "End or suspend memberships"

    membership_ids = fields.Many2many("regie.membership", string="Members", required=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    kind = fields.Selection([("end", "End"), ("suspend", "Suspend")], required=True, default="end")
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="Last day of the membership, or first day of the suspension.",
    )
    end_reason = fields.Selection(
        selection=lambda self: self.env["regie.membership"]._fields["end_reason"]._description_selection(self.env),
        string="Reason",
    )
    suspended_reason = fields.Char(string="Reason of the suspension")
    resolution_id = fields.Many2one(
        "regie.resolution",
        string="Deliberation",
        domain="[('resolution_type', '=', 'exclusion'), ('result', '=', 'adopted'), ('company_id', '=', company_id)]",
        help="An exclusion is decided by the organ that the statutes name, once the person was heard.",
    )
    mandate_ids = fields.Many2many(
        "regie.mandate",
        compute="_compute_mandate_ids",
        string="Mandates held",
        help="They do not end by themselves: end each with its own reason.",
    )

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("End or suspend")

    @api.depends("membership_ids", "date")
    def _compute_mandate_ids(self):
        for wizard in self:
            running = self.env["regie.mandate"]._get_running_domain(wizard.date or fields.Date.context_today(wizard))
            members = wizard.membership_ids._origin
            wizard.mandate_ids = self.env["regie.mandate"].search([*running, ("membership_id", "in", members.ids)])

    def action_confirm(self):
        """End or suspend the memberships."""
        self.ensure_one()
        if self.kind == "suspend":
            self.membership_ids._suspend(self.date, self.suspended_reason)
            return
        if not self.end_reason:
            raise UserError(self.env._("Say why the membership ends. (GOV-008)"))
        self.membership_ids._end(self.date, self.end_reason, self.resolution_id)
