from odoo import api, models
from odoo.fields import Datetime, Domain

from ..tools import protected
from .regie_mediation_count import AGE_BANDS

#: Fields by which the records of a model are counted, in the order of the page
BREAKDOWNS = {
    "regie.mediation.incident": ("type_id", "severity", "outcome", "day_part", "territory_id", "owner_id"),
    "regie.permanence.entry": (
        *("theme_id", "permanence_id", "result", "orientation_partner_id", "channel"),
        *("age_band", "sex", "qpv_resident", "is_first_visit"),
    ),
    "regie.mediation.case": ("theme_id", "state", "outcome"),
    "regie.energy.case": ("origin", "tenure", "heating", "is_unpaid"),
    "regie.energy.visit": ("kind", "mould", "heated_rooms"),
}


class RegieMediationStatistics(models.AbstractModel):
    """The figures that are handed over: totals by group, without a name, without a small count.

    Read in sudo, as totals name nobody: those who read them may not read the entries. Domain: gup_services.md, 2.7.
    """

    _name = "regie.mediation.statistics"
    _description = "Statistics of the mediation"

    @api.model
    def _get_sections(self, scope, post=None):
        """``[{title, figures: [(label, text)], tables: [{title, total, rows: [(label, text, share)]}]}]`` of a scope.

        ``scope`` is narrowed or not to a territory or to an owner (``partner``); ``post`` to what one mediator did.
        """
        threshold = int(
            self.env["regie.parameter"].with_company(scope.company).get("mediation_petite_cellule", scope.date_to)
        )
        statistics = self.sudo().with_context(mediation_threshold=threshold)  # sudo: see the docstring of the model
        return [
            statistics._get_round_section(scope, post),
            statistics._get_count_section(self.env._("Incidents"), "regie.mediation.incident", scope, post),
            statistics._get_count_section(self.env._("Visits"), "regie.permanence.entry", scope, post),
            statistics._get_count_section(self.env._("Named cases opened"), "regie.mediation.case", scope, post),
            statistics._get_energy_section(scope, post),
            statistics._get_workshop_section(scope, post),
        ]

    @api.model
    def _get_domain(self, model, scope, post=None):
        """The records of a model that a scope counts; ``None`` when the question makes no sense for them."""
        date, user, place = {
            "regie.mediation.round": ("date_planned_start", "agent_ids", "stop_ids.site_id."),
            "regie.mediation.incident": ("date", "user_id", ""),
            "regie.permanence.entry": ("date", "user_id", "site_id."),
            "regie.mediation.case": ("date_open", "user_id", None),
            "regie.energy.case": ("date_open", "user_id", ""),
            "regie.energy.visit": ("date", "user_id", ""),
            "regie.mediation.workshop": ("date_start", "user_ids", ""),
        }[model]
        first, last = scope.date_from, scope.date_to
        if self.env[model]._fields[date].type == "datetime":
            first, last = Datetime.to_datetime(first), Datetime.end_of(Datetime.to_datetime(last), "day")
        domain = Domain([("company_id", "=", scope.company.id), (date, ">=", first), (date, "<=", last)])
        if place is None and (scope.partner or scope.territory):
            return None
        if scope.partner:
            domain &= self._get_partner_domain(model, place, scope.partner)
        if scope.territory:
            domain &= Domain(f"{place}territory_id", "=", scope.territory.id)
        if post:
            domain &= Domain(user, "in", post.user_id.ids)
            domain &= Domain(date, ">=", post.date_start)
            if post.date_end:
                domain &= Domain(date, "<=", post.date_end)
        return domain & self._get_done_domain(model)

    @api.model
    def _get_partner_domain(self, model, place, partner):
        domain = Domain(f"{place}owner_id", "child_of", partner.ids)
        if model == "regie.permanence.entry":
            domain |= Domain("permanence_id.partner_ids", "child_of", partner.ids)
        elif model == "regie.mediation.workshop":
            domain |= Domain("partner_ids", "child_of", partner.ids)
        return domain

    @api.model
    def _get_done_domain(self, model):
        done = {
            "regie.mediation.round": [("state", "in", ("done", "validated"))],
            "regie.mediation.workshop": [("state", "=", "held")],
        }
        return Domain(done.get(model, []))

    def _get_threshold(self):
        return self.env.context["mediation_threshold"]

    def _label(self, count):
        return protected.label_total(count, self._get_threshold())

    def _prepare_table(self, title, labels, counts, is_people=True):
        total = sum(counts)
        # a number of walks tells nothing of those who were met
        texts = protected.label_counts(counts, self._get_threshold() if is_people else 1)
        rows = [
            (label, text, round(100 * count / total) if total and text == str(count) else None)
            for label, text, count in zip(labels, texts, counts, strict=True)
        ]
        return {"title": title, "total": self._label(total) if is_people else str(total), "rows": rows}

    def _get_count_table(self, model, domain, name, is_people=True):
        """The records of a domain counted by one field."""
        records = self.env[model]
        field = records._fields[name]
        groups = records._read_group(domain, [name], ["__count"])
        if field.type == "selection":
            order = [*(key for key, _label in field._description_selection(self.env)), False]
            words = {**dict(field._description_selection(self.env)), False: self.env._("Not filled in")}
            counts = dict(groups)
            found = [key for key in order if counts.get(key)]
            labels, numbers = [words[key] for key in found], [counts[key] for key in found]
        elif field.type == "boolean":
            counts = dict(groups)
            labels, numbers = [self.env._("Yes"), self.env._("No")], [counts.get(True, 0), counts.get(False, 0)]
        else:
            groups.sort(key=lambda group: (not group[0], -group[1], group[0].id))
            labels = [record.display_name if record else self.env._("Not filled in") for record, _count in groups]
            numbers = [count for _record, count in groups]
        return self._prepare_table(field._description_string(self.env), labels, numbers, is_people)

    def _get_tables(self, model, domain):
        tables = [self._get_count_table(model, domain, name) for name in BREAKDOWNS[model]]
        return [table for table in tables if table["rows"]]

    def _get_age_table(self, title, model, domain):
        """The people met, added up by age."""
        names = [f"{band}_count:sum" for band, _label in AGE_BANDS]
        [sums] = self.env[model]._read_group(domain, [], names)
        fields = self.env[model]._fields
        labels = [fields[f"{band}_count"]._description_string(self.env) for band, _label in AGE_BANDS]
        return self._prepare_table(title, labels, [number or 0 for number in sums])

    def _get_count_section(self, title, model, scope, post):
        domain = self._get_domain(model, scope, post)
        if domain is None:
            return {"title": title, "figures": [(self.env._("Not counted by place"), "–")], "tables": []}
        count = self.env[model].search_count(domain)
        return {
            "title": title,
            "figures": [(self.env._("In all"), self._label(count))],
            "tables": self._get_tables(model, domain) if count else [],
        }

    def _get_round_section(self, scope, post):
        model = "regie.mediation.round"
        domain = self._get_domain(model, scope, post)
        [(count, hours)] = self.env[model]._read_group(domain, [], ["__count", "hours:sum"])
        tables = []
        if count:
            tables = [
                self._get_age_table(self.env._("People met"), model, domain),
                self._get_count_table(model, domain, "kind", is_people=False),
            ]
        figures = [
            (self.env._("Rounds walked"), str(count)),
            (self.env._("Hours walked"), f"{hours or 0:.0f}"),
        ]
        return {"title": self.env._("Rounds"), "figures": figures, "tables": tables}

    def _get_energy_section(self, scope, post):
        cases = self._get_domain("regie.energy.case", scope, post)
        visits = self._get_domain("regie.energy.visit", scope, post)
        households = self.env["regie.energy.case"].search_count(cases)
        saved = self.env["regie.energy.case"]._read_group(
            cases & Domain("has_savings", "=", True), [], ["__count", "savings:sum"]
        )
        [(savers, savings)] = saved
        figures = [
            (self.env._("Households"), self._label(households)),
            (self.env._("Visits at home"), self._label(self.env["regie.energy.visit"].search_count(visits))),
            (self.env._("Households whose two bills are known"), self._label(savers)),
        ]
        if savers >= self._get_threshold():
            amount = scope.company.currency_id.format(savings)
            figures.append((self.env._("Savings declared over 12 months"), amount))
        tables = self._get_tables("regie.energy.case", cases) if households else []
        return {
            "title": self.env._("Energy"),
            "figures": figures,
            "tables": tables + self._get_tables("regie.energy.visit", visits),
        }

    def _get_workshop_section(self, scope, post):
        model = "regie.mediation.workshop"
        domain = self._get_domain(model, scope, post)
        [(count, hours, people, qpv)] = self.env[model]._read_group(
            domain, [], ["__count", "duration:sum", "contact_count:sum", "qpv_count:sum"]
        )
        tables = []
        if count:
            labels = [self.env._("From a QPV"), self.env._("From elsewhere, or not said")]
            tables = [
                self._get_age_table(self.env._("People met"), model, domain),
                self._prepare_table(self.env._("Where they live"), labels, [qpv or 0, (people or 0) - (qpv or 0)]),
            ]
        figures = [(self.env._("Workshops held"), str(count)), (self.env._("Hours"), f"{hours or 0:.0f}")]
        return {"title": self.env._("Workshops"), "figures": figures, "tables": tables}
