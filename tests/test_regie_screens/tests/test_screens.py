from odoo.tests import HttpCase, tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase

BASE, INSERTION, GUP, GOVERNANCE, MEDIATION = (
    f"regie_{name}.regie_{name}_menu_root" for name in ("base", "insertion", "gup", "governance", "mediation")
)
# Governance is clicked by who signs, who may also do all that those who prepare do, and by who reads; the neighbourhood
# works by who may all, by those who read a part of it, and by the team leader.
APPS = {
    "director": (BASE, INSERTION, GUP, MEDIATION),
    "social_worker": (BASE, INSERTION),
    "office": (BASE, INSERTION),
    "team_leader": (BASE, INSERTION, GUP),
    "accountant": (BASE, INSERTION, GUP),
    "board_member": (BASE, INSERTION, GUP, GOVERNANCE),
    "president": (GOVERNANCE,),
    "mediator": (MEDIATION,),
}
OWNERS = {"president": "regie_governance", "mediator": "regie_mediation"}
CLICK_EVERYWHERE = "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader').startClickEverywhere('%s');"
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
        user = self._create_user(f"{role}.ecrans", f"{OWNERS.get(role, 'regie_base')}.group_role_{role}")
        user.write({"tour_enabled": False, "lang": "fr_FR"})
        return user.login

    def _click_everywhere(self, role):
        """Click each menu, view and filter of the suite as this person."""
        login = self._login(role)
        user = self.env["res.users"].search([("login", "=", login)])
        visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
        apps = [xmlid for xmlid in APPS[role] if self.env.ref(xmlid).id in visible]
        self.assertTrue(apps, f"{role} sees no menu of the suite")
        for xmlid in apps:
            with self.subTest(role=role, app=xmlid):
                self.browser_js(
                    "/odoo",
                    CLICK_EVERYWHERE % xmlid,
                    "odoo.isReady === true",
                    login=login,
                    timeout=600,
                    success_signal="clickbot test succeeded",
                )

    def test_director_opens_every_screen(self):
        self._click_everywhere("director")

    def test_social_worker_opens_every_screen(self):
        self._click_everywhere("social_worker")

    def test_office_staff_opens_every_screen(self):
        self._click_everywhere("office")

    def test_team_leader_opens_every_screen(self):
        self._click_everywhere("team_leader")

    def test_accountant_opens_every_screen(self):
        self._click_everywhere("accountant")

    def test_board_member_opens_every_screen(self):
        self._click_everywhere("board_member")

    def test_president_opens_every_screen(self):
        self._click_everywhere("president")

    def test_mediator_opens_every_screen(self):
        self._click_everywhere("mediator")

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
        for role in ("director", "social_worker", "president", "mediator"):
            login = self._login(role)
            user = self.env["res.users"].search([("login", "=", login)])
            opened = alone.filtered(
                lambda action, user=user: self.env[action.res_model].with_user(user).has_access("read")
            )
            alone -= opened
            self.browser_js("/odoo", OPEN_ACTIONS % opened.ids, "odoo.isReady === true", login=login, timeout=180)
        self.assertFalse(alone.mapped("name"), "nobody opens these actions")
