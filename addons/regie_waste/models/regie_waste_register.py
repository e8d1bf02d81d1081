from odoo import fields, models

from ..tools.rates import rates


class ResPartner(models.Model):
    """What the register says of a carrier."""

    _inherit = "res.partner"

    waste_receipt = fields.Char(
        string="Waste carrier receipt", help="Number of the receipt of declaration of whoever carries waste by road."
    )


class RegieWasteMovement(models.Model):
    """The register of outgoing waste: order of 31 May 2021, article 2."""

    _inherit = "regie.waste.movement"

    def _get_register_titles(self):
        """Titles of the register, in the order of the order of 31 May 2021."""
        return [
            self.env._("Day of departure"),
            self.env._("Usual name of the waste"),
            self.env._("Waste code"),
            self.env._("Hazardous (yes/no)"),
            self.env._("Quantity (t)"),
            self.env._("Producer: name"),
            self.env._("Producer: SIRET"),
            self.env._("Address of departure"),
            self.env._("Carrier: name"),
            self.env._("Carrier: SIRET"),
            self.env._("Carrier: address"),
            self.env._("Carrier: receipt"),
            self.env._("Eco-organisation"),
            self.env._("Installation: name"),
            self.env._("Installation: SIRET"),
            self.env._("Installation: address"),
            self.env._("Code of treatment"),
            self.env._("Kind of treatment"),
            self.env._("Number of the slip"),
            self.env._("Line"),
        ]

    def _get_register_rows(self):
        """One row per movement that has left, by day: dates, tonnes as floats, the rest as text."""
        treatments = dict(self._fields["treatment"]._description_selection(self.env))
        yes, no = self.env._("Yes"), self.env._("No")
        rows = []
        for one in self.filtered("date_done").sorted(lambda one: (one.date, one.id)):
            producer = one.producer_id or one.company_id.partner_id
            carrier = one.carrier_id or one.company_id.partner_id
            site = one.site_id
            rows.append(
                [
                    one.date,
                    one.stream_id.name,
                    one.stream_id.european_code,
                    yes if one.is_hazardous else no,
                    round(one.weight / 1000, 6),
                    *(producer.name, producer.company_registry),
                    site and self._get_site_address(site) or self._get_address(producer),
                    *(carrier.name, carrier.company_registry, self._get_address(carrier), carrier.waste_receipt),
                    one.stream_id.eco_organisations,
                    *(one.destination_id.name, one.destination_id.company_registry),
                    self._get_address(one.destination_id),
                    *(one.operation_code, treatments[one.treatment], one.slip_number, one.name),
                ]
            )
        return rows

    def _get_address(self, partner):
        return ", ".join(filter(None, (partner.street, f"{partner.zip or ''} {partner.city or ''}".strip())))

    def _get_site_address(self, site):
        """The site's own address, else that of the first site above that has one, after the name of the site."""
        place = site
        while place and not (place.street or place.city):
            place = place.parent_id
        return ", ".join(filter(None, (site.complete_name, self._get_address(place))))

    def _get_figures(self, domain):
        """Weights and rates of the movements of ``domain`` that have left, as plain values for a page or a report.

        ``{"rows": [{stream, treatment, weight, count}], "weight": kg, "rates": {name: percent or None}}``
        """
        domain = [*domain, ("date_done", "!=", False)]
        groups = self._read_group(domain, ["stream_id", "treatment"], ["weight:sum", "__count"])
        treatments = dict(self._fields["treatment"]._description_selection(self.env))
        weights = {}
        for stream, treatment, weight, _count in groups:
            key = (treatment, stream.is_sorted)
            weights[key] = weights.get(key, 0) + weight
        rows = [
            {"stream": stream, "treatment": treatments[treatment], "weight": weight, "count": count}
            for stream, treatment, weight, count in sorted(groups, key=lambda row: (row[0].sequence, row[0].id, row[1]))
        ]
        return {"rows": rows, "weight": sum(row["weight"] for row in rows), "rates": rates(weights)}
