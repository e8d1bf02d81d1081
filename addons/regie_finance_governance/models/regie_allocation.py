from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieAllocation(models.Model):
    """The result is allocated by the resolution that was adopted, where the meetings are kept in this software."""

    _inherit = "regie.allocation"

    resolution_id = fields.Many2one(
        "regie.resolution",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain="[('company_id', '=', company_id), ('resolution_type', '=', 'allocation')]",
        help="The adopted resolution that allocates the result. Its number and its day are those of the entry.",
    )
    decision_reference = fields.Char(compute="_compute_decision", store=True, readonly=False)
    decision_date = fields.Date(compute="_compute_decision", store=True, readonly=False)

    @api.depends("resolution_id", "resolution_id.number", "resolution_id.date")
    def _compute_decision(self):
        """Number and day of the resolution, as long as no entry bears them."""
        for allocation in self:
            resolution = allocation.resolution_id
            if resolution and allocation.state in (False, "draft"):
                allocation.decision_reference = resolution.number or resolution.title
                allocation.decision_date = resolution.meeting_id._get_day()
            else:
                allocation.decision_reference = allocation.decision_reference
                allocation.decision_date = allocation.decision_date

    def write(self, vals):
        """Keep the resolution of an allocation that has its entries. (FIN-054)"""
        if not self.env.su and "resolution_id" in vals:
            self._check_open()
        return super().write(vals)

    def _check_decision(self):
        """Raise when the resolution that allocates the result is not adopted. (FIN-051)"""
        for allocation in self:
            resolution = allocation.resolution_id
            if resolution.result != "adopted" or resolution.resolution_type != "allocation":
                raise UserError(
                    self.env._(
                        "The resolution that allocates the result is not adopted: choose the one that the assembly "
                        "voted, or have it vote. (FIN-051)"
                    )
                )
        return super()._check_decision()
