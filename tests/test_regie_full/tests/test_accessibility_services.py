"""axe-core on the pages of the services that a phone opens: those of the inhabitants and those of who serves them."""

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_errand.tests.common import ErrandBuilders
from odoo.addons.regie_kitchen.tests.common import KitchenBuilders
from odoo.addons.regie_loan.tests.common import LoanBuilders
from odoo.addons.regie_meal_delivery.tests.common import MealBuilders
from odoo.addons.regie_services.tests.common import ServiceCase

from .test_accessibility import AXE, RUN


@tagged("post_install", "-at_install")
class TestAccessibilityServices(LoanBuilders, ErrandBuilders, KitchenBuilders, MealBuilders, ServiceCase, HttpCase):
    """What is drawn for a thumb in a queue, a kitchen or a stairwell is read by a screen reader too."""

    browser_size = "360x740"

    def _read_page(self, url, part="main", login=None):
        code = AXE + RUN % {"part": json.dumps(part)}
        self.browser_js(url, code, "document.readyState === 'complete'", login=login, timeout=60)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kitchen = cls._create_kitchen()
        kind = cls._create_kind(outcome="repair", seats=4)
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(minutes=20)
        cls.repair = cls._create_session(kind, start, start + timedelta(hours=2))
        cls.repair.action_regie_session_publish()

    def _login(self, role):
        user = self._create_user(f"{role.split('.')[-1]}.acces", role)
        user.write({"tour_enabled": False, "lang": "fr_FR"})
        return user

    def _create_round(self, driver, **vals):
        """Create a round of the day with a door and its meal."""
        today = fields.Date.context_today(driver)
        circuit = self._create_circuit(self.kitchen, driver_id=driver.id, **vals)
        contact = self._create_person("Claire", phone="0639980001")
        one = self._subscribe(circuit, date_start=today, contact_id=contact.id, key_note="Code 24A7")
        self.env["regie.meal.order"].create({"subscription_id": one.id, "date": today})
        return circuit._plan_rounds(today)

    def test_pages_of_the_inhabitants(self):
        person = self._login("base.group_portal")
        self._create_model()
        dish = self._create_dish(self._create_food())
        menu = self._create_menu(dish)
        urls = (
            *("/activites", f"/activites/{self.repair.id}", f"/menu/{menu.place_id.qr_token}"),
            *("/my/tarif", "/my/outils", "/my/prets", "/my/activites", "/my/repas"),
        )
        for url in urls:
            with self.subTest(url=url):
                self._read_page(url, "#wrap" if url.startswith("/my") else "main", person.login)

    def test_pages_of_who_serves_them(self):
        animator = self._login("regie_activity.group_role_facilitator")
        self.repair.user_id = animator
        self._register(self.repair, state="open")
        cook = self._login("regie_kitchen.group_role_cook")
        fridge = self._create_equipment()
        agent = self._login("regie_errand.group_role_errand_agent")
        errand = self._create_errand("running", user=agent)
        driver = self._login("regie_meal_delivery.group_role_driver")
        planned, walk = self._create_round(driver), self._create_round(driver)
        walk._depart(2)
        for url, user in (
            ("/animation", animator),
            (f"/animation/{self.repair.id}", animator),
            (f"/animation/objets/{self.repair.id}", animator),
            ("/courses", agent),
            (f"/courses/{errand.id}", agent),
            ("/cuisine", cook),
            (f"/cuisine/temperature/{fridge.id}", cook),
            ("/portage", driver),
            (f"/portage/{planned.id}", driver),
            (f"/portage/{walk.id}", driver),
        ):
            with self.subTest(url=url):
                self._read_page(url, "main", user.login)
