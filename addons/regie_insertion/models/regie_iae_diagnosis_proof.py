from odoo import api, fields, models
from odoo.fields import Domain


class RegieIaeDiagnosis(models.Model):
    """Diagnosis as the State controls it afterwards: each criterion has its proof, or lacks it."""

    _inherit = "regie.iae.diagnosis"

    pass_id = fields.Many2one("regie.iae.pass", string="PASS opened", compute="_compute_pass_id")
    missing_count = fields.Integer(
        string="Incomplete proofs",
        compute="_compute_missing_count",
        help="Criteria whose proof lacks its date, its reference or its place, those reserved to others included.",
    )
    is_proof_missing = fields.Boolean(
        string="Proof missing", compute="_compute_missing_count", search="_search_is_proof_missing"
    )

    @api.depends("pass_ids")
    def _compute_pass_id(self):
        for record in self:
            record.pass_id = record.pass_ids[:1]

    @api.depends("line_ids.is_proof_missing", "author_kind")
    def _compute_missing_count(self):
        # sudo: how many proofs are missing, not of which criterion
        lines = self.env["regie.iae.diagnosis.line"].sudo()
        counts = dict(
            lines._read_group(
                [("diagnosis_id", "in", self.ids), ("is_proof_missing", "=", True)], ["diagnosis_id"], ["__count"]
            )
        )
        for record in self:
            count = counts.get(record._origin.sudo(), 0) if record.author_kind == "employer" else 0
            record.missing_count, record.is_proof_missing = count, bool(count)

    @api.model
    def _search_is_proof_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("author_kind", "=", "employer") & Domain(
            "line_ids", "any!", Domain("is_proof_missing", "=", True)
        )

    def _get_proof_rows(self):
        """Lines that the reader may see, and how many are reserved, for the paper of the control."""
        self.ensure_one()
        lines = self.env["regie.iae.diagnosis.line"].search([("diagnosis_id", "=", self.id)])
        return lines, len(self._get_all_lines()) - len(lines)
