"""The monthly statement: of one régie with its workbook, and of 13 000 people, beside one SQL statement."""

from datetime import date, timedelta

from launcher.measure import compare, copies

from odoo import Command

MONTH = date(2026, 10, 1)
LAST_DAY = date(2026, 10, 31)
REGIES, NETWORK_PEOPLE, NETWORK_LINES = 130, 13_000, 500_000


def run(env):
    """The two comparisons, on the same month of the network."""
    env = network_env(env)
    yield compare_regie(env)
    yield compare_network(env)


def employee_vals():
    """A person under contract."""
    return {
        "name": "Salarié",
        "hourly_cost": 14,
        "contract_date_start": date(2026, 1, 1),
        "registration_number": "B9999",
    }


def worksite_vals():
    """A worksite."""
    return {"name": "Chantier", "allow_timesheets": True, "worksite_code": "B-9999"}


def compare_network(env):
    """The statements of a month of the 130 régies: compute and keep them, against reading the figures once (W4)."""
    statements = env["regie.iae.statement"].search([("date_month", "=", MONTH)])
    lines, people, insertion_hours = read_month(env)
    statements._compute_figures()
    kept = env["regie.iae.statement.line"].search_count([("statement_id", "in", statements.ids)])
    assert kept == people == NETWORK_PEOPLE, (kept, people)
    assert lines == NETWORK_LINES, lines
    assert abs(sum(statements.mapped("hours_declared")) - float(insertion_hours)) < 0.01, insertion_hours
    env.flush_all()
    return compare(
        f"{len(statements)} monthly statements, {people} people, {lines} lines: the suite, and one SQL statement",
        env,
        measured=statements._compute_figures,
        baseline=lambda: read_month(env),
        rounds=7,
        target=3,
    )


def compare_regie(env):
    """The statement of one régie among them, computed, kept and written as a workbook, against the one SQL (W3)."""
    statement = env["regie.iae.statement"].search([("date_month", "=", MONTH)], limit=1)
    company = statement.company_id
    alone = statement.with_context(allowed_company_ids=company.ids)
    report = env.ref("regie_insertion.regie_iae_statement_report_xlsx")

    def make():
        alone._compute_figures()
        report._render_xlsx(report.report_name, statement.ids, {})

    lines, people, _hours = read_month(env, company)
    make()
    assert statement.employee_count == people == NETWORK_PEOPLE // REGIES, (statement.employee_count, people)
    env.flush_all()
    return compare(
        f"monthly statement of one régie, {people} people, {lines} lines, with its workbook: the suite, and one SQL",
        env,
        measured=make,
        baseline=lambda: read_month(env, company),
        rounds=15,
        target=1,
        slack=0.15,
    )


def network_env(env):
    """130 régies of 100 people, with a worksite for each ten of them and 500 000 lines in the month: one régie made by
    Odoo, then copied by PostgreSQL. Returns an environment that may work for all of them."""
    model = prepare_model(env)
    env.flush_all()
    partner = copies(env, model["company"].partner_id, REGIES, commercial_partner_id="{id}")
    company = copies(env, model["company"], REGIES, partner_id=f"{partner} + n", name="'Régie ' || n")
    agreement = copies(env, model["agreement"], REGIES, company_id=f"{company} + n", number="'C' || n")
    annex = copies(
        env,
        model["annex"],
        REGIES,
        company_id=f"{company} + n",
        agreement_id=f"{agreement} + n",
        number="'ACI02726' || lpad(n::text, 4, '0') || 'A0M0'",
    )
    worksite = copies(env, model["worksite"], REGIES * 10, company_id=f"{company} + n / 10", worksite_code="'N-' || n")
    of_regie = {"company_id": f"{company} + n / 100"}
    resource = copies(env, model["employee"].resource_id, NETWORK_PEOPLE, **of_regie)
    employee = copies(
        env,
        model["employee"],
        NETWORK_PEOPLE,
        **of_regie,
        resource_id=f"{resource} + n",
        registration_number="'N' || n",
    )
    of_person = {**of_regie, "employee_id": f"{employee} + n"}
    version = model["employee"].version_id
    copies(env, version, NETWORK_PEOPLE, **of_person, agreement_id=f"{agreement} + n / 100")
    copies(env, model["pass"], NETWORK_PEOPLE, **of_person, number="lpad(n::text, 12, '0')")
    person = f"n % {NETWORK_PEOPLE}"
    copies(
        env,
        model["line"],
        NETWORK_LINES,
        company_id=f"{company} + {person} / 100",
        employee_id=f"{employee} + {person}",
        project_id=f"{worksite} + {person} / 10",
        date=f"date '{MONTH}' + n / {NETWORK_PEOPLE} % 28",
        unit_amount="3.5",
    )
    env.cr.execute("ANALYZE")
    env.invalidate_all()
    companies = list(range(company, company + REGIES))
    env.user.company_ids = [Command.link(number) for number in companies]
    env = env(context=dict(env.context, allowed_company_ids=companies, tracking_disable=True))
    env["regie.iae.statement"].create([{"annex_id": annex + n, "date_month": MONTH} for n in range(REGIES)])
    env.cr.commit()
    return env


