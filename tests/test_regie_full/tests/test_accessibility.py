"""axe-core on what the suite draws itself: no serious or critical fault. Odoo's own frame is left out."""

import json
from pathlib import Path

import axe_playwright_python

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let tries = 0; !document.querySelector(%(part)s) && tries < 100; tries++) await wait(100);
    await wait(500);
    const found = await axe.run({ include: [[%(part)s]] }, { runOnly: ["wcag2a", "wcag2aa"] });
    const bad = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
    if (!document.querySelector(%(part)s)) console.error("not drawn: " + %(part)s);
    else if (bad.length) {
        console.error(JSON.stringify(bad.map((fault) => [fault.id, fault.nodes[0].html.slice(0, 300)])));
    } else console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestAccessibility(InsertionCase, HttpCase):
    """What a screen reader, a keyboard and tired eyes need, checked in the browser."""

    allow_end_on_form = True

    def _check_page(self, role, url, part):
        """Open a page as a person of this role and have axe read the part of it that is ours."""
        login = f"{role}.acces"
        if not self.env["res.users"].search_count([("login", "=", login)]):
            user = self._create_user(login, f"regie_base.group_role_{role}")
            user.write({"tour_enabled": False, "lang": "fr_FR"})
        self.browser_js(url, AXE + RUN % {"part": json.dumps(part)}, "odoo.isReady === true", login=login, timeout=60)

    def test_home_of_each_person(self):
        for role in ("director", "social_worker", "office", "team_leader"):
            with self.subTest(role=role):
                self._check_page(role, "/odoo/regie", ".o_kanban_renderer")
