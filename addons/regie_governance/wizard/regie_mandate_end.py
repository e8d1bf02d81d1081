from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMandateEndWizard(models.TransientModel):
    """The end of a mandate in one window: last day, reason, and who comes after."""

    _name = "regie.mandate.end"
    _description = "End a mandate"

    mandate_id = fields.Many2one("regie.mandate", required=True, ondelete="cascade")
    organ_id = fields.Many2one(related="mandate_id.organ_id")
    company_id = fields.Many2one(related="mandate_id.company_id")
    college_id = fields.Many2one(related="mandate_id.college_id")
    date_end = fields.Date(
        string="Last day",
        required=True,
        default=fields.Date.context_today,
        help="A resignation takes effect on the day on which the association is told.",
    )
    end_reason = fields.Selection(
        lambda self: self.env["regie.mandate"]._fields["end_reason"]._description_selection(self.env),
        required=True,
    )
    succession = fields.Selection(
        [
            ("none", "The seat stays empty"),
            ("election", "Elected, for the remaining term"),
            ("designation", "Designated by the member, for the remaining term"),
            ("cooptation", "Coopted until the next assembly"),
        ],
        string="Who comes after",
        required=True,
        default="none",
    )
    membership_id = fields.Many2one(
        "regie.membership",
        string="Successor",
        domain="[('company_id', '=', company_id), ('college_id', '=', college_id), ('state', '=', 'active')]",
    )
    also_mandate_ids = fields.Many2many(
        "regie.mandate",
        string="Also end",
        compute="_compute_also_mandate_ids",
        store=True,
        readonly=False,
        help="Other mandates of the person in force: who leaves the board leaves the bureau.",
    )

    @api.depends("mandate_id", "end_reason")
    def _compute_also_mandate_ids(self):
        for wizard in self:
            mandate = wizard.mandate_id
            others = mandate.search(
                [
                    ("partner_id", "=", mandate.partner_id.id),
                    ("company_id", "=", mandate.company_id.id),
                    ("id", "!=", mandate.id),
                    ("date_end", "=", False),
                ]
            )
            leaves = mandate.organ_id.kind == "board"
            wizard.also_mandate_ids = others.filtered(lambda one: one.organ_id.kind == "bureau") if leaves else False

    def action_end(self):
        """End the mandate, and seat the successor when there is one; show the new mandate."""
        self.ensure_one()
        if self.succession != "none" and not self.membership_id:
            raise UserError(
                self.env._("Choose the successor among the members of the college, or leave the seat empty.")
            )
        (self.mandate_id | self.also_mandate_ids)._end(self.date_end, self.end_reason)
        if self.succession == "none":
            return {"type": "ir.actions.act_window_close"}
        successor = self.mandate_id._replace(self.membership_id, self.succession)
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.mandate",
            "view_mode": "form",
            "res_id": successor.id,
        }
