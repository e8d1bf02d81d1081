from odoo import api, models


class FecExportWizard(models.TransientModel):
    """The FEC leaves out the journals of classes 86 and 87: its opening would carry them forward."""

    _inherit = "l10n_fr.fec.export.wizard"

    @api.model
    def _get_excluded_fec_journals(self):
        """Add the journals of contributions in kind of the régie and of its branches."""
        kept_apart = self._get_fec_companies().regie_inkind_journal_id
        return super()._get_excluded_fec_journals() | kept_apart.sudo(False)
