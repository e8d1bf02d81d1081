from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_PROOF = {"proof_date", "proof_reference", "proof_location", "proof_valid_until"}


class RegieIaeDiagnosisLine(models.Model):
    """Criterion ticked in a diagnosis, with its proof: what it is, its date, its reference and where it is kept."""

    _name = "regie.iae.diagnosis.line"
    _description = "Criterion of a diagnosis"
    _order = "level, criterion_id, id"
    _rec_name = "criterion_id"

    diagnosis_id = fields.Many2one("regie.iae.diagnosis", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="diagnosis_id.company_id", store=True, index=True, precompute=True)
    criterion_id = fields.Many2one("regie.iae.criterion", required=True, ondelete="restrict", index=True)
    level = fields.Selection(related="criterion_id.level", store=True)
    proof = fields.Char(related="criterion_id.proof")
    proof_date = fields.Date(string="Dated", help="Date written on the proof.")
    proof_reference = fields.Char(string="Reference", help="Number or title of the proof. No scan is kept here.")
    proof_location = fields.Char(string="Kept in", help="Where the proof is: binder, folder of the server…")
    proof_valid_until = fields.Date(string="Valid until", help="End of the right or of the permit, when it has one.")
    is_proof_missing = fields.Boolean(compute="_compute_is_proof_missing", store=True)
    missing = fields.Char(
        string="Still missing", compute="_compute_missing", help="What a control of the State would ask for."
    )

    _criterion_uniq = models.Constraint(
        "UNIQUE (diagnosis_id, criterion_id)", "This criterion is ticked already: keep one line of it."
    )

    @api.depends("proof_date", "proof_reference", "proof_location", "proof_valid_until", "diagnosis_id.date")
    def _compute_missing(self):
        for line in self:
            proofs = (
                (line.proof_date, self.env._("date")),
                (line.proof_reference, self.env._("reference")),
                (line.proof_location, self.env._("place")),
            )
            lacks = [label for value, label in proofs if not value]
            if line.proof_valid_until and line.diagnosis_id.date and line.proof_valid_until < line.diagnosis_id.date:
                lacks.append(self.env._("proof in force"))
            line.missing = ", ".join(lacks) or False

    @api.depends("proof_date", "proof_reference", "proof_location", "proof_valid_until", "diagnosis_id.date")
    def _compute_is_proof_missing(self):
        for line in self:
            given = line.proof_date and line.proof_reference and line.proof_location
            until, day = line.proof_valid_until, line.diagnosis_id.date
            line.is_proof_missing = not given or bool(until and day and until < day)

    @api.constrains("proof_date", "criterion_id", "diagnosis_id")
    def _check_proof_age(self):
        """INS-D04, against the day of the diagnosis."""
        for line in self:
            months, day = line.criterion_id.max_age_months, line.diagnosis_id.date
            if months and line.proof_date and line.proof_date + relativedelta(months=months) < day:
                raise ValidationError(
                    self.env._(
                        "The proof “%(criterion)s” is more than %(months)s months old. (INS-D04)",
                        criterion=line.criterion_id.name,
                        months=months,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A criterion ticked once the diagnosis has served is refused."""
        lines = super().create(vals_list)
        lines.diagnosis_id._check_unused()
        lines.diagnosis_id._check_coherence()
        return lines

    def write(self, vals):
        """Only the proof may still be completed once the diagnosis has served."""
        if set(vals) - _PROOF:
            self.diagnosis_id._check_unused()
        result = super().write(vals)
        if "criterion_id" in vals:
            self.diagnosis_id._check_coherence()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if any(line.diagnosis_id.sudo().pass_ids for line in self):
            raise UserError(
                self.env._("This diagnosis has served for a PASS IAE: it does not change any more. (INS-D07)")
            )
