from odoo import models


class RegieStatutes(models.Model):
    """A version of the statutes may be given to another régie as a file; there it is a draft, adopted by its own
    members."""

    _name = "regie.statutes"
    _inherit = ["regie.statutes", "regie.config.exchange"]
    _exchange_key = "name"
    _exchange_fields = (
        *("name", "date_start", "legal_regime", "label_type", "admission", "admission_organ_id", "fee_condition"),
        *("fee_grace_days", "fee_month", "is_territory_strict", "majority_basis", "is_majority_strict"),
        *("is_composition_blocking", "cure_months", "is_cooptation_allowed", "staff_share_num", "staff_share_den"),
        *("mandate_years", "cohort_count", "max_consecutive_mandates", "absence_limit", "recusal_quorum_mode"),
        *("is_substitute_casting", "reserve_rule", "liquidation_clause", "seat_ids", "meeting_rule_ids"),
        *("vote_rule_ids", "clause_ids"),
    )

    def _exchange_requires(self):
        """The organs and the colleges that the rules name come before them."""
        organs = self.seat_ids.organ_id | self.meeting_rule_ids.organ_id | self.vote_rule_ids.organ_id
        colleges = self.seat_ids.college_id | self.meeting_rule_ids.quorum_college_id
        return [*super()._exchange_requires(), organs | self.admission_organ_id, colleges]

    def action_export(self):
        """Download the selected versions as a file that another régie imports."""
        return self.env["regie.config.export"]._export(self)
