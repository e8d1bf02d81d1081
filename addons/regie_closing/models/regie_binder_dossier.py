from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieDossier(models.Model):
    """The closing binder: what the accountant hands to the auditor, filled from the closing file and sealed."""

    _inherit = "regie.dossier"

    closing_id = fields.Many2one(
        "regie.closing",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The closing file that fills this binder: its steps, its statements, its evidence.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Create dossiers; none becomes a binder by a default."""
        context = {key: value for key, value in self.env.context.items() if key != "default_closing_id"}
        return super(RegieDossier, self.with_context(context)).create(vals_list)  # pylint: disable=context-overridden

    def _check_no_fact(self, vals):
        """Which closing fills a binder is a fact too. (LAB-009)"""
        if vals.get("closing_id"):
            raise UserError(self.env._("A binder is prepared from its closing file, with its button. (LAB-009)"))
        return super()._check_no_fact(vals)

    def _sync_entries(self):
        """Fill the binders too: their steps are those of the closing file, not of the template alone."""
        result = super()._sync_entries()
        for dossier in self.filtered("closing_id"):
            dossier.closing_id._fill_binder(dossier)
        return result

    def action_freeze_binder(self):
        """Freeze this binder; see ``action_freeze_binder`` of its closing file."""
        self.ensure_one()
        return self.closing_id.action_freeze_binder()

    def action_share_binder(self):
        """Ask to whom this binder is opened; see ``action_share_binder`` of its closing file."""
        self.ensure_one()
        return self.closing_id.action_share_binder()
