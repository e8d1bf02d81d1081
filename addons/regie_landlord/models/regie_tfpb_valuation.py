from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTfpbValuation(models.Model):
    """A posted invoice line that an action values: once in all the agreements, whatever the year."""

    _name = "regie.tfpb.valuation"
    _description = "Invoice valued in a property tax agreement"
    _inherit = ["regie.fact.guard"]
    _order = "action_id, id"
    _rec_name = "label"
    _check_company_auto = True

    action_id = fields.Many2one("regie.tfpb.action", required=True, index=True, ondelete="cascade", check_company=True)
    year_id = fields.Many2one(related="action_id.year_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice line", required=True, ondelete="restrict", check_company=True
    )
    # sudo: the office reads what was invoiced on its lots, without a right on the accounts
    number = fields.Char(string="Invoice", related="move_line_id.move_name", related_sudo=True)
    date = fields.Date(related="move_line_id.move_id.invoice_date", related_sudo=True)
    label = fields.Char(string="What was invoiced", related="move_line_id.name", related_sudo=True)
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        compute_sudo=True,
        help="Without VAT, or with it when the agreement says that the landlord does not recover it.",
    )

    _move_line_uniq = models.UniqueIndex(
        "(move_line_id)", "This invoice line is already valued in another action. (E-ATF-06)"
    )

    @api.depends(
        *("move_line_id.price_subtotal", "move_line_id.price_total", "move_line_id.parent_state"),
        *("move_line_id.move_id.move_type", "year_id.agreement_id.is_tax_included"),
    )
    def _compute_amount(self):
        for one in self:
            line = one.move_line_id
            amount = line.price_total if one.year_id.agreement_id.is_tax_included else line.price_subtotal
            sign = -1 if line.move_id.move_type in ("out_refund", "in_refund") else 1
            one.amount = sign * amount if line.parent_state == "posted" else 0

    @api.model_create_multi
    def create(self, vals_list):
        """Value invoice lines.

        :raise ValidationError: E-ATF-06 when a line is already valued, E-ATF-08 when the year is closed
        """
        self._check_not_taken([vals.get("move_line_id") for vals in vals_list])
        valuations = super().create(vals_list)
        valuations.action_id.year_id._check_open()
        return valuations

    def write(self, vals):
        """Change valuations, under the same rules."""
        self.action_id.year_id._check_open()
        if "move_line_id" in vals:
            self._check_not_taken([vals["move_line_id"]] * len(self))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.action_id.year_id._check_open()

    def _check_not_taken(self, line_ids):
        # sudo: a line valued by another régie or in an archived agreement is taken all the same
        taken = self.sudo().search([("move_line_id", "in", line_ids), ("id", "not in", self.ids)], limit=1)
        if taken or len(set(line_ids)) < len(line_ids):
            raise ValidationError(
                self.env._(
                    "Invoice already valued in the action %(action)s: an invoice line pays one action only. (E-ATF-06)",
                    action=taken.action_id.name or "–",
                )
            )

    @api.constrains("move_line_id", "action_id")
    def _check_line(self):
        """A valued line is posted. (E-ATF-09)"""
        for one in self:
            # sudo: who values by the button does not read the accounts
            line = one.sudo().move_line_id
            if line.parent_state != "posted" or line.display_type != "product":
                raise ValidationError(
                    self.env._(
                        "%s: only the line of a posted invoice is valued. (E-ATF-09)", line.move_name or line.name or ""
                    )
                )
