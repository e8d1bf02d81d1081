"""Annual accounts of 50 000 and 6.5 million journal items: the suite, mis_builder and one SQL statement (W20).

`REGIE_BENCH_ITEMS` changes the larger number. MIS Builder reads the two templates made of the same rows; its figures
are compared before the clock starts.
"""

import os
from datetime import date

from launcher.measure import compare, copies

SIZES = (50_000, int(os.environ.get("REGIE_BENCH_ITEMS", "6500000")))
DEBITS = ("606300", "613200", "641100", "645100", "218300", "441700", "512001", "411100", "681120", "689400")
CREDITS = ("706000", "741000", "730100", "421000", "431000", "401100", "194000", "106800", "164000", "281800")
BY_HAND = """SELECT account_id, SUM(balance), SUM(balance) FILTER (WHERE date >= %s),
                    SUM(balance) FILTER (WHERE date <= %s), SUM(balance) FILTER (WHERE date BETWEEN %s AND %s)
               FROM account_move_line
              WHERE company_id = %s AND parent_state = 'posted' AND date <= %s
           GROUP BY account_id"""


def run(env):
    """The statements of two exercises, for each size."""
    accounts, line = prepare(env)
    filled = 0
    for size in SIZES:
        fill(env, line, size - filled)
        filled = size
        check_same_figures(accounts)
        few = size > 1_000_000
        rounds, warm_up = (5, 1) if few else (15, 2)
        yield compare(
            f"statements of two exercises, {size} items: the suite, and one statement of SQL",
            env,
            measured=lambda: accounts._get_statements(),
            baseline=lambda: by_hand(env, accounts),
            rounds=rounds,
            warm_up=warm_up,
            target=1.5,
            slack=0.15,
        )
        yield compare(
            f"statements of two exercises, {size} items: the suite, and mis_builder",
            env,
            measured=lambda: accounts._get_statements(),
            baseline=lambda: mis(accounts),
            rounds=3 if few else 7,
            warm_up=1,
            target=1,
        )


def prepare(env):
    """A régie on the chart of associations, its exercises and one posted entry whose line is copied."""
    chart = env["account.chart.template"]
    company = env["res.company"].create({"name": "Bench", "country_id": env.ref("base.fr").id})
    env.user.write({"company_ids": [(4, company.id)]})
    env.cr.commit()  # Odoo loads the chart of the country then
    if company.chart_template != "fr_asso":
        chart.move_to_association(company)
    env = accounts_env = env(context=dict(env.context, allowed_company_ids=company.ids))
    exercises = env["regie.exercise"].create(
        [
            {"name": str(year), "company_id": company.id, "date_from": date(year, 1, 1), "date_to": date(year, 12, 31)}
            for year in (2025, 2026)
        ]
    )
    accounts = accounts_env["regie.annual.accounts"].create({"exercise_id": exercises[1].id})
    ids = [env["account.account"].search([("code", "=", code)], limit=1).id for code in ("512001", "706000")]
    move = env["account.move"].create(
        {
            "move_type": "entry",
            "date": date(2025, 1, 2),
            "company_id": company.id,
            "journal_id": env["account.journal"].search([("type", "=", "general")], limit=1).id,
            "line_ids": [
                (0, 0, {"account_id": account, "balance": balance, "name": "x"})
                for account, balance in zip(ids, (1, -1), strict=True)
            ],
        }
    )
    move.action_post()
    env.cr.commit()
    return accounts, move.line_ids[0]


def fill(env, line, count):
    """As many items, half debit and half credit, over two years, twenty accounts and two hundred partners."""
    env = line.env
    partners = env["res.partner"].create([{"name": f"Bench {n}"} for n in range(200)]).ids
    # no full partner here: customers stay in debt and suppliers in credit, as MIS sees them

    def ids(codes):
        return [env["account.account"].search([("code", "=", code)], limit=1).id for code in codes]

    debits, credits = (f"(ARRAY{ids(codes)})[n / 2 % {len(codes)} + 1]" for codes in (DEBITS, CREDITS))
    amount = "(n / 2 % 1000 + 1)"
    balance = f"CASE WHEN n % 2 = 0 THEN {amount} ELSE -{amount} END"
    while count > 0:
        # what is copied is sound: neither foreign keys nor triggers are looked at again for each row
        env.cr.execute("SET LOCAL session_replication_role = replica")
        chunk = min(count, 500_000)
        copies(
            env,
            line,
            chunk,
            account_id=f"CASE WHEN n % 2 = 0 THEN {debits} ELSE {credits} END",
            partner_id=f"(ARRAY{partners})[n % 200 + 1]",
            balance=balance,
            amount_currency=balance,
            debit=f"CASE WHEN n % 2 = 0 THEN {amount} ELSE 0 END",
            credit=f"CASE WHEN n % 2 = 0 THEN 0 ELSE {amount} END",
            date="'2025-01-01'::date + (n / 2 % 730)::integer",
        )
        env.cr.commit()
        count -= chunk
    env.cr.execute("ANALYZE account_move_line")
    env.cr.commit()
    env.invalidate_all()


def by_hand(env, accounts):
    """What a developer would write, without rights, rows nor drill-down."""
    env = accounts.env
    exercise, before = accounts.exercise_id, accounts.exercise_id.previous_id
    env.cr.execute(
        BY_HAND,
        [
            exercise.date_from,
            before.date_to,
            before.date_from,
            before.date_to,
            accounts.company_id.id,
            exercise.date_to,
        ],
    )
    return env.cr.fetchall()


def mis(accounts):
    """The same two statements by MIS Builder."""
    return {family: accounts._create_mis_instance(family)._compute_matrix() for family in ("balance", "income")}


def check_same_figures(accounts):
    """The totals of both, to the cent."""
    ours = {row["code"]: row for rows in accounts._get_statements().values() for row in rows}
    assert ours["AT"]["amount"] == ours["PT"]["amount"], (ours["AT"], ours["PT"])
    for matrix in mis(accounts).values():
        for row in matrix.iter_rows():
            code = row.kpi.name.removeprefix("r_").upper()
            if code in ("AT", "PT", "LR", "B3", "S4"):
                found = [round(cell.val or 0.0, 2) for cell in row.iter_cells()]
                assert found == [ours[code]["amount"], ours[code]["amount_before"]], (code, found, ours[code])