def prepare_model(env):
    """The records that the network is copied from; the line is of another month."""
    agreement = env["regie.iae.agreement"].create(
        {"number": "B", "kind": "ACI", "date_start": date(2025, 1, 1), "date_end": date(2027, 12, 31)}
    )
    annex = env["regie.iae.annex"].create(
        {
            "agreement_id": agreement.id,
            "number": "ACI027269999A0M0",
            "date_start": date(2026, 1, 1),
            "date_end": date(2026, 12, 31),
            "state": "valide",
            "etp_posts": 60,
        }
    )
    employee = env["hr.employee"].create({**employee_vals(), "agreement_id": agreement.id})
    worksite = env["project.project"].create({**worksite_vals(), "company_id": env.company.id})
    line = {"name": "Nettoyage", "employee_id": employee.id, "project_id": worksite.id, "unit_amount": 1}
    return {
        "company": env.company,
        "agreement": agreement,
        "annex": annex,
        "employee": employee,
        "worksite": worksite,
        "pass": env["regie.iae.pass"].create(
            {"employee_id": employee.id, "number": "B00000009999", "date_start": date(2026, 1, 1)}
        ),
        "line": env["account.analytic.line"].create({**line, "date": MONTH - timedelta(days=10)}),
    }


def read_month(env, company=None):
    """The hand-written statement: hours, insertion hours and ETP of each person, on the annex of each contract."""
    env.cr.execute(
        """
        SELECT annex.id, line.employee_id, SUM(line.unit_amount) AS hours,
               SUM(line.unit_amount) FILTER (WHERE line.date BETWEEN pass.date_start AND pass.date_end) AS insertion,
               round((SUM(line.unit_amount) FILTER (WHERE line.date BETWEEN pass.date_start AND pass.date_end)
                      * 12 / annex.hours_basis)::numeric, 2) AS etp,
               COUNT(*)
          FROM account_analytic_line line
          JOIN project_project project ON project.id = line.project_id AND project.worksite_code IS NOT NULL
          JOIN (SELECT employee_id, agreement_id,
                       CASE WHEN LAG(id) OVER chain IS NULL THEN '-infinity' ELSE date_version END AS date_from,
                       COALESCE(LEAD(date_version) OVER chain, 'infinity') AS date_to
                  FROM hr_version
                 WHERE active
                WINDOW chain AS (PARTITION BY employee_id ORDER BY date_version)) version
            ON version.employee_id = line.employee_id
           AND line.date >= version.date_from AND line.date < version.date_to
          JOIN regie_iae_annex annex ON annex.agreement_id = version.agreement_id
                                    AND line.date BETWEEN annex.date_start AND annex.date_end
     LEFT JOIN regie_iae_pass pass ON pass.employee_id = line.employee_id
                                  AND line.date BETWEEN pass.date_start AND pass.date_end
         WHERE line.date BETWEEN %s AND %s AND (%s IS NULL OR line.company_id = %s)
      GROUP BY annex.id, line.employee_id
        """,
        [MONTH, LAST_DAY, company and company.id, company and company.id],
    )
    rows = env.cr.fetchall()
    return sum(row[5] for row in rows), len(rows), sum(row[3] or 0 for row in rows)
