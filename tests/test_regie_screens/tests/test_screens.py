import json

from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from odoo.addons.regie_insertion.tests.common import InsertionCase

APPS = [
    f"regie_{name}.regie_{name}_menu_root"
    for name in ("base", "insertion", "gup", "governance", "mediation", "services", "kitchen", "finance")
]
#: Each role with the addon that brings it.
ROLES = {
    "director": "regie_base",
    "social_worker": "regie_base",
    "office": "regie_base",
    "team_leader": "regie_base",
    "accountant": "regie_base",
    "board_member": "regie_base",
    "treasurer": "regie_finance",
    "president": "regie_governance",
    "mediator": "regie_mediation",
    "tool_keeper": "regie_loan",
    "facilitator": "regie_activity",
    "cook": "regie_kitchen",
}
#: Who tries the filters and the groupings too: those who, between them, see every list of the suite. In the app of the
#: finances it is the accountant, instead of the director.
FILTERING = ("director", "president")
FINANCE = "regie_finance.regie_finance_menu_root"
OPEN_ACTIONS = """
(async () => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    for (const id of %s) {
        await action.doAction(id, { clearBreadcrumbs: true });
        await new Promise((resolve) => setTimeout(resolve, 300));
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestScreens(InsertionCase, HttpCase):
    """Every menu, view and filter opens without an error for the person it is made for."""

    allow_end_on_form = True

    def _login(self, role):
        """Return the login of a French-speaking person who has this role and no other."""
        user = self._create_user(f"{role}.ecrans", f"{ROLES[role]}.group_role_{role}")
        user.write({"tour_enabled": False, "lang": "fr_FR"})
        return user.login

    def _walk(self, role):
        """Open each menu and view of the suite as this person."""
        with file_open("test_regie_screens/static/tests/walker.js") as script:
            walker = script.read()
        login = self._login(role)
        user = self.env["res.users"].search([("login", "=", login)])
        visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
        apps = [xmlid for xmlid in APPS if self.env.ref(xmlid).id in visible]
        self.assertTrue(apps, f"{role} sees no menu of the suite")
        for xmlid in apps:
            with self.subTest(role=role, app=xmlid):
                filtering = role == "accountant" if xmlid == FINANCE else role in FILTERING
                arguments = json.dumps([xmlid, filtering])
                code = walker.replace("...ARGUMENTS", f"...{arguments}")
                self.browser_js("/odoo", code, "odoo.isReady === true", login=login, timeout=400)

    def test_director_opens_every_screen(self):
        self._walk("director")

    def test_social_worker_opens_every_screen(self):
        self._walk("social_worker")

    def test_office_staff_opens_every_screen(self):
        self._walk("office")

    def test_team_leader_opens_every_screen(self):
        self._walk("team_leader")

    def test_accountant_opens_every_screen(self):
        self._walk("accountant")

    def test_board_member_opens_every_screen(self):
        self._walk("board_member")

    def test_treasurer_opens_every_screen(self):
        self._walk("treasurer")

    def test_president_opens_every_screen(self):
        self._walk("president")

    def test_mediator_opens_every_screen(self):
        self._walk("mediator")

    def test_tool_keeper_opens_every_screen(self):
        self._walk("tool_keeper")

    def test_facilitator_opens_every_screen(self):
        self._walk("facilitator")

    def test_cook_opens_every_screen(self):
        self._walk("cook")

    def test_actions_that_no_menu_opens_still_open(self):
        """Actions behind buttons are opened by the director, those behind a wall by those who are inside of it."""
        data = self.env["ir.model.data"].search(
            [("module", "=like", "regie\\_%"), ("model", "=", "ir.actions.act_window")]
        )
        behind_menus = {
            menu.action.id for menu in self.env["ir.ui.menu"].search([("action", "=like", "ir.actions.act_window,%")])
        }
        actions = self.env["ir.actions.act_window"].browse(data.mapped("res_id"))
        # an action bound to a record needs this record: its wizard is opened by the tests of its model
        alone = actions.filtered(
            lambda action: action.id not in behind_menus and "active_id" not in f"{action.context}{action.domain}"
        )
        for role in (
            "director",
            "social_worker",
            "president",
            "mediator",
            "tool_keeper",
            "facilitator",
            "cook",
            "accountant",
        ):
            login = self._login(role)
            user = self.env["res.users"].search([("login", "=", login)])
            opened = alone.filtered(
                lambda action, user=user: self.env[action.res_model].with_user(user).has_access("read")
            )
            alone -= opened
            self.browser_js("/odoo", OPEN_ACTIONS % opened.ids, "odoo.isReady === true", login=login, timeout=180)
        self.assertFalse(alone.mapped("name"), "nobody opens these actions")
