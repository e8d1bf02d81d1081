"""A landlord's pages over 50 000 passes of a year, beside Odoo's own list of 50 000 tasks on the portal (W24)."""

from datetime import date

from launcher.measure import compare, copies
from werkzeug.test import Client

import odoo
from odoo import Command
from odoo.service import security
from odoo.tools import config

YEAR, HALLS, PASSES, TASKS = 2026, 100, 50_000, 50_000


def run(env):
    """The month of the landlord, then the passes of its residence, each beside /my/tasks."""
    contact, residence = prepare(env)
    get = open_portal(env, contact)
    month = f"/my/landlord?month={YEAR}-06"
    site = f"/my/landlord/sites/{residence.id}?month={YEAR}-06"
    assert f"/my/landlord/sites/{residence.id}" in get(month) and "/my/landlord/passes/" in get(site)
    assert "/my/tasks/" in get("/my/tasks")
    for title, url in (("the month of a landlord", month), ("the passes of a residence", site)):
        yield compare(
            f"{title}, {PASSES} passes on {HALLS} halls: the page, and /my/tasks with {TASKS} tasks",
            env,
            measured=lambda url=url: get(url),
            baseline=lambda: get("/my/tasks"),
            rounds=9,
            target=1,
        )


def prepare(env):
    """One landlord with a hundred halls and a year of passes, one project with as many tasks, one portal contact."""
    landlord = env["res.partner"].create({"name": "Habitat", "is_company": True})
    contact = env["res.users"].create(
        {
            "name": "Contact",
            "login": "bench.contact",
            "password": "bench.contact",
            "email": "contact@habitat.example",
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    contact.partner_id.parent_id = landlord
    kinds = {name: env.ref(f"regie_site.site_kind_{name}").id for name in ("residence", "building", "hall")}
    sites = env["regie.site"]
    residence = sites.create(
        {"name": "Résidence", "code": "B-R", "kind_id": kinds["residence"], "own_owner_id": landlord.id}
    )
    building = sites.create(
        {"name": "Bâtiment", "code": "B-B", "kind_id": kinds["building"], "parent_id": residence.id}
    )
    halls = sites.create(
        [
            {"name": f"Hall {n}", "code": f"B-{n}", "kind_id": kinds["hall"], "parent_id": building.id}
            for n in range(HALLS)
        ]
    )
    worksite = env["project.project"].create(
        {
            "name": "Chantier",
            "worksite_code": "B-1",
            "allow_timesheets": True,
            "partner_id": landlord.id,
            "privacy_visibility": "portal",
        }
    )
    worksite.message_subscribe(partner_ids=contact.partner_id.ids)
    family = env.ref("regie_gup.service_family_cleaning")
    service_type = env["regie.service.type"].create({"code": "B", "name": "Hall", "family_id": family.id})
    one = env["regie.intervention"].create(
        {
            "project_id": worksite.id,
            "site_id": halls[0].id,
            "service_type_id": service_type.id,
            "date_planned": date(YEAR - 1, 12, 1),
        }
    )
    one.sudo().write({"date_started": f"{YEAR - 1}-12-01 06:00:00", "date_done": f"{YEAR - 1}-12-01 07:00:00"})
    task = env["project.task"].create({"name": "Nettoyer", "project_id": worksite.id, "partner_id": landlord.id})
    env.flush_all()
    copies(
        env,
        one,
        PASSES,
        site_id=f"{halls[0].id} + n % {HALLS}",
        date_planned=f"date '{YEAR}-01-01' + n / {HALLS} % 365",
        name="'B/' || n",
    )
    copies(env, task, TASKS, name="'Tâche ' || n")
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return contact, residence


def open_portal(env, user):
    """A reader of pages in the name of a portal user, through the whole server but the network."""
    config["db_name"] = [env.cr.dbname]
    config["dbfilter"] = f"^{env.cr.dbname}$"
    session = odoo.http.root.session_store.new()
    session.update(odoo.http.get_default_session(), db=env.cr.dbname)
    own = env(user=user.id)
    session.uid, session.login, session.context = user.id, user.login, dict(own["res.users"].context_get())
    session.session_token = security.compute_session_token(session, own)
    odoo.http.root.session_store.save(session)
    env.cr.commit()
    client = Client(odoo.http.root)
    client.set_cookie("session_id", session.sid, domain="localhost")

    def get(url):
        answer = client.get(url, base_url="http://localhost")
        assert answer.status_code == 200, (url, answer.status)
        return answer.get_data(as_text=True)

    return get
