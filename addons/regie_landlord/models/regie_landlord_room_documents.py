from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .regie_landlord_declaration import FIGURES


class RegieLandlordRoom(models.AbstractModel):
    """The papers of a landlord: its tax programmes, its dossiers, what it has to sign, what it declares."""

    _inherit = "regie.landlord.room"

    @api.model
    def _get_tfpb_years(self, landlord):
        """The years whose programme is approved, the last one first."""
        domain = Domain([("landlord_id.commercial_partner_id", "=", landlord.id), ("date_approved", "!=", False)])
        # sudo: the wall is the landlord of the agreement
        years = self.env["regie.tfpb.year"].sudo()
        return years.search(domain & self._get_company_domain()) if landlord else years

    @api.model
    def _get_dossiers(self, landlord):
        """The dossiers about the landlord that are open to the reader, under the reader's own rights."""
        dossiers = self.env["regie.dossier"]
        if not dossiers.has_access("read"):
            return dossiers
        return dossiers.search(
            [
                ("partner_id.commercial_partner_id", "=", landlord.id),
                ("date_shared", "!=", False),
                ("date_expiry", ">=", "today"),
            ]
        )

    @api.model
    def _get_tasks(self, landlord):
        """``[{"kind", "title", "detail", "url"}]``: what waits for the landlord, under the reader's own rights."""
        months = self.env["regie.clause.month"]
        if not months.has_access("read"):
            return []
        waiting = months.search([("commercial_buyer_id", "=", landlord.id), ("state", "=", "declared")], order="date")
        return [
            {
                "kind": "clause",
                "title": self.env._("Hours of insertion to countersign: %s", month._get_name()),
                # sudo: the rule gave the month to the buyer, its clause has names that it may not read
                "detail": month.sudo().clause_id.display_name,
                "url": month.access_url,
            }
            for month in waiting
        ]

    @api.model
    def _get_declarations(self, landlord, year):
        """The figures declared for a year, one record per régie that works for the landlord; some may not exist yet."""
        domain = Domain([("landlord_id", "=", landlord.id), ("year", "=", year)])
        # sudo: the wall is the landlord
        return self.env["regie.landlord.declaration"].sudo().search(domain & self._get_company_domain())

    @api.model
    def _get_companies(self, landlord):
        """The régies that work for the landlord: those of its sites and of its lots."""
        return (self._get_sites(landlord).company_id | self._get_lots(landlord).company_id).sorted("name")

    @api.model
    def _declare(self, landlord, company, year, values):
        """Write what a landlord declares for a year to one of its régies.

        :param values: {name of a figure or "note": what was typed}
        :raise UserError: E-LAND-05 when a figure is no number, is negative, or is not the régie's
        """
        if company not in self._get_companies(landlord) or not self.env.user._is_portal():
            raise UserError(self.env._("This régie does not work for you. (E-LAND-05)"))
        vals = {"note": (values.get("note") or "").strip()[:2000]}
        for name in FIGURES:
            typed = (values.get(name) or "0").replace("\u202f", "").replace("\xa0", "").replace(" ", "")
            try:
                number = float(typed.replace(",", "."))
            except ValueError:
                number = float("nan")
            if not abs(number) < 1e9:
                raise UserError(self.env._("“%s” is not a number: type figures only. (E-LAND-05)", values[name]))
            is_whole = self.env["regie.landlord.declaration"]._fields[name].type == "integer"
            vals[name] = round(number) if is_whole else number
        # sudo: the landlord has no right on the records; it has just been checked that the figures are its own
        declarations = self.env["regie.landlord.declaration"].sudo()
        known = self._get_declarations(landlord, year).filtered(lambda one: one.company_id == company)
        if known:
            known.write(vals)
        else:
            keys = {"landlord_id": landlord.id, "company_id": company.id, "year": year}
            known = declarations.create({**keys, **vals})
        known._declare(self.env.user.partner_id)
        return known
