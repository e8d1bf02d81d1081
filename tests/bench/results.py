"""The result by activity: the table of the suite beside one SQL statement, and beside mis_builder on the same lines."""

import os
from datetime import date

from launcher.measure import compare, copies

from odoo import Command

ITEMS, ACTIVITIES = 50_000, 12
#: régies of the network, of 50 000 items each: 130 make 6.5 million
REGIES = int(os.environ.get("REGIE_BENCH_REGIES", "130"))
CODES = ("706000", "730100", "741000", "606100", "613500", "641100", "645100", "681120")
#: euros of the item of a number, in SQL
AMOUNT = "n % 900 + 1"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def run(env):
    """One régie alone, then the same régie among the items of the network."""
    exercise, report = prepare(env)
    yield against_sql(env, exercise, f"{ITEMS} items")
    yield against_mis(env, exercise, report, f"{ITEMS} items")
    if REGIES > 1:
        add_network(env)
        yield against_sql(env, exercise, f"{ITEMS} items among {ITEMS * REGIES}")
        yield against_mis(env, exercise, report, f"{ITEMS} items among {ITEMS * REGIES}")


def prepare(env):
    """A régie with its activities and a year of items, made by Odoo once, then copied by PostgreSQL."""
    company = env.company
    company.country_id = env.ref("base.fr")
    if company.chart_template == "fr":
        env["account.chart.template"].move_to_association(company)
    elif company.chart_template != "fr_asso":
        env["account.chart.template"].try_loading("fr_asso", company)
    exercise = env["regie.exercise"].search([("company_id", "=", company.id), ("date_from", "=", FIRST)])
    exercise = exercise or env["regie.exercise"].create({"name": "Bench", "date_from": FIRST, "date_to": LAST})
    family = env.ref("regie_base.activity_family_cleaning")
    activities = env["regie.activity"].create(
        [{"name": f"Activity {n}", "family_id": family.id} for n in range(ACTIVITIES)]
    )
    account_ids = [env["account.account"].search([("code", "=", code)], limit=1).id for code in CODES]
    analytic_ids = activities.analytic_account_id.ids
    line = post_one(env, account_ids[0], analytic_ids[0])
    accounts, analytics = (
        f"(ARRAY{ids})[1 + n %% {len(ids)}]".replace("%%", "%") for ids in (account_ids, analytic_ids)
    )
    amounts = {"balance": AMOUNT, "amount_currency": AMOUNT, "debit": AMOUNT, "credit": "0"}
    env.flush_all()
    first = copies(env, line, ITEMS, account_id=accounts, date="date '2026-01-01' + n % 365", **amounts)
    column = env.ref("regie_base.analytic_plan_activity")._column_name()
    items = {"general_account_id": accounts, column: analytics, "amount": f"-({AMOUNT})"}
    copies(env, line.analytic_line_ids, ITEMS, move_line_id=f"{first} + n", date="date '2026-01-01' + n % 365", **items)
    env.cr.execute("ANALYZE account_move_line; ANALYZE account_analytic_line")
    env.invalidate_all()
    env.cr.commit()
    return exercise, make_mis_report(env, activities)


def post_one(env, account_id, analytic_id):
    """The line that the others are copied from."""
    journal = env["account.journal"].search([("type", "=", "general"), ("company_id", "=", env.company.id)], limit=1)
    other = env["account.account"].search([("code", "=", "471000")], limit=1)
    rows = [
        {"account_id": account_id, "balance": -10, "analytic_distribution": {str(analytic_id): 100}},
        {"account_id": other.id, "balance": 10},
    ]
    move = env["account.move"].create(
        {"date": FIRST, "journal_id": journal.id, "line_ids": [Command.create({**row, "name": "x"}) for row in rows]}
    )
    move.action_post()
    return move.line_ids.filtered("analytic_distribution")


def add_network(env):
    """The items of the other régies, in other companies."""
    line = env["account.move.line"].search([("analytic_distribution", "!=", False)], order="id desc", limit=1)
    company = copies(env, env.company, REGIES - 1, name="'Régie ' || n", partner_id=str(env.company.partner_id.id))
    owner = {"company_id": f"{company} + n / {ITEMS}"}
    first = copies(env, line, ITEMS * (REGIES - 1), **owner, date="date '2026-01-01' + n % 365")
    item = env["account.analytic.line"].search([("move_line_id", "!=", False)], order="id desc", limit=1)
    copies(env, item, ITEMS * (REGIES - 1), **owner, move_line_id=f"{first} + n", date="date '2026-01-01' + n % 365")
    env.cr.execute("ANALYZE account_move_line; ANALYZE account_analytic_line")
    env.invalidate_all()
    env.cr.commit()


def make_mis_report(env, activities):
    """The same rows and columns in mis_builder: a column by activity, restricted by its analytic account."""
    report = env["mis.report"].create(
        {
            "name": "Bench",
            "kpi_ids": [
                Command.create({"name": f"k{prefix}", "description": prefix, "expression": f"-balp[{prefix}%]"})
                for prefix in ("70", "73", "74", "75", "60", "61", "63", "64", "65", "68")
            ],
        }
    )
    period = {"mode": "fix", "manual_date_from": FIRST, "manual_date_to": LAST}
    return env["mis.report.instance"].create(
        {
            "name": "Bench",
            "report_id": report.id,
            "company_id": env.company.id,
            "period_ids": [
                Command.create(
                    {
                        **period,
                        "name": one.name,
                        "analytic_domain": repr([("analytic_distribution", "in", one.analytic_account_id.ids)]),
                    }
                )
                for one in activities
            ],
        }
    )


def read_sql(env):
    """The hand-written statement: amounts by activity and account, and the general accounts."""
    column = env.ref("regie_base.analytic_plan_activity")._column_name()
    env.cr.execute(
        f"""SELECT {column}, general_account_id, SUM(amount) FROM account_analytic_line
             WHERE company_id = %(company)s AND date BETWEEN %(first)s AND %(last)s AND move_line_id IS NOT NULL
               AND {column} IS NOT NULL GROUP BY 1, 2
             UNION ALL
            SELECT NULL, account_id, SUM(balance) FROM account_move_line
             WHERE company_id = %(company)s AND date BETWEEN %(first)s AND %(last)s AND parent_state = 'posted'
             GROUP BY 2""",
        {"company": env.company.id, "first": FIRST, "last": LAST},
    )
    return env.cr.fetchall()


def against_sql(env, exercise, title):
    """The whole table, columns and rows, against the figures alone."""
    table = env["regie.activity.table"]
    total = next(row for row in table.get_table(exercise.id)["rows"][::-1] if row["kind"] == "total")["values"]["total"]
    general = -exercise.get_sum(["6", "7"])
    assert abs(total - general) < 0.01, (total, general)
    return compare(
        f"result by activity, {title}: the suite, and one SQL statement",
        env,
        measured=lambda: table.get_table(exercise.id),
        baseline=lambda: read_sql(env),
        rounds=9,
        target=1.5,
        slack=0.1,
    )


def against_mis(env, exercise, report, title):
    """The whole table against mis_builder with a column by activity."""
    table = env["regie.activity.table"]
    return compare(
        f"result by activity, {title}: the suite, and mis_builder",
        env,
        measured=lambda: table.get_table(exercise.id),
        baseline=report.compute,
        rounds=5,
        warm_up=1,
        target=1,
    )
