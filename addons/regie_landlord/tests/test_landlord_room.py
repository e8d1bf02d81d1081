from datetime import date

from odoo.tests import freeze_time

from .common import LandlordCase

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@freeze_time("2026-11-20")
class TestLandlordRoom(LandlordCase):
    """What a landlord is shown of its sites, its contracts and the hours: never another's, never a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.estate = cls._create_estate()
        cls.other = cls._create_estate("Logis du Plateau")

    def _room(self, user=None):
        return self.env["regie.landlord.room"].with_user(user or self.estate["contact"])

    def test_landlord_of_a_contact_is_its_company(self):
        self.assertEqual(self._room()._find_landlord(), self.estate["landlord"])
        self.assertEqual(self._room()._find_landlord(self.other["landlord"].id), self.estate["landlord"])

    def test_office_looks_at_the_page_of_a_landlord_and_a_team_leader_does_not(self):
        office = self._create_user("office", "group_role_office")
        leader = self._create_user("leader", "group_role_team_leader")
        public = self.env.ref("base.public_user")
        wanted = self.other["landlord"].id
        self.assertEqual(self._room(office)._find_landlord(wanted), self.other["landlord"])
        self.assertFalse(self._room(office)._find_landlord())
        self.assertFalse(self._room(leader)._find_landlord(wanted))
        self.assertFalse(self._room(public)._find_landlord(wanted))

    def test_office_sees_the_landlord_s_sites_of_its_own_regie_only(self):
        elsewhere = self._create_company()
        kind = self.env.ref("regie_site.site_kind_residence").id
        self.env["regie.site"].create(
            {
                "name": "Elsewhere",
                "code": "ELSE",
                "kind_id": kind,
                "company_id": elsewhere.id,
                "own_owner_id": self.estate["landlord"].id,
            }
        )
        office = self._create_user("office", "group_role_office")
        self.assertEqual(len(self._room()._get_sites(self.estate["landlord"])), 4)
        self.assertEqual(len(self._room(office)._get_sites(self.estate["landlord"])), 3)

    def test_sites_and_lots_are_the_landlord_s_own(self):
        room, landlord = self._room(), self.estate["landlord"]
        building = self.estate["hall"].parent_id
        self.assertEqual(room._get_sites(landlord), self.estate["residence"] | building | self.estate["hall"])
        self.assertEqual(room._get_lots(landlord), self.estate["lot"])
        self.assertFalse(room._get_sites(self.env["res.partner"]))
        self.assertFalse(room._get_lots(self.env["res.partner"]))

    def test_month_counts_what_was_done_late_coming_and_contested(self):
        done = self._create_done_pass(self.estate, "2026-11-02")
        self._create_done_pass(self.estate, "2026-11-03", "missed")
        missed = self._create_done_pass(self.estate, "2026-11-04", "missed")
        self._create_done_pass(self.estate, "2026-11-05", caught_up_id=missed.id)
        self._create_done_pass(self.estate, "2026-11-19", "planned")
        self._create_done_pass(self.estate, "2026-11-20", "planned")
        self._create_done_pass(self.estate, "2026-11-23", "cancelled")
        self._create_done_pass(self.estate, "2026-10-31")
        self._create_done_pass(self.other, "2026-11-02")
        self.env["regie.intervention.dispute"].create(
            {"intervention_id": done.id, "partner_id": self.estate["contact"].partner_id.id, "reason": "Not done"}
        )
        room = self._room()
        sites = room._get_sites(self.estate["landlord"])
        counts = room._count_passes(sites, FIRST, LAST)
        wanted = {"done": 2, "late": 2, "coming": 1, "cancelled": 1, "disputed": 1, "total": 6}
        self.assertEqual(counts, {self.estate["hall"].id: wanted})
        self.assertEqual(room._roll_up(sites, counts), [(self.estate["residence"], wanted)])
        building = self.estate["hall"].parent_id
        self.assertEqual(room._roll_up(sites, counts, above=self.estate["residence"]), [(building, wanted)])
        self.assertEqual(room._sum_counts([wanted, wanted])["done"], 4)

    def test_kinds_of_passes_narrow_the_list(self):
        done = self._create_done_pass(self.estate, "2026-11-02")
        missed = self._create_done_pass(self.estate, "2026-11-03", "missed")
        coming = self._create_done_pass(self.estate, "2026-11-25", "planned")
        room = self._room()
        sites = room._get_sites(self.estate["landlord"])
        passes = self.env["regie.intervention"]
        kinds = {"done": done, "late": missed, "coming": coming, "disputed": passes, "past": done | missed}
        for kind, wanted in {**kinds, None: done | missed | coming}.items():
            found = passes.search(room._get_passes_domain(sites, FIRST, LAST, kind))
            self.assertEqual(found, wanted)

    def test_pass_is_opened_by_the_owner_of_its_site_or_the_buyer_of_its_lot(self):
        own = self._create_done_pass(self.estate)
        foreign = self._create_done_pass(self.other)
        service = self._create_service(self.estate["worksite"], self.other["hall"])
        bought = self._create_pass_on_site("2026-11-02", service)
        room, landlord = self._room(), self.estate["landlord"]
        self.assertEqual(room._get_pass(landlord, own.id), own)
        self.assertEqual(room._get_pass(landlord, bought.id), bought)
        self.assertFalse(room._get_pass(landlord, foreign.id))
        self.assertFalse(room._get_pass(self.env["res.partner"], own.id))

    def test_only_photos_of_its_own_passes_are_sent(self):
        photo = self._create_photo(self._create_done_pass(self.estate))
        foreign = self._create_photo(self._create_done_pass(self.other))
        signature = self.env["regie.intervention.proof"].sudo().search([("id", "=", photo.id)])
        room, landlord = self._room(), self.estate["landlord"]
        self.assertEqual(room._get_photo(landlord, photo.id), photo.attachment_id)
        self.assertFalse(room._get_photo(landlord, foreign.id))
        self.env.cr.execute("UPDATE regie_intervention_proof SET kind = 'scan' WHERE id = %s", [signature.id])
        signature.invalidate_recordset()
        self.assertFalse(room._get_photo(landlord, photo.id))

    def _work_on(self, one, people, qpv, hours=5):
        for number in range(people):
            worker = self._create_worker(qpv=number < qpv)
            self._work(self.estate["worksite"], worker, one.date_planned, hours, intervention_id=one.id)

    def test_hours_of_a_lot_are_shown_without_the_small_groups(self):
        one = self._create_done_pass(self.estate)
        self._work_on(one, 2, 1)
        room, lot = self._room(), self.estate["lot"]
        hours = room._read_lot_hours(lot, FIRST, LAST)[lot.id]
        self.assertEqual((hours["hours"], hours["insertion"]), (10, 10))
        self.assertEqual((hours["qpv"], hours["people"], hours["is_small"]), (None, None, True))
        [row] = room._read_site_hours(lot, self.estate["hall"], FIRST, LAST)
        self.assertEqual((row["hours"], row["qpv"], row["is_small"]), (10, None, True))

    def test_hours_of_a_large_group_are_shown(self):
        one = self._create_done_pass(self.estate)
        self._work_on(one, 10, 5)
        room, lot = self._room(), self.estate["lot"]
        hours = room._read_lot_hours(lot, FIRST, LAST)[lot.id]
        self.assertEqual((hours["hours"], hours["qpv"], hours["people"]), (50, 25, 10))
        [row] = room._read_site_hours(lot, self.estate["hall"], FIRST, LAST)
        self.assertEqual((row["hours"], row["qpv"]), (50, 25))

    def test_lot_shows_its_technical_and_social_results_side_by_side(self):
        self._create_done_pass(self.estate)
        self._create_done_pass(self.estate, "2026-11-03", "missed")
        lot = self.estate["lot"]
        results = self._room()._read_lot_results(lot, FIRST, LAST)
        technical, social = (
            {label: value for label, value, _unit in results[side]} for side in ("technical", "social")
        )
        self.assertEqual(technical["Passes done among those due"], 50)
        self.assertIsNone(technical["Score of the inspections"])
        self.assertEqual(social["Hours of insertion"], 0)
        office = self._create_user("office", "group_role_office")
        self.assertIn("Social result", lot.with_user(office).result_html)

    def test_only_approved_programmes_are_shown(self):
        agreement = self._create_agreement_tfpb(self.estate["landlord"])
        draft, approved = self._create_year(agreement, 2025), self._create_year(agreement, 2026)
        self._create_action(approved)
        approved.action_approve()
        self.assertEqual(self._room()._get_tfpb_years(self.estate["landlord"]), approved)
        self.assertFalse(self._room()._get_tfpb_years(self.other["landlord"]) & (draft | approved))

    def test_inspection_and_situation_wait_for_the_landlord(self):
        grid = self.env["regie.quality.grid"].search([], limit=1)
        inspection = self.env["regie.quality.inspection"].create(
            {"site_id": self.estate["hall"].id, "grid_id": grid.id, "kind": "joint", "date": "2026-11-10"}
        )
        inspection.line_ids.note = "4"
        room, landlord = self._room(), self.estate["landlord"]
        self.assertNotIn("inspection", [task["kind"] for task in room._get_tasks(landlord)])
        inspection.action_done()
        [task] = room._get_tasks(landlord)
        self.assertEqual((task["kind"], task["url"]), ("inspection", f"/my/inspections/{inspection.id}"))
        self.assertFalse(room._get_tasks(self.other["landlord"]))
        sites = room._get_sites(landlord)
        tiles = room._read_summary(landlord, sites, FIRST, LAST)
        self.assertEqual([tile["value"] for tile in tiles], ["100,0", 0])
        self.assertEqual(room._read_site_extra(sites, FIRST, LAST)["inspections"], inspection)

    def test_partner_that_owns_or_buys_is_a_landlord(self):
        nobody = self._create_partner("Nobody")
        partners = nobody | self.estate["landlord"] | self.estate["contact"].partner_id
        self.assertEqual(partners.mapped("is_regie_landlord"), [False, True, True])
        action = self.estate["landlord"].action_open_landlord_room()
        self.assertEqual(action["url"], f"/my/landlord?landlord={self.estate['landlord'].id}")
