"""Social clauses: a year of declarations of 900 contracts, month by month, beside one SQL statement."""

from datetime import date, timedelta

from launcher.measure import compare, copies

from odoo import Command

YEAR = 2026
REGIES, PEOPLE, CLAUSES, LINES = 130, 13_000, 900, 300_000


def run(env):
    """The hours of the year of every clause, by month, with the people counted once (W5)."""
    env = network_env(env)
    clauses = env["regie.clause"].search([("reference", "like", "N-")])
    periods = [
        (clause.id * 12 + month, clause.id, date(YEAR, month + 1, 1), last_day(month))
        for clause in clauses
        for month in range(12)
    ]
    read = env["regie.clause"]._read_figures
    figures, rows = read(periods), read_year(env)
    assert len(periods) == CLAUSES * 12 and sum(row[5] for row in rows) > LINES / 2, len(rows)
    for clause, month, hours, hours_qpv, people, _lines in rows:
        found = figures[clause * 12 + int(month) - 1]
        same = (round(found["counted"], 2), round(found["qpv"], 2), found["people"]) == (hours, hours_qpv, people)
        assert same, (clause, month, found)
    yield compare(
        f"{len(periods)} months of {len(clauses)} clauses, {LINES} lines: the suite, and one SQL statement",
        env,
        measured=lambda: read(periods),
        baseline=lambda: read_year(env),
        rounds=7,
        target=3,
    )


def last_day(month):
    """Last day of a month of the year, counted from 0."""
    return date(YEAR + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)


def network_env(env):
    """130 régies of 100 people, 900 clauses with a worksite each, 300 000 lines over the year: one of each made by
    Odoo, then copied by PostgreSQL. Returns an environment that may work for all the régies."""
    model = prepare_model(env)
    env.flush_all()
    partner = copies(env, model["company"].partner_id, REGIES, commercial_partner_id="{id}")
    company = copies(env, model["company"], REGIES, partner_id=f"{partner} + n", name="'Régie ' || n")
    of_clause = {"company_id": f"{company} + n % {REGIES}"}
    clause = copies(env, model["clause"], CLAUSES, **of_clause, reference="'N-' || n")
    worksite = copies(
        env, model["worksite"], CLAUSES, **of_clause, clause_id=f"{clause} + n", worksite_code="'N-' || n"
    )
    of_regie = {"company_id": f"{company} + n % {REGIES}"}
    resource = copies(env, model["employee"].resource_id, PEOPLE, **of_regie)
    employee = copies(
        env, model["employee"], PEOPLE, **of_regie, resource_id=f"{resource} + n", registration_number="'N' || n"
    )
    of_person = {**of_regie, "employee_id": f"{employee} + n"}
    copies(env, model["employee"].version_id, PEOPLE, **of_person)
    copies(env, model["pass"], PEOPLE, **of_person, number="lpad(n::text, 12, '0')")
    # Each clause has its team of five, among the hundred people of its régie.
    person = f"(n / {CLAUSES} % 5 + n % {CLAUSES} * 3) % 100"
    copies(
        env,
        model["line"],
        LINES,
        company_id=f"{company} + n % {CLAUSES} % {REGIES}",
        employee_id=f"{employee} + ({person}) * {REGIES} + n % {CLAUSES} % {REGIES}",
        project_id=f"{worksite} + n % {CLAUSES}",
        clause_id=f"{clause} + n % {CLAUSES}",
        date=f"date '{YEAR}-01-01' + n / {CLAUSES} % 365",
        unit_amount="3.5",
    )
    env.cr.execute(
        "INSERT INTO regie_hours_month (company_id, date, validated_on, state) "
        "SELECT company.id, day::date, now(), 'validated' FROM res_company company, "
        f"generate_series(date '{YEAR}-01-01', date '{YEAR}-12-01', interval '1 month') day "
        f"WHERE company.id >= {company} ON CONFLICT DO NOTHING"
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.invalidate_all()
    companies = list(range(company, company + REGIES))
    env.user.company_ids = [Command.link(number) for number in companies]
    env.cr.commit()
    return env(context=dict(env.context, allowed_company_ids=companies, tracking_disable=True))


def prepare_model(env):
    """The records that the network is copied from; the line is of the year before."""
    employee = env["hr.employee"].create(
        {
            "name": "Salarié",
            "hourly_cost": 14,
            "contract_date_start": date(2025, 1, 1),
            "registration_number": "B9999",
        }
    )
    buyer = env["res.partner"].create({"name": "Habitat", "is_company": True})
    clause = env["regie.clause"].create(
        {
            "reference": "B-9999",
            "buyer_id": buyer.id,
            "hours_target": 5000,
            "date_start": date(YEAR, 1, 1),
            "date_end": date(YEAR, 12, 31),
        }
    )
    worksite = env["project.project"].create(
        {
            "name": "Chantier",
            "allow_timesheets": True,
            "worksite_code": "B-9999",
            "company_id": env.company.id,
            "clause_id": clause.id,
        }
    )
    line = {"name": "Nettoyage", "employee_id": employee.id, "project_id": worksite.id, "unit_amount": 1}
    return {
        "company": env.company,
        "employee": employee,
        "clause": clause,
        "worksite": worksite,
        "pass": env["regie.iae.pass"].create(
            {"employee_id": employee.id, "number": "B00000009999", "date_start": date(2025, 6, 1)}
        ),
        "line": env["account.analytic.line"].create({**line, "date": date(2025, 12, 1)}),
    }


def read_year(env):
    """The hand-written statement: clause hours, QPV hours and distinct people of each clause and month."""
    env.cr.execute(
        """
        SELECT line.clause_id, EXTRACT(month FROM line.date), round(SUM(line.unit_amount)::numeric, 2),
               COALESCE(round((SUM(line.unit_amount) FILTER (WHERE territory.is_priority))::numeric, 2), 0),
               COUNT(DISTINCT line.employee_id), COUNT(*)
          FROM account_analytic_line line
          JOIN regie_clause clause ON clause.id = line.clause_id
                                  AND line.date BETWEEN clause.date_start AND clause.date_end
          JOIN project_project project ON project.id = line.project_id AND project.worksite_code IS NOT NULL
          JOIN regie_iae_pass pass ON pass.employee_id = line.employee_id
                                  AND line.date BETWEEN pass.date_start AND pass.date_end
          JOIN (SELECT employee_id, territory_id,
                       CASE WHEN LAG(id) OVER chain IS NULL THEN '-infinity' ELSE date_version END AS date_from,
                       COALESCE(LEAD(date_version) OVER chain, 'infinity') AS date_to
                  FROM hr_version
                 WHERE active
                WINDOW chain AS (PARTITION BY employee_id ORDER BY date_version)) version
            ON version.employee_id = line.employee_id
           AND line.date >= version.date_from AND line.date < version.date_to
     LEFT JOIN regie_territory territory ON territory.id = version.territory_id
         WHERE line.date BETWEEN %s AND %s AND line.clause_id IS NOT NULL AND clause.reference LIKE 'N-%%'
      GROUP BY line.clause_id, EXTRACT(month FROM line.date)
        """,
        [date(YEAR, 1, 1), date(YEAR, 12, 31)],
    )
    return env.cr.fetchall()
