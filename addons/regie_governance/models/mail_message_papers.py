from odoo import models


class MailMessagePapers(models.Model):
    """What is said on the page of a point is out of reach of who is recused on it."""

    _inherit = "mail.message"

    def _filter_records_for_message_operation(self, doc_model, doc_res_ids, operation):
        """Leave out the points that the reader is recused on: their messages and activities are not found."""
        records = super()._filter_records_for_message_operation(doc_model, doc_res_ids, operation)
        if doc_model == "regie.resolution" and not self.env.su:
            records -= records._filter_walled(self.env.user.partner_id)
        return records
