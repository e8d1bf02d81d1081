from odoo import api, models


class RegieImportMarkets(models.AbstractModel):
    """The list of markets: one row per lot, with its buyer, legal article, amount and clause hours."""

    _name = "regie.import.markets"
    _inherit = "regie.import.reader"
    _description = "Reader of the list of markets"

    _import_label = "markets"
    _import_columns = frozenset({"marche", "lot", "objet", "acheteur"})
    _import_sequence = 20

    @api.model
    def _get_label(self):
        return self.env._("Markets and lots")

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Find the buyers and legal articles, then tell new lots from known ones."""
        buyers = self.env["regie.import.wizard"]._find_or_create_partners(row.cells.get("acheteur") for row in rows)
        articles = self.env["regie.legal.article"]._get_by_code()
        known = self._get_known_lots(wizard.company_id, rows)
        seen = {}
        for row in rows:
            row.values = self._read_row(row, buyers, articles)
            if not row.is_good:
                continue
            key = (row.values["market"]["reference"], row.values["lot"]["number"])
            if key in seen:
                row.refuse(
                    self.env._("Lot %(lot)s is on line %(line)s already. (MKT-03)", lot="/".join(key), line=seen[key]),
                    self.env._("Keep one row per lot."),
                )
                continue
            seen[key] = row.number
            if key in known and not self._get_changes(known[key], row.values["lot"]):
                row.already_known(self.env._("This lot is already known."))

    def _read_row(self, row, buyers, articles):
        """Return the values of the market and of the lot of a row; refuses the row on a bad cell."""
        normalise = self.env["regie.import.wizard"]._normalise
        article = row.cells.get("article", "")
        found = articles.get(self.env["regie.legal.article"]._normalise_code(article))
        if article and not found:
            row.refuse(
                self.env._("Legal article “%(article)s” is not known here. (MKT-02)", article=article),
                self.env._("Check the article, or add it in Neighbourhood works > Configuration > Legal articles."),
            )
        start = self._get_date(row, "debut", required=False) or False
        end = self._get_date(row, "fin", required=False) or False
        return {
            "market": {
                "reference": self._get_text(row, "marche"),
                "name": self._get_text(row, "objet"),
                "buyer_id": buyers.get(normalise(self._get_text(row, "acheteur"))),
                "legal_article_ids": [(6, 0, found.ids)] if found else [],
                "date_start": start,
                "date_end": end,
                # a market that the régie keeps in its list is one that it works for
                "outcome": "won",
                "date_notification": start,
                "date_opened": start,
            },
            "lot": {
                "number": self._get_text(row, "lot"),
                "name": row.cells.get("objet"),
                "amount_untaxed": float(self._get_decimal(row, "montant_ht", required=False) or 0),
                "hours_target": float(self._get_decimal(row, "heures_insertion", required=False) or 0),
                "date_start": start,
                "date_end": end,
            },
        }

    def _get_known_lots(self, company, rows):
        """Return the lots of these markets by (market reference, lot number)."""
        lots = self.env["regie.market.lot"].search(
            [
                ("company_id", "=", company.id),
                ("market_id.reference", "in", list({row.cells.get("marche") for row in rows} - {None, ""})),
            ]
        )
        return {(lot.market_id.reference, lot.number): lot for lot in lots}

    def _get_changes(self, lot, values):
        """Return the values of a row that differ from the lot's."""
        return {name: value for name, value in values.items() if lot[name] != value}

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the new markets and lots in two batches, write the changed lots."""
        company = wizard.company_id
        references = {row.values["market"]["reference"]: row.values["market"] for row in reversed(rows)}
        markets = self.env["regie.market"].search(
            [("company_id", "=", company.id), ("reference", "in", list(references))]
        )
        by_reference = {market.reference: market for market in markets}
        fresh = [
            {**values, "company_id": company.id}
            for reference, values in references.items()
            if reference not in by_reference
        ]
        by_reference |= {market.reference: market for market in self.env["regie.market"].create(fresh)}
        known = self._get_known_lots(company, rows)
        new_lots = []
        for row in rows:
            values = row.values["lot"]
            lot = known.get((row.values["market"]["reference"], values["number"]))
            if lot:
                lot.write(self._get_changes(lot, values))
            else:
                new_lots.append({**values, "market_id": by_reference[row.values["market"]["reference"]].id})
        self.env["regie.market.lot"].create(new_lots)
