from odoo import api, models


class RegieInsertionExit(models.Model):
    """An exit is declared on the statement of its month: the drafts follow, a checked one shows that it changed."""

    _inherit = "regie.insertion.exit"

    @api.model_create_multi
    def create(self, vals_list):
        """The draft statements of the month of the exit are computed again."""
        exits = super().create(vals_list)
        exits._refresh_statements()
        return exits

    def write(self, vals):
        """The drafts of the month before the change and of the one after it are computed again."""
        if not {"date", "motive_id", "pathway_id"} & vals.keys():
            return super().write(vals)
        before = self._get_statement_months()
        result = super().write(vals)
        self._refresh_statements(before)
        return result

    def unlink(self):
        """The drafts of the months of the exits are computed again."""
        months = self._get_statement_months()
        result = super().unlink()
        self.env["regie.iae.statement"]._refresh_drafts(months)
        return result

    def _get_statement_months(self):
        return {(leaving.company_id, leaving.date.replace(day=1)) for leaving in self}

    def _refresh_statements(self, months=frozenset()):
        self.env["regie.iae.statement"]._refresh_drafts(self._get_statement_months() | months)
