"""Hours: 1 000 lines of a team or of an import, beside vanilla Odoo."""

from datetime import date, timedelta

from launcher.measure import compare, other_env

ALONE = ["hr_timesheet"]

MONTH = date(2026, 10, 1)
LINES, PEOPLE, WORKSITES = 1_000, 50, 10


def run(env):
    """The comparison."""
    yield compare_entry(env, other_env())


# Entering hours


def compare_entry(env, vanilla):
    """1 000 lines of 50 people on 10 worksites in one call, as an import or the week of a team gives them."""
    rows = {side: prepare_rows(side, suite=side is env) for side in (env, vanilla)}
    return compare(
        f"{LINES} timesheet lines created: the suite, and vanilla hr_timesheet",
        env,
        measured=lambda: env["account.analytic.line"].create([dict(row) for row in rows[env]]),
        baseline=lambda: vanilla["account.analytic.line"].create([dict(row) for row in rows[vanilla]]),
        baseline_env=vanilla,
        rounds=20,
        target=1.25,
    )


def prepare_rows(env, suite):
    """Values of the lines: the same people, worksites, days and hours on both sides."""
    employees = env["hr.employee"].create([employee_vals(number, suite) for number in range(PEOPLE)])
    worksites = env["project.project"].create([worksite_vals(number, suite) for number in range(WORKSITES)])
    env["hr.employee"].flush_model()
    if suite:
        env["regie.iae.pass"].create(
            [
                {"employee_id": employee.id, "number": f"88888{number:07}", "date_start": date(2026, 1, 1)}
                for number, employee in enumerate(employees)
            ]
        )
    rows = [
        {
            "name": "Nettoyage des halls",
            "employee_id": employees[number % PEOPLE].id,
            "project_id": worksites[number % WORKSITES].id,
            "date": MONTH + timedelta(days=number // PEOPLE % 28),
            "unit_amount": 3.5,
        }
        for number in range(LINES)
    ]
    env.cr.commit()
    return rows


def employee_vals(number, suite):
    """A person, with a contract where the suite asks for one."""
    contract = {"contract_date_start": date(2026, 1, 1), "registration_number": f"B{number:04}"} if suite else {}
    return {"name": f"Salarié {number}", "hourly_cost": 14, **contract}


def worksite_vals(number, suite):
    """A project with timesheets, a worksite where the suite knows what that is."""
    return {
        "name": f"Chantier {number}",
        "allow_timesheets": True,
        **({"worksite_code": f"B-{number}"} if suite else {}),
    }
