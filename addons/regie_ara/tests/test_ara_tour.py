from odoo.tests import HttpCase, tagged

from .common import AraCase


@tagged("post_install", "-at_install")
class TestAraTour(AraCase, HttpCase):
    """A case in the browser: the tutor leads it to the end of the works, the coordinator to its aid."""

    def test_case_goes_to_its_aid(self):
        self.awa.name = "Awa of the tour"
        tutor = self._create_user("tutor", "regie_ara.group_role_renovation_tutor")
        director = self._create_user("director", "group_role_director")
        tutor.password, director.password = "tutor", "director"
        case = self._create_case(tutor_id=tutor.id, agreement_id=self._create_convention().id)
        self.env["regie.ara.worktype"].create({"name": "Wall of the tour", "code": "tour", "level": "0"})
        room = self._create_room(case)
        paint = self._create_product(stock=5, price=50)
        self._create_supply(case, "shared", 2, product_id=paint.id)
        case.aid_planned = 80
        self._prepare_works(case)
        self._photograph(room, "after")
        self.start_tour("/odoo/regie-ara", "regie_ara_case_tour", login="tutor")
        self.assertEqual((case.state, case.supply_ids.quantity_issued), ("control", 2))
        self.assertEqual(case.signature_ids.mapped("name"), ["Awa Diallo", "Claire Petit", "Nadia Benali"])
        self.start_tour("/odoo/regie-ara", "regie_ara_aid_tour", login="director")
        self.assertEqual((case.aid_released, case.aid_score), (80, 100))
