"""The field: what a phone loads, and a day without network that leaves at once, beside Odoo's own ways."""

import base64
import io
import json
import os
import re
import uuid
from dataclasses import dataclass
from datetime import date

from launcher.measure import compare, other_env
from PIL import Image
from werkzeug.test import Client
from werkzeug.wrappers import Response

import odoo.http
from odoo.service import security
from odoo.tools import config

ALONE = ["hr_timesheet"]

ENTRIES, PHOTOS, PASSES, PEOPLE, BATCH = 500, 60, 55, 12, 50
ROUNDS, WARM_UP = 5, 1
FILES = re.compile(r'(?:src|href)="(/(?:web/assets|regie_field|chantier)/[^"]+)"')


def run(env):
    """The comparisons."""
    vanilla = other_env()
    config["db_name"] = [env.cr.dbname, os.environ["REGIE_BENCH_ALONE"]]
    yield compare_loads(env)
    yield compare_flush(env, vanilla)


class Browser:
    """A browser that draws nothing: it is signed in, opens pages and calls methods."""

    def __init__(self, env):
        self.client = Client(odoo.http.root, Response)
        session = odoo.http.root.session_store.new()
        session.update(odoo.http.get_default_session(), db=env.cr.dbname, _trace_disable=True)
        session.uid, session.login = env.uid, env.user.login
        session.session_token = security.compute_session_token(session, env)
        session.context = {"lang": "fr_FR", "tz": "Europe/Paris"}
        odoo.http.root.session_store.save(session)
        self.client.set_cookie("session_id", session.sid)
        self.user = env.uid

    def call(self, url, **params):
        """Call a JSON route; its errors are ours."""
        answer = self.client.post(url, json={"jsonrpc": "2.0", "method": "call", "params": params}).get_json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def weigh(self, url):
        """Bytes of a page and of the files that it names."""
        page = self.client.get(url)
        files = dict.fromkeys(FILES.findall(page.get_data(as_text=True)))
        return len(page.data) + sum(len(self.client.get(file).data) for file in files)


# W25: what a phone loads


@dataclass
class Loads:
    """Bytes of two pages, before compression."""

    title: str
    measured: int
    baseline: int
    limit: int

    @property
    def ratio(self):
        """Bytes of ours over those of Odoo."""
        return self.measured / self.baseline

    def lines(self):
        """What is printed."""
        verdict = "reached" if self.measured <= self.limit else "MISSED"
        yield self.title
        yield f"  measured: {self.measured:12,} bytes   target {self.limit:,}: {verdict}"
        yield f"  baseline: {self.baseline:12,} bytes"
        yield f"  ratio {self.ratio:.3f}"


def compare_loads(env):
    """The first load of the page of the field, with everything, against that of the web client."""
    browser = Browser(env)
    ours = browser.weigh("/chantier") + len(browser.client.get("/chantier/sw.js").data)
    return Loads("First load of a phone: /chantier, and /odoo", ours, browser.weigh("/odoo"), 60_000)


# W26: a day without network leaves at once


def compare_flush(env, vanilla):
    """500 entries with 60 photos sent as the phone does, and 500 lines created one by one by RPC."""
    ours, theirs = Browser(env), Browser(vanilla)
    days = [prepare_day(env, number) for number in range(ROUNDS + WARM_UP)]
    lines = prepare_lines(vanilla)

    def send():
        entries = days.pop()
        answers = []
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            answers += ours.call("/chantier/sync", user=ours.user, entries=batch, sent_at=None)["answers"]
        if wrong := [answer for answer in answers if answer["result"] != "ok"]:
            raise RuntimeError(json.dumps(wrong[:3]))

    def create():
        for values in lines:
            params = {"model": "account.analytic.line", "method": "create", "args": [[values]], "kwargs": {}}
            theirs.call("/web/dataset/call_kw", **params)

    return compare(
        f"{ENTRIES} entries with {PHOTOS} photos and crews of {PEOPLE} sent, and {ENTRIES} lines created by RPC",
        env,
        measured=send,
        baseline=create,
        baseline_env=vanilla,
        rounds=ROUNDS,
        warm_up=WARM_UP,
        target=0.3,
    )


def prepare_day(env, number):
    """Entries of a day: passes with their start, five lines ticked, photos, the crew and the end."""
    team = env["hr.department"].create({"name": f"Équipe {number}"})
    people = env["hr.employee"].create(
        [
            {
                "name": f"Salarié {number}-{person}",
                "registration_number": f"F{number}-{person:03}",
                "contract_date_start": date(2026, 1, 1),
                "department_id": team.id,
            }
            for person in range(PEOPLE)
        ]
    )
    family = env.ref("regie_gup.service_family_cleaning")
    checks = [(0, 0, {"name": f"Tâche {line}"}) for line in range(5)]
    service = env["regie.service.type"].create(
        {"code": f"B{number}", "name": "Hall", "family_id": family.id, "check_ids": checks}
    )
    project = env["project.project"].create({"name": f"Chantier {number}", "worksite_code": f"F-{number}"})
    kind = env["regie.site.kind"].search([("is_root", "=", True)], limit=1)
    site = env["regie.site"].create({"code": f"F-{number}", "name": "Quartier", "kind_id": kind.id})
    passes = env["regie.intervention"].create(
        [
            {
                "project_id": project.id,
                "site_id": site.id,
                "service_type_id": service.id,
                "department_id": team.id,
            }
            for _number in range(PASSES)
        ]
    )
    env.cr.commit()
    photos = [prepare_photo(shade) for shade in range(PHOTOS)]
    entries = []
    for rank, one in enumerate(passes):
        own = photos[rank::PASSES]
        entries += [
            entry("start", one),
            *(entry("check", one, results={str(line.id): "done"}) for line in service.check_ids),
            *(entry("photo", one, kind="photo_after", image=photo) for photo in own),
            entry("crew", one, present=people.ids, absent={}, hours=0.25),
            entry("done", one),
        ]
    return entries


def entry(entry_kind, one, **data):
    """An entry as the phone sends it."""
    return {"uid": uuid.uuid4().hex, "kind": entry_kind, "pass": one.id, "at": None, "data": data}


def prepare_photo(shade):
    """A photo as the phone has made it light: about 60 kB."""
    out = io.BytesIO()
    Image.effect_noise((960, 720), 20 + shade % 7).convert("RGB").save(out, "JPEG", quality=40)
    return base64.b64encode(out.getvalue()).decode()


def prepare_lines(env):
    """Values of the lines of vanilla timesheets."""
    employee = env["hr.employee"].create({"name": "Salarié"})
    project = env["project.project"].create({"name": "Chantier", "allow_timesheets": True})
    env.cr.commit()
    return [
        {"name": "Nettoyage", "employee_id": employee.id, "project_id": project.id, "unit_amount": 0.25}
        for _line in range(ENTRIES)
    ]
