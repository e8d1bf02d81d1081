from odoo import api, fields, models


class RegieDossierFreezeWizard(models.TransientModel):
    """Shows what is missing in a dossier before it is frozen, which cannot be undone."""

    _name = "regie.dossier.freeze.wizard"
    _description = "Freeze a dossier"

    dossier_id = fields.Many2one(
        "regie.dossier", required=True, ondelete="cascade", default=lambda self: self.env.context.get("active_id")
    )
    missing_entry_ids = fields.Many2many(
        "regie.dossier.entry", string="Incomplete", compute="_compute_missing_entry_ids"
    )
    missing_count = fields.Integer(compute="_compute_missing_entry_ids")
    is_blocked = fields.Boolean(
        compute="_compute_missing_entry_ids", help="A mandatory criterion is incomplete: the dossier cannot be frozen."
    )

    @api.depends("dossier_id")
    def _compute_missing_entry_ids(self):
        for wizard in self:
            wizard.missing_entry_ids = wizard.dossier_id.entry_ids.filtered("missing_count")
            wizard.missing_count = len(wizard.missing_entry_ids)
            wizard.is_blocked = any(entry.is_mandatory and entry._get_blocking() for entry in wizard.missing_entry_ids)

    def action_freeze(self):
        """Freeze the dossier as it is."""
        self.ensure_one()
        self.dossier_id.action_freeze()
        return {"type": "ir.actions.act_window_close"}
