from odoo import api, fields, models


class RegieMediationPurgeRun(models.TransientModel):
    """The yearly look at what is too old: counted first, erased when the manager says so."""

    _name = "regie.mediation.purge.run"
    _description = "Purge of the mediation, now"

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, readonly=True
    )
    text_count = fields.Integer(string="Texts to erase", compute="_compute_counts")
    case_count = fields.Integer(string="Cases to anonymise", compute="_compute_counts")

    @api.depends("company_id")
    def _compute_counts(self):
        for wizard in self:
            # sudo: numbers only; the manager is the one who runs it
            found, _days = self.env["regie.mediation.purge"].sudo()._find(wizard.company_id)
            wizard.text_count = sum(len(records) for name, records in found.items() if "text" in name)
            wizard.case_count = sum(len(records) for name, records in found.items() if "text" not in name)

    def action_try(self):
        """Count, erase nothing, and keep the trace of the trial."""
        return self._run(dry_run=True)

    def action_purge(self):
        """Erase what is too old."""
        return self._run(dry_run=False)

    def _run(self, dry_run):
        self.env["regie.mediation.purge"]._purge(self.company_id, dry_run=dry_run)
        return self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_mediation_purge_action")
