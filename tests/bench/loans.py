"""Loans: 2 000 tools over 30 days beside one hand-written query (W14), bookings by eight people at once (W15)."""

import threading
from datetime import datetime, timedelta

from launcher.measure import compare

import odoo.modules.registry
from odoo.api import Environment

MODELS, UNITS = 100, 20
LOANS = 8_000
THREADS, EACH = 8, 2
FIRST = datetime.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
LAST = FIRST + timedelta(days=30)
BY_HAND = """SELECT item_id, date_out, date_free FROM regie_loan_line
              WHERE item_id = ANY(%s) AND state IN ('reserved', 'contract', 'out', 'overdue')
                AND tstzrange(date_out AT TIME ZONE 'UTC', date_free AT TIME ZONE 'UTC', '[)')
                    && tstzrange(%s, %s, '[)')"""


def run(env):
    """The comparisons: the calendar of all tools, then bookings."""
    odoo.modules.registry.Registry(env.cr.dbname)["res.partner"]._get_members_over = lambda people, *_days: people
    items, people = prepare(env)
    yield compare(
        f"calendar of {len(items)} tools over 30 days, {LOANS} bookings: the suite, and one query by hand",
        env,
        measured=lambda: items._get_taken(FIRST, LAST),
        baseline=lambda: by_hand(env, items),
        rounds=20,
        target=2,
        slack=0.01,
    )
    booked = []
    yield compare(
        f"{THREADS * EACH} bookings by {THREADS} people at once, and one after the other",
        env,
        measured=lambda: booked.append(book_at_once(env, items, people)),
        baseline=lambda: book_in_turn(env, items, people),
        rounds=4,
        warm_up=1,
        target=1.2,
    )
    assert set(booked) == {THREADS * EACH}, booked
    assert count_overlaps(env) == 0


def prepare(env):
    """2 000 tools and 8 000 bookings: four weeks of tools that are out two days and a half."""
    policy = env["regie.loan.policy"].create({"name": "Bench", "code": "BENCH", "max_items": 0, "max_start_days": 900})
    models = env["regie.loan.model"].create([{"name": f"Tool {n}", "policy_id": policy.id} for n in range(MODELS)])
    items = env["regie.loan.item"].create(
        [{"number": f"B{model.id}-{unit}", "model_id": model.id} for model in models for unit in range(UNITS)]
    )
    people = env["res.partner"].create([{"name": f"Borrower {n}"} for n in range(THREADS)])
    loan = env["regie.loan"].create({"partner_id": people[0].id, "date_out": FIRST, "date_due": LAST})
    starts = [FIRST + timedelta(days=7 * week) for week in range(LOANS // len(items))]
    env["regie.loan.line"].sudo().create(
        [
            {
                "loan_id": loan.id,
                "item_id": item.id,
                "date_out": start,
                "date_due": start + timedelta(days=2, hours=12),
                "state": "reserved",
            }
            for item in items
            for start in starts
        ]
    )
    env.cr.commit()
    env.cr.execute("ANALYZE regie_loan_line")
    return items, people


def by_hand(env, items):
    """What a developer would write without the ORM, in the shape that a calendar needs."""
    env.cr.execute(BY_HAND, [items.ids, FIRST, LAST])
    taken = {}
    for item_id, start, end in env.cr.fetchall():
        taken.setdefault(item_id, []).append((start, end))
    return taken


turn = iter(range(10_000))


def book(env, model_id, partner_id, days):
    """Book a unit of a model, as the page of a member does; each time further in the year."""
    start = LAST + timedelta(days=days)
    loan = env["regie.loan"].create(
        {
            "partner_id": partner_id,
            "date_out": start,
            "date_due": start + timedelta(days=2),
            "line_ids": [(0, 0, {"model_id": model_id})],
        }
    )
    loan.action_reserve()


def book_at_once(env, items, people):
    """Eight threads with real cursors, that all want the same model on the same days; how many are booked.

    There are more units than bookings: each one must succeed, on a unit of its own.
    """
    day, done = 3 * next(turn), []
    [model_id, *_others] = items.model_id.ids

    def work(partner_id):
        for _loan in range(EACH):
            for _attempt in range(20):
                try:
                    with odoo.modules.registry.Registry(env.cr.dbname).cursor() as cr:
                        book(Environment(cr, 1, {}), model_id, partner_id, day)
                    done.append(partner_id)
                    break
                except Exception as error:  # what Odoo runs again: a number or a unit taken meanwhile
                    if "serialize" not in str(error) and "deadlock" not in str(error) and "E-LOAN-11" not in str(error):
                        raise

    threads = [threading.Thread(target=work, args=(person.id,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)


def book_in_turn(env, items, people):
    """As many bookings by one person after the other."""
    day = 3 * next(turn)
    model_ids = items.model_id.ids
    for number in range(THREADS * EACH):
        with odoo.modules.registry.Registry(env.cr.dbname).cursor() as cr:
            book(Environment(cr, 1, {}), model_ids[1 + number // UNITS], people[number % THREADS].id, day)


def count_overlaps(env):
    """Bookings of one tool that share a moment: there must be none."""
    env.cr.rollback()
    env.cr.execute(
        """SELECT count(*) FROM regie_loan_line one JOIN regie_loan_line two
               ON one.item_id = two.item_id AND one.id < two.id AND one.state = 'reserved' AND two.state = 'reserved'
              AND tsrange(one.date_out, one.date_free, '[)') && tsrange(two.date_out, two.date_free, '[)')"""
    )
    return env.cr.fetchone()[0]
