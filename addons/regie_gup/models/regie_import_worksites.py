from odoo import models


class RegieImportWorksites(models.AbstractModel):
    """The list of worksites may name the market lot that each one serves, as « M-2025-014/1 »."""

    _inherit = "regie.import.worksites"

    def _get_lookups(self, company, rows):
        references = {row.cells.get("lot") for row in rows} - {None, ""}
        lots = self.env["regie.market.lot"].search_fetch(
            [("company_id", "=", company.id), ("reference", "in", list(references))], ["reference"]
        )
        return super()._get_lookups(company, rows) | {"lots": {lot.reference: lot.id for lot in lots}}

    def _complete_values(self, row, lookups):
        result = super()._complete_values(row, lookups)
        reference = row.cells.get("lot")
        lot = lookups["lots"].get(reference, False)
        if reference and not lot and row.is_good:
            row.refuse(
                self.env._("No market lot has the reference “%(reference)s”. (MKT-01)", reference=reference),
                self.env._("Check the reference (market/lot), or import the list of markets first."),
            )
        row.values["market_lot_id"] = lot
        return result
