from odoo import api, fields, models


class RegieIntervention(models.Model):
    """A pass may answer a report of a resident: its end solves the report."""

    _inherit = "regie.intervention"

    report_id = fields.Many2one(
        "regie.resident.report",
        string="For the report",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        copy=False,
        help="The report of a resident that this pass answers.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Create passes; the one that catches up another answers the same report."""
        missed = self.browse(vals["caught_up_id"] for vals in vals_list if vals.get("caught_up_id"))
        # sudo: which report a missed pass was for, whoever catches it up
        reports = {one.id: one.report_id.id for one in missed.sudo()}
        return super().create([{"report_id": reports.get(vals.get("caught_up_id")), **vals} for vals in vals_list])
