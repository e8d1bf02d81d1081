"""Cost of the walls (W27): lists of notes, interviews and levels as their readers, and as the superuser."""

from datetime import date

from launcher.measure import compare

from odoo import Command

ADVISERS, PEOPLE, INTERVIEWS = 20, 400, 20_000
PAGE = 80


def run(env):
    """Each list as its reader, beside the same rows read by the superuser, whom no rule holds back."""
    users = prepare(env)
    own = [("social_worker_id", "=", users["adviser"].id)]
    for title, role, model, fields, domain, target in (
        ("notes, as CIP; all of them, as superuser", "adviser", "regie.interview.note", ["author_id"], [], 1.5),
        ("notes, as CIP; the same rows, as superuser", "adviser", "regie.interview.note", ["author_id"], own, 0),
        ("interviews, as CIP", "adviser", "regie.interview", ["date_start", "employee_id", "type_id"], [], 1.5),
        ("interviews of an opened case, as director", "director", "regie.interview", ["date_start"], None, 1.5),
        ("levels of the own team, as team leader", "leader", "regie.barrier.level", ["axis_id", "level"], None, 1.5),
    ):
        records = env(user=users[role].id)[model]
        same = env[model].sudo()
        domain = [("id", "in", records.search([]).ids)] if domain is None else domain
        yield compare(
            f"{title}: first page and count",
            env,
            measured=lambda records=records, names=fields: read_page(records, [], names),
            baseline=lambda records=same, domain=domain, names=fields: read_page(records, domain, names),
            rounds=15,
            target=target,
            slack=0.005,
        )


def read_page(records, domain, names):
    """What a list asks: its first page and its count."""
    records.env.invalidate_all()
    records.search_fetch(domain, names, limit=PAGE)
    return records.search_count(domain)


def prepare(env):
    """A régie with its advisers, their people and their interviews, written by PostgreSQL from one of each."""
    team = env["hr.department"].create({"name": "Nettoyage", "company_id": env.company.id})
    users = {
        "director": new_user(env, "directrice", "director"),
        "leader": new_user(env, "encadrant", "team_leader"),
    }
    advisers = [new_user(env, f"cip{number}", "social_worker") for number in range(ADVISERS)]
    users["adviser"] = advisers[0]
    team.manager_id = env["hr.employee"].create({"name": "Encadrant", "user_id": users["leader"].id})
    people = env["hr.employee"].create(
        [{"name": f"Personne {number}", "department_id": team.id} for number in range(PEOPLE)]
    )
    pathways = env["regie.insertion.pathway"].create(
        [
            {
                "employee_id": person.id,
                "date_start": date(2026, 1, 1),
                "social_worker_id": advisers[number % ADVISERS].id,
            }
            for number, person in enumerate(people)
        ]
    )
    mobility = env.ref("regie_accompaniment.barrier_axis_mobilite").id
    env["regie.barrier.assessment"].with_user(advisers[0]).create(
        [{"pathway_id": each.id, "axis_id": mobility, "level": "2", "date": date(2026, 2, 1)} for each in pathways]
    )
    write_interviews(env)
    env["regie.note.grant"].with_user(users["director"]).open_glass(
        pathways[0].with_user(users["director"]), "Mesure du coût des règles"
    )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return users


def write_interviews(env):
    """Interviews held and their notes, spread over the people."""
    env.flush_all()
    kind = env.ref("regie_accompaniment.interview_type_suivi").id
    env.cr.execute(
        """
        WITH pathway AS (
            SELECT *, row_number() OVER (ORDER BY id) - 1 AS rank FROM regie_insertion_pathway
        ), interview AS (
            INSERT INTO regie_interview (pathway_id, employee_id, company_id, type_id, social_worker_id, date_start,
                                         date_end, duration, done_on, state)
            SELECT pathway.id, pathway.employee_id, pathway.company_id, %s, pathway.social_worker_id,
                   timestamp '2026-01-05 09:00' + n * interval '20 minutes',
                   timestamp '2026-01-05 09:45' + n * interval '20 minutes', 0.75, now(), 'done'
              FROM generate_series(0, %s) n
              JOIN pathway ON pathway.rank = n %% %s
            RETURNING *
        )
        INSERT INTO regie_interview_note (interview_id, pathway_id, company_id, social_worker_id, author_id, is_closed,
                                          content)
        SELECT id, pathway_id, company_id, social_worker_id, social_worker_id, TRUE, 'Note' FROM interview
        """,
        [kind, INTERVIEWS - 1, PEOPLE],
    )
    env.invalidate_all()


def new_user(env, login, role):
    """A user of one role, in the régie."""
    groups = env.ref("base.group_user") | env.ref(f"regie_base.group_role_{role}")
    return env["res.users"].create({"name": login, "login": f"bench_{login}", "group_ids": [Command.set(groups.ids)]})
