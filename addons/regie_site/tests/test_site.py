import base64
import io
import re

from PIL import Image
from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Date
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

    def test_notice_is_shown_between_its_dates(self):
        today = Date.context_today(self.env["regie.site"])
        site = self._create_place("neighbourhood", public_notice="<p>Lift stopped</p>")
        for first, last, shown in ((0, 0, True), (1, 2, False), (-2, -1, False), (-1, 1, True)):
            site.write(
                {"public_notice_from": Date.add(today, days=first), "public_notice_until": Date.add(today, days=last)}
            )
            with self.subTest(first=first, last=last):
                self.assertEqual(site.is_notice_shown, shown)
                page = self.url_open(f"/regie/s/{site.qr_token}").text
                (self.assertIn if shown else self.assertNotIn)("Lift stopped", page)
        with self.assertRaisesRegex(ValidationError, "E-SITE-07"):
            site.write({"public_notice_from": today, "public_notice_until": Date.add(today, days=-1)})

    def test_photos_are_shown_when_so_decided_and_lose_where_they_were_taken(self):
        exif = Image.Exif()
        exif[0x010E] = "Maison Rouge"
        out = io.BytesIO()
        Image.new("RGB", (12, 8)).save(out, "JPEG", exif=exif)
        picture = base64.b64encode(out.getvalue())
        site = self._create_place("neighbourhood")
        shown, kept = self.env["regie.site.photo"].create(
            [{"site_id": site.id, "image": picture, "is_public": public} for public in (True, False)]
        )
        self.assertNotIn(b"Maison Rouge", base64.b64decode(shown.with_context(bin_size=False).image))
        self.assertIn(f"/photo/{shown.id}", self.url_open(f"/regie/s/{site.qr_token}").text)
        self.assertEqual(self.url_open(f"/regie/s/{site.qr_token}/photo/{shown.id}").status_code, 200)
        self.assertEqual(self.url_open(f"/regie/s/{site.qr_token}/photo/{kept.id}").status_code, 404)
        with self.assertRaisesRegex(ValidationError, "E-SITE-06"):
            kept.image = base64.b64encode(b"<svg/>")

    def test_hall_leads_to_the_map_and_to_the_biowaste_of_its_residence(self):
        residence = self._create_place("residence", latitude=49.2154, longitude=1.1705, biowaste_solution="compost")
        hall = self._create_place("hall", self._create_place("building", residence))
        self.assertIn("#map=19/49.215400/1.170500", hall.map_url)
        page = self.url_open(f"/regie/s/{hall.qr_token}").text
        self.assertIn(hall.map_url, page)
        self.assertIn("compost", page)
        self.assertRegex(page, r'<html lang="[a-z]{2}">')
        self.assertFalse(self._create_place("neighbourhood").map_url)

    def test_page_is_light_and_loads_nothing_from_elsewhere(self):
        site = self._create_place("neighbourhood", public_notice="<p>Lift stopped</p>")
        page = self.url_open(f"/regie/s/{site.qr_token}")
        files = re.findall(r'(?:src|href)="(/[^"]+\.(?:css|js))"', page.text)
        self.assertEqual(files, ["/regie_site/static/src/public/public.css"])
        self.assertLess(len(page.content) + len(self.url_open(files[0]).content), 15_000)
        self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])

    def test_labels_are_printed_eight_on_a_sheet(self):
        sites = self.env["regie.site"].union(*(self._create_place("neighbourhood") for _n in range(9)))
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf("regie_site.report_site_sheet", sites.ids)
        self.assertEqual(len(PdfReader(io.BytesIO(pdf)).pages), 2)

    def test_position_of_the_phone_is_written_on_the_site(self):
        site = self._create_place("neighbourhood")
        office = self._create_user("office.position", "group_role_office")
        office.password = "office.position"
        script = """
            navigator.geolocation.getCurrentPosition = (done) =>
                done({coords: {latitude: 49.2154321, longitude: 1.1705432, accuracy: 8}});
            const wait = async (selector) => {
                for (let i = 0; i < 200 && !document.querySelector(selector); i++) {
                    await new Promise((done) => setTimeout(done, 50));
                }
                return document.querySelector(selector);
            };
            (async () => {
                (await wait(".o_regie_position")).click();
                await wait(".o_form_button_save:not(.invisible)");
                await new Promise((done) => setTimeout(done, 300));
                document.querySelector(".o_form_button_save").click();
                await wait(".o_form_saved, .o_form_view .o_form_status_indicator_buttons.invisible");
                console.log("test successful");
            })();
        """
        self.browser_js(
            f"/odoo/regie-sites/{site.id}", script, "!!document.querySelector('.o_form_view')", login=office.login
        )
        self.assertAlmostEqual(site.latitude, 49.2154321, places=6)
        self.assertAlmostEqual(site.longitude, 1.1705432, places=6)
