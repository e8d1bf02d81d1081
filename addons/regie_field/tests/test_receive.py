from odoo import fields
from odoo.tests import freeze_time

from odoo.addons.regie_gup.tests.common_field import HERE, picture

from .common import PhoneCase

NOON = "2026-02-02 12:00:00"


class TestReceive(PhoneCase):
    """What a phone sends is applied in its order, once, and what is refused says why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls._create_members(12)
        cls.one = cls._create_pass_today(
            service_type=cls._create_service_type(
                photo_rule="after", needs_scan=True, check_ids=[(0, 0, {"name": "Mop"})]
            )
        )

    def _prepare_whole_pass(self):
        line = self.one.service_type_id.check_ids
        sick, *others = self.members.ids
        return [
            self._prepare_entry("start", self.one),
            self._prepare_entry("scan", self.one, label=f"https://x.example/regie/s/{self.one.site_id.qr_token}"),
            self._prepare_entry("check", self.one, results={str(line.id): "done"}),
            self._prepare_photo(self.one),
            self._prepare_entry("crew", self.one, present=others, absent={str(sick): "sick"}, hours=1.5),
            self._prepare_entry("done", self.one),
        ]

    def test_whole_pass_is_done_from_one_batch(self):
        entries = self._prepare_whole_pass()
        self.assertEqual(self._send(*entries), ["ok"] * 6, self.messages)
        self.assertEqual((self.one.state, self.one.hours), ("done", 16.5))
        self.assertEqual(sorted(self.one.proof_ids.mapped("kind")), ["photo_after", "scan"])
        self.assertEqual(self.one.check_ids.mapped("result"), ["done"])

    def test_batch_sent_twice_changes_nothing(self):
        entries = self._prepare_whole_pass()
        self._send(*entries)
        self.assertEqual(self._send(*entries), ["duplicate"] * 6)
        self.assertEqual((self.one.hours, self.one.proof_count), (16.5, 2))
        self.assertEqual(self._send(entries[0], entries[0]), ["duplicate"] * 2)

    def test_same_entry_twice_in_one_batch_counts_once(self):
        photo = self._prepare_photo(self.one)
        self.assertEqual(self._send(photo, photo), ["ok", "duplicate"])
        self.assertEqual(self.one.proof_count, 1)

    def test_refused_entry_says_why_and_is_sent_again_once_mended(self):
        done = self._prepare_entry("done", self.one)
        self.assertEqual(self._send(self._prepare_entry("start", self.one), done), ["ok", "refused"])
        self.assertIn("(E-INT-02)", self.messages[done["uid"]])
        entry = self.env["regie.field.entry"].search([("client_uid", "=", done["uid"])])
        self.assertTrue(entry.is_refused)
        self.assertIn("(E-INT-02)", entry.refusal)
        reason = self.env.ref("regie_gup.reason_label_torn").id
        mended = [self._prepare_photo(self.one), self._prepare_entry("no_scan", self.one, reason=reason)]
        self.assertEqual(self._send(*mended, done), ["ok"] * 3, self.messages)
        self.env.invalidate_all()
        self.assertEqual((entry.is_refused, entry.refusal, self.one.state), (False, False, "done"))
        self.assertEqual(self._send(done), ["duplicate"])

    def test_one_refused_entry_does_not_hold_up_the_others(self):
        bad = self._prepare_entry("photo", self.one, kind="photo_after", image="AAAA")
        self.assertEqual(
            self._send(self._prepare_entry("start", self.one), bad, self._prepare_photo(self.one)),
            ["ok", "refused", "ok"],
        )
        self.assertIn("(E-PROOF-01)", self.messages[bad["uid"]])
        self.assertEqual(self.one.proof_count, 1)

    def test_rules_of_the_hours_are_told_to_the_phone(self):
        entry = self._prepare_entry("crew", self.one, present=self.members.ids, absent={}, hours=25)
        self.assertEqual(self._send(entry), ["refused"])
        self.assertIn("(HRS-05)", self.messages[entry["uid"]])

    def test_hour_of_an_entry_is_that_of_the_server_less_its_wait(self):
        entry = self._prepare_entry("start", self.one, "2031-05-01T08:00:00.000Z")
        with freeze_time(NOON):
            self._send(entry, sent_at="2031-05-01T10:30:00.000Z")
        self.assertEqual(fields.Datetime.to_string(self.one.date_started), "2026-02-02 09:30:00")

    def test_phone_that_lies_about_its_hour_goes_neither_forward_nor_far_back(self):
        ahead, behind = self._create_pass_today(), self._create_pass_today()
        with freeze_time(NOON):
            self._send(self._prepare_entry("start", ahead, "2026-02-02T18:00:00Z"), sent_at="2026-02-02T12:00:00Z")
            self._send(self._prepare_entry("start", behind, "2001-01-01T00:00:00Z"), sent_at="2026-02-02T12:00:00Z")
        self.assertEqual(fields.Datetime.to_string(ahead.date_started), NOON)
        self.assertEqual(fields.Datetime.to_string(behind.date_started), "2026-01-26 12:00:00")

    def test_pass_of_another_team_is_refused(self):
        other = self._create_user("other", "group_role_team_leader")
        entries = [entry for entry in self._prepare_whole_pass() if entry["kind"] != "done"]
        self.assertEqual(self._send(*entries, user=other), ["refused"] * 5)
        self.assertEqual({message[-12:] for message in self.messages.values()}, {"(E-FIELD-03)"})
        self.assertEqual((self.one.state, self.one.proof_count, self.one.hours), ("planned", 0, 0))

    def test_agent_runs_the_passes_that_name_them_and_enters_no_crew(self):
        agent = self._create_user("agent")
        self.members[0].user_id = agent
        mine = self._create_pass_today(employee_ids=self.members[:1].ids)
        entries = [
            self._prepare_entry("start", mine),
            self._prepare_photo(mine),
            self._prepare_entry("crew", mine, present=self.members.ids, absent={}, hours=2),
            self._prepare_entry("done", mine),
            self._prepare_entry("start", self.one),
        ]
        self.assertEqual(self._send(*entries, user=agent), ["ok", "ok", "refused", "ok", "refused"], self.messages)
        self.assertIn("(E-FIELD-04)", self.messages[entries[2]["uid"]])
        self.assertEqual((mine.state, mine.proof_ids.user_id), ("done", agent))
        self.assertEqual(mine.sudo().line_ids.employee_id, self.members[0])

    def test_entry_of_somebody_else_is_not_played_in_another_name(self):
        entry = self._prepare_entry("start", self.one)
        self._send(entry)
        other = self._create_user("other", "group_role_team_leader")
        with self.assertRule("E-FIELD-01"):
            self._send(entry, user=other)

    def test_nonsense_is_refused_and_harms_nothing(self):
        nonsense = [
            {"kind": "unlink"},
            {"kind": None},
            {"kind": "photo", "data": {"kind": "signature", "image": picture()}},
            {"kind": "photo", "data": None},
            {"kind": "check", "data": {"results": {"1": "x"}}},
            {"kind": "check", "data": {"results": []}},
            {"kind": "crew", "data": {"present": ["x"], "absent": {}, "hours": 1}},
            {"kind": "crew", "data": {"present": [10**12], "absent": {}, "hours": 1}},
            {"kind": "crew", "data": {"present": [], "absent": {}, "hours": "NaN"}},
            {"kind": "anomaly", "data": {"key": "light", "images": [picture()] * 4}},
            {"kind": "start", "pass": "x"},
            {"kind": "start", "pass": None},
        ]
        for values in nonsense:
            with self.subTest(values):
                entry = {**self._prepare_entry("start", self.one), **values}
                self.assertEqual(self._send(entry), ["refused"])
        self.assertEqual((self.one.state, self.one.proof_count), ("planned", 0))
        for batch in (["x"], [{"uid": 3}], [{"uid": "short"}], "x", None):
            with self.subTest(batch), self.assertRule("E-FIELD-01"):
                self.env["regie.field.entry"].with_user(self.leader)._receive(batch, None)

    def test_what_is_seen_on_the_way_is_kept(self):
        entry = self._prepare_entry("anomaly", self.one, key="light", images=[picture()])
        self.assertEqual(self._send(entry), ["ok"], self.messages)
        self.assertIn("💡", self.one.note)

    def test_pass_that_cannot_be_done_tells_why(self):
        reason = self.env.ref("regie_gup.reason_no_access")
        without = self._prepare_entry("missed", self.one)
        self.assertEqual(
            self._send(without, self._prepare_entry("missed", self.one, reason=reason.id)), ["refused", "ok"]
        )
        self.assertIn("(E-INT-04)", self.messages[without["uid"]])
        self.assertEqual((self.one.state, self.one.reason_id), ("missed", reason))

    def test_photo_taken_far_carries_its_reason(self):
        latitude, longitude = HERE
        self.one.site_id.sudo().write({"latitude": latitude, "longitude": longitude})
        reason = self.env.ref("regie_gup.reason_far")
        far = {"latitude": latitude + 1, "longitude": longitude, "accuracy": 5, "reason": reason.id}
        self.assertEqual(self._send(self._prepare_photo(self.one, **far)), ["ok"])
        self.assertEqual((self.one.proof_ids.geo_state, self.one.proof_ids.far_reason_id), ("outside", reason))

    def test_entries_are_not_written_by_hand(self):
        self._send(self._prepare_entry("start", self.one))
        director = self._create_user("director", "group_role_director")
        entries = self.env["regie.field.entry"].with_user(director)
        entry = entries.search([("intervention_id", "=", self.one.id)])
        with self.assertRule("E-FIELD-02"):
            entry.write({"refusal": "x"})
        with self.assertRule("E-FIELD-02"):
            entries.create({"client_uid": "x" * 32})

    def test_old_entries_are_forgotten(self):
        entry = self._prepare_entry("start", self.one)
        with freeze_time("2026-02-02"):
            self._send(entry)
        row = self.env["regie.field.entry"].search([("client_uid", "=", entry["uid"])])
        row.sudo().received_at = fields.Datetime.subtract(fields.Datetime.now(), days=91)
        fresh = self._prepare_entry("start", self.one)
        self._send(fresh)
        cron = self.env.ref("regie_field.regie_field_entry_cron_forget")
        for _turn in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.assertFalse(row.exists())
        self.assertTrue(self.env["regie.field.entry"].search([("client_uid", "=", fresh["uid"])]))
