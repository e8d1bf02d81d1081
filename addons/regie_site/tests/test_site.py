from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SiteCase


@tagged("post_install", "-at_install")
class TestSite(SiteCase):
    """The tree of the places that the régie keeps."""

    def _build_residence(self):
        landlord = self._create_partner("Habitat")
        territory = self._create_territory()
        residence = self._create_place("residence", own_owner_id=landlord.id, own_territory_id=territory.id)
        building = self._create_place("building", residence)
        return residence, building, self._create_place("hall", building)

    def test_hall_has_the_owner_and_the_territory_of_its_residence(self):
        residence, building, hall = self._build_residence()
        self.assertEqual(hall.owner_id, residence.own_owner_id)
        self.assertEqual(hall.territory_id, residence.own_territory_id)
        self.assertEqual(hall.complete_name, f"{residence.name} / {building.name} / {hall.name}")

    def test_residence_sold_gives_its_halls_to_the_new_owner(self):
        residence, _building, hall = self._build_residence()
        residence.own_owner_id = self._create_partner("Foyer")
        self.assertEqual(hall.owner_id.name, "Foyer")

    def test_site_does_not_stand_in_itself(self):
        place = self._create_place("neighbourhood")
        residence = self._create_place("residence", place)
        self.env.ref("regie_site.site_kind_neighbourhood").parent_kind_ids = residence.kind_id
        with self.assertRaisesRegex(ValidationError, "E-SITE-01"):
            place.parent_id = residence

    def test_hall_stands_in_a_building_and_nowhere_else(self):
        residence, _building, hall = self._build_residence()
        with self.assertRaisesRegex(ValidationError, "E-SITE-02"):
            hall.parent_id = residence
        with self.assertRaisesRegex(ValidationError, "E-SITE-02"):
            hall.parent_id = False

    def test_building_that_becomes_a_green_space_leaves_no_hall_in_it(self):
        _residence, building, _hall = self._build_residence()
        with self.assertRaisesRegex(ValidationError, "E-SITE-02"):
            building.kind_id = self.env.ref("regie_site.site_kind_green")

    def test_two_sites_have_not_the_same_code(self):
        self._create_place("neighbourhood", code="MR")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_place("neighbourhood", code="MR")

    def test_position_is_on_the_earth(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_place("neighbourhood", latitude=91)

    def test_buildings_with_more_dwellings_than_their_residence_are_told(self):
        residence, building, _hall = self._build_residence()
        residence.housing_count, building.housing_count = 10, 12
        self.assertIn("12", residence.housing_warning)
        building.housing_count = 10
        self.assertFalse(residence.housing_warning)

    def test_codes_and_keys_are_for_those_who_work_there(self):
        _residence, _building, hall = self._build_residence()
        hall.access_note = "Key 14"
        leader = self._create_user("leader.site", "group_role_team_leader")
        self.assertEqual(hall.with_user(leader).access_note, "Key 14")
        board = self._create_user("board.site", "group_role_board_member")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            hall.with_user(board).read(["access_note"])

    def test_places_of_another_regie_are_not_seen(self):
        foreign = self._create_place("neighbourhood", company_id=self._create_company().id)
        office = self._create_user("office.site", "group_role_office")
        self.assertNotIn(foreign, self.env["regie.site"].with_user(office).search([]))


@tagged("post_install", "-at_install")
class TestSiteLabel(SiteCase, HttpCase):
    """What the label on the wall says to a passer-by."""

    def test_resident_reads_the_notice_and_no_code(self):
        site = self._create_place("neighbourhood", public_notice="<p>Lift stopped</p>", access_note="Key 14")
        page = self.url_open(f"/regie/s/{site.qr_token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Lift stopped", page.text)
        self.assertNotIn("Key 14", page.text)

    def test_renewed_label_makes_the_old_one_useless(self):
        site = self._create_place("neighbourhood")
        old = site.qr_token
        site.action_renew_label()
        self.assertEqual(self.url_open(f"/regie/s/{old}").status_code, 404)
        self.assertEqual(self.url_open(f"/regie/s/{site.qr_token}").status_code, 200)

    def test_archived_site_answers_no_more(self):
        site = self._create_place("neighbourhood", active=False)
        self.assertEqual(self.url_open(f"/regie/s/{site.qr_token}").status_code, 404)

    def test_labels_are_printed_one_a_page(self):
        sites = self._create_place("neighbourhood") | self._create_place("neighbourhood")
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf("regie_site.report_site_label", sites.ids)
        self.assertTrue(pdf.startswith(b"%PDF"))
