"""Rounds: a year of 60 sites planned, listed and shown in a calendar, beside the OCA field service (W32)."""

from datetime import date, datetime, timedelta

from launcher.measure import compare, copies, other_env
from lxml import etree

ALONE = ["fieldservice_recurring"]

SITES, FIRST, LAST = 60, date(2027, 1, 1), date(2027, 12, 31)
PASSES = 15_000
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
MONTH = ("2027-05-01", "2027-06-01")


def run(env):
    """The comparisons: planning, list, groups, calendar."""
    peer = other_env()
    services, recurring = prepare_services(env), prepare_recurring(peer)
    yield compare_planning(env, peer, services, recurring, 35, rounds=6)
    yield compare_planning(env, peer, services, recurring, 365, rounds=2)
    prepare_passes(env, services)
    prepare_orders(peer, recurring)
    yield compare_list(env, peer)
    yield compare_groups(env, peer)
    yield compare_calendar(env, peer)


# The same 60 places, each of them served every working day


def prepare_services(env):
    """60 services of a worksite, on demand at first so that nothing is planned before it is measured."""
    kind = env["regie.site.kind"].search([("is_root", "=", True)], limit=1)
    sites = env["regie.site"].create([{"code": f"B{n}", "name": f"Site {n}", "kind_id": kind.id} for n in range(SITES)])
    worksite = env["project.project"].create({"name": "Bench", "worksite_code": "BENCH", "allow_timesheets": True})
    team = env["hr.department"].create({"name": "Bench"})
    services = env["regie.service"].create(
        [
            {
                "project_id": worksite.id,
                "site_id": site.id,
                "department_id": team.id,
                "service_type_id": env.ref("regie_gup.service_type_hall").id,
                "date_start": date.today(),
                **dict.fromkeys(WEEKDAYS, True),
            }
            for site in sites
        ]
    )
    env.flush_all()
    env.cr.execute("UPDATE regie_service SET frequency = 'weekly' WHERE id = ANY(%s)", [services.ids])
    env.invalidate_all()
    env.cr.commit()
    return services


def prepare_recurring(env):
    """60 recurring orders of the peer, with the same days."""
    partner = env["res.partner"].create({"name": "Bench"})
    frequency = env["fsm.frequency"].create(
        {
            "name": "Working days",
            "interval_type": "weekly",
            "use_byweekday": True,
            **dict.fromkeys(("mo", "tu", "we", "th", "fr"), True),
        }
    )
    days = env["fsm.frequency.set"].create({"name": "Bench", "fsm_frequency_ids": [(6, 0, frequency.ids)]})
    locations = env["fsm.location"].create([{"name": f"Site {n}", "owner_id": partner.id} for n in range(SITES)])
    team = env["fsm.team"].search([], limit=1) or env["fsm.team"].create({"name": "Bench"})
    recurring = env["fsm.recurring"].create(
        [
            {
                "location_id": location.id,
                "fsm_frequency_set_id": days.id,
                "team_id": team.id,
                "scheduled_duration": 0.5,
                "start_date": f"{date.today()} 06:00:00",
            }
            for location in locations
        ]
    )
    recurring.write({"state": "progress"})
    env.cr.commit()
    return recurring


def compare_planning(env, peer, services, recurring, days, rounds):
    """The passes of the next days, from the frequencies: each side with its own generator."""
    today = date.today()
    recurring.fsm_frequency_set_id.schedule_days = days
    peer.cr.commit()

    def plan():
        passes = services._generate(today + timedelta(days=days), today)
        assert len(passes) >= SITES * days * 2 // 3, len(passes)

    return compare(
        f"{days} days of {SITES} sites planned: the suite, and fieldservice_recurring",
        env,
        measured=plan,
        baseline=lambda: recurring._generate_orders(),
        baseline_env=peer,
        rounds=rounds,
        warm_up=1 if days < 100 else 0,
        target=0.5,
    )


# 15 000 records of one year on both sides


def prepare_passes(env, services):
    """The passes of a year, as the cron plans them."""
    passes = services._generate(LAST, FIRST)
    assert len(passes) >= PASSES, len(passes)
    env.cr.commit()
    env.cr.execute("ANALYZE regie_intervention")


def prepare_orders(env, recurring):
    """As many orders of the peer on the same days, copied by SQL from one that its generator made."""
    order = recurring[0]._create_order(datetime(FIRST.year, FIRST.month, FIRST.day, 6))
    env.flush_all()
    locations = recurring.location_id.ids
    copies(
        env,
        order,
        PASSES,
        name="'FO' || n",
        location_id=f"{locations[0]} + n % {SITES}",
        scheduled_date_start=f"timestamp '{FIRST} 06:00' + n / {SITES} * interval '1 day'",
    )
    env.cr.commit()
    env.cr.execute("ANALYZE fsm_order")


def shown(env, view, model):
    """The fields that a view shows."""
    arch = etree.fromstring(env[model].get_view(env.ref(view).id)["arch"])
    names = {node.get("name") for node in arch.iter("field")} | {arch.get("date_start"), arch.get("color")}
    return sorted(name for name in names if name in env[model]._fields)


def specification(env, view, model):
    """What the web client asks for to show a view: its fields, with the names of the records they lead to."""
    relational = {"fields": {"display_name": {}}}
    return {name: relational if env[model]._fields[name].relational else {} for name in shown(env, view, model)}


def compare_list(env, peer):
    """The first page of the list."""
    ours = specification(env, "regie_gup.regie_intervention_view_list", "regie.intervention")
    theirs = specification(peer, "fieldservice.fsm_order_list_view", "fsm.order")
    return compare(
        f"list of {PASSES} passes, 80 rows: the suite, and fieldservice",
        env,
        measured=lambda: env["regie.intervention"].web_search_read([], ours, limit=80, count_limit=10_001),
        baseline=lambda: peer["fsm.order"].web_search_read(
            [], theirs, limit=80, order="scheduled_date_start", count_limit=10_001
        ),
        baseline_env=peer,
        rounds=20,
        target=0.8,
    )


def compare_groups(env, peer):
    """The list grouped by site, closed."""
    return compare(
        f"{PASSES} passes grouped by site: the suite, and fieldservice",
        env,
        measured=lambda: env["regie.intervention"].web_read_group([], ["site_id"], ["__count"], limit=80),
        baseline=lambda: peer["fsm.order"].web_read_group([], ["location_id"], ["__count"], limit=80),
        baseline_env=peer,
        rounds=20,
        target=0.8,
    )


def compare_calendar(env, peer):
    """A month of the calendar, with what its cards show."""
    first, last = MONTH
    ours = shown(env, "regie_gup.regie_intervention_view_calendar", "regie.intervention")
    theirs = shown(peer, "fieldservice.fsm_order_calendar_view", "fsm.order")

    def show_ours():
        env["regie.intervention"].search_read([("date_planned", ">=", first), ("date_planned", "<", last)], ours)
        env["regie.intervention"].get_unusual_days(first, last)

    def show_theirs():
        domain = [("scheduled_date_start", ">=", first), ("scheduled_date_start", "<", last)]
        peer["fsm.order"].search_read(domain, theirs)

    return compare(
        "a month of the calendar: the suite, and fieldservice",
        env,
        measured=show_ours,
        baseline=show_theirs,
        baseline_env=peer,
        rounds=20,
        target=0.8,
    )
