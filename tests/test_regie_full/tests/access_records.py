"""One record of each model that a person keeps, in a régie: what the access matrix is tried on."""

from datetime import date


def build_records(case, company, users):
    """Return ``{model: record}`` of one régie; ``users`` are the people of the first one, by role."""
    case = _Regie(case, company)
    agreement = case.test._create_agreement(company_id=company.id)
    person = case.test._create_employee(
        company_id=company.id, pass_start=date(2026, 1, 1), agreement=agreement, name=f"Rose de {company.name}"
    )
    pathway = case.test._create_pathway(person)
    clause = case.test._create_clause(company_id=company.id)
    month = case.test.env["regie.hours.month"]
    month._ensure_months([(company.id, date(2026, 2, 1))])
    records = {
        "regie.iae.agreement": agreement,
        "regie.iae.annex": agreement.annex_ids,
        "regie.iae.pass": person.pass_ids,
        "regie.iae.statement": case.create("regie.iae.statement", annex_id=agreement.annex_ids.id, date_month="2026-02-01"),
        "regie.hours.month": month.search([("company_id", "=", company.id)], limit=1),
        "regie.clause": clause,
        "regie.clause.declaration": case.create("regie.clause.declaration", clause_id=clause.id, date_from="2026-02-01"),
        "regie.insertion.pathway": pathway,
        "regie.insertion.exit": case.test._create_exit(pathway, day=date(2026, 12, 31)),
    }
    return records


class _Regie:
    """The builders of a test, in one régie."""

    def __init__(self, test, company):
        self.test = test
        self.env = test.env(context={**test.env.context, "allowed_company_ids": company.ids})

    def create(self, model, **vals):
        """Create a record in this régie."""
        return self.env[model].create(vals)
