from odoo import api, models


class IrAttachment(models.Model):
    """A FEC is kept whole, and its words are not copied into the database to be searched."""

    _inherit = "ir.attachment"

    @api.model
    def _index(self, bin_data, file_type, checksum=None):
        """Leave the text of a FEC out of the search of documents: it is the whole ledger, a second time."""
        if self.env.context.get("regie_fec_not_indexed"):
            return None
        return super()._index(bin_data, file_type, checksum=checksum)
