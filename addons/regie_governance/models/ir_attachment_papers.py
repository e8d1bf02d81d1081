from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class IrAttachmentPapers(models.Model):
    """A working paper of a point is out of reach of who is recused on it, by whatever door the file is asked for."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        """Add to what Odoo forbids the papers of the points that the reader is recused on."""
        result = super()._check_access(operation)
        forbidden = result[0] if result else self.browse()
        walled = (self - forbidden)._filter_walled_papers()
        if not walled:
            return result
        denied = forbidden | walled
        return denied, lambda: AccessError(
            self.env._("You are recused on the point that this paper prepares: it is not shown to you.")
        )

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True, bypass_access=False):
        """Leave the papers of the points that the reader is recused on out of what a search finds."""
        query = super()._search(domain, offset, limit, order, active_test=active_test, bypass_access=bypass_access)
        if not self.env.su and not bypass_access:
            walled = self._get_walled_paper_ids()
            if walled:
                query.add_where(SQL("%s != ALL(%s)", SQL.identifier(query.table, "id"), walled))
        return query

    def _filter_walled_papers(self):
        """Return those of the files that prepare a point on which the reader is recused, or in conflict."""
        if self.env.su or not self.ids:
            return self.browse()
        walled = set(self._get_walled_paper_ids())
        return self.filtered(lambda file: file.id in walled)

    @api.model
    def _get_walled_paper_ids(self):
        """Return the ids of the papers that are out of reach of the reader; nobody has many. One query."""
        return [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    """WITH walled AS (
                           SELECT resolution_id FROM regie_recusal
                            WHERE partner_id = %(partner)s AND date_cancelled IS NULL AND resolution_id IS NOT NULL
                            UNION
                           SELECT resolution_id FROM regie_conflict
                            WHERE partner_id = %(partner)s AND state = 'to_resolve'
                       )
                       SELECT rel.ir_attachment_id FROM regie_resolution_attachment_rel rel
                         JOIN walled ON walled.resolution_id = rel.regie_resolution_id
                        UNION
                       SELECT file.id FROM ir_attachment file JOIN walled ON walled.resolution_id = file.res_id
                        WHERE file.res_model = 'regie.resolution'""",
                    partner=self.env.user.partner_id.id,
                )
            )
        ]
