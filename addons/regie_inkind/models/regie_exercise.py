from odoo import api, models
from odoo.fields import Domain


class RegieExercise(models.Model):
    """What was given free of charge in the year, as counted and as booked."""

    _inherit = "regie.exercise"

    @api.private
    def get_inkind_domain(self):
        """Contributions in kind that belong to the exercise: those whose last day is in it."""
        self.ensure_one()
        return Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("date_to", ">=", self.date_from),
                ("date_to", "<=", self.date_to),
            ]
        )

    @api.private
    def get_inkind_lines_domain(self, prefixes=("86", "87")):
        """Posted journal items of classes 86 and 87 of the exercise, counted between its dates.

        Odoo carries off-balance accounts forward: a balance since ever would add the years up.
        """
        accounts = Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)
        return self.get_lines_domain() & accounts

    @api.private
    def get_inkind_rows(self):
        """Valued contributions of the exercise by nature, validated or booked, in euros and in units.

        ``[{"nature": record, "unit": its word, "quantity", "amount", "booked", "count"}]`` in the order of the natures;
        ``booked`` is the part that stands in a posted entry.
        """
        self.ensure_one()
        domain = self.get_inkind_domain() & Domain([("date_validated", "!=", False), ("is_valued", "=", True)])
        rows = {}
        for nature, state, quantity, amount, count in self.env["regie.inkind.contribution"]._read_group(
            domain, ["nature_id", "state"], ["quantity:sum", "amount:sum", "__count"]
        ):
            row = rows.setdefault(nature, {"quantity": 0, "amount": 0, "booked": 0, "count": 0})
            row["quantity"] += quantity
            row["amount"] += amount
            row["booked"] += amount if state == "booked" else 0
            row["count"] += count
        units = dict(self.env["regie.inkind.nature"]._fields["unit"]._description_selection(self.env))
        return [
            {"nature": nature, "unit": units[nature.unit], **rows[nature]} for nature in sorted(rows, key=_nature_key)
        ]

    @api.private
    def get_inkind_totals(self):
        """Figures of the control of the contributions in kind, in euros.

        ``uses``: debit of class 86; ``sources``: credit of class 87; ``validated``: value of the validated ones;
        ``booked``: of those in a posted entry; ``to_book``: of the others; ``draft_count``: how many wait for their
        validation; ``excluded``: value of those that are counted and not valued, which must be nil.
        """
        self.ensure_one()
        currency = self.company_id.currency_id
        totals = dict.fromkeys(("validated", "booked", "to_book", "excluded"), 0.0) | {"draft_count": 0}
        for state, valued, amount, count in self.env["regie.inkind.contribution"]._read_group(
            self.get_inkind_domain(), ["state", "is_valued"], ["amount:sum", "__count"]
        ):
            if state == "draft":
                totals["draft_count"] += count
            elif not valued:
                totals["excluded"] += amount
            else:
                totals["validated"] += amount
                totals["booked" if state == "booked" else "to_book"] += amount
        totals |= {key: currency.round(value) for key, value in totals.items() if key != "draft_count"}
        return totals | {
            "uses": currency.round(self.get_sum(("86",))),
            "sources": currency.round(-self.get_sum(("87",))),
        }


def _nature_key(nature):
    """Order of the natures in the annex."""
    return nature.sequence, nature.id
