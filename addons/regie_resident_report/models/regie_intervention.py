from odoo import api, fields, models


class RegieIntervention(models.Model):
    """A pass may answer a report of a resident, and its team reports what it sees on the way."""

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
        return super().create(
            [
                {**vals, "report_id": vals.get("report_id") or reports[vals["caught_up_id"]]}
                if vals.get("caught_up_id")
                else vals
                for vals in vals_list
            ]
        )

    @api.model
    def _get_anomaly_kinds(self):
        """The phone of the teams offers the same kinds as that of the residents."""
        categories = self.env["regie.resident.report.category"].search(
            [("company_id", "in", [self.env.company.id, False])]
        )
        return [
            {"key": one.code, "name": one.name, "pictogram": one.pictogram} for one in categories
        ] or super()._get_anomaly_kinds()

    def _report_anomaly(self, key, pictures, **vals):
        """Make a report of what was seen on the way; the pass keeps its trace."""
        super()._report_anomaly(key, pictures, **vals)
        categories = self.env["regie.resident.report.category"]
        codes = {one.code: one for one in categories.search([("code", "in", [key, "other"])], order="company_id")}
        category = codes.get(key) or codes.get("other") or categories.search([], limit=1)
        reports = self.env["regie.resident.report"]
        limit = self.env["regie.resident.report.photo"]._get_limit("report_photo_count")
        code = reports.create_from_field(
            {
                "site_id": self.site_id.id,
                "category_id": category.id,
                "description": self.env._("Seen during the pass %s.", self.name),
            },
            pictures[:limit],
        )
        return reports.search([("tracking_code", "=", code)])
