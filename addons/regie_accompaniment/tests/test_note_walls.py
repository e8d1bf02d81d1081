import json
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common_social import SECRET, SocialCase

OUTSIDERS = ("office", "director", "team_leader", "accountant", "board_member", "cashier")
NOTE, INTERVIEW = "regie.interview.note", "regie.interview"


class NoteCase(SocialCase):
    """One confidential note, written by the CIP of a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pathway = cls._create_followed()
        cls.interview = cls._create_interview(cls.pathway, confidential_note=SECRET, shared_note="Permis de conduire")
        cls.note = cls.env[NOTE].search([("interview_id", "=", cls.interview.id)])
        cls.portal = new_test_user(cls.env, "soc_portal", groups="base.group_portal")

    def _doors(self):
        """``{door: (model, method, args, kwargs)}`` by which a text could come out, as a browser would ask."""
        note, interview, pathway = self.note.id, self.interview.id, self.pathway.id
        domain = [["id", "=", interview]]
        return {
            "form of the interview": (INTERVIEW, "read", [[interview], ["confidential_note", "shared_note"]], {}),
            "web form": (
                INTERVIEW,
                "web_read",
                [[interview]],
                {"specification": {"confidential_note": {}, "display_name": {}}},
            ),
            "list of interviews": (INTERVIEW, "search_read", [domain, ["confidential_note", "shared_note"]], {}),
            "form of the note": (NOTE, "read", [[note], ["body"]], {}),
            "list of notes": (NOTE, "search_read", [[["interview_id", "=", interview]], ["body"]], {}),
            "search by text": (NOTE, "search_count", [[["body", "ilike", "Traitement"]]], {}),
            "search by column": (NOTE, "search_count", [[["content", "ilike", "Traitement"]]], {}),
            "column": (NOTE, "read", [[note], ["content"]], {}),
            "grouped": (NOTE, "formatted_read_group", [[], ["content"]], {"aggregates": ["__count"]}),
            "grouped by text": (INTERVIEW, "formatted_read_group", [domain, ["shared_note"]], {}),
            "export": (INTERVIEW, "export_data", [[interview], ["confidential_note", "shared_note"]], {}),
            "export of the note": (NOTE, "export_data", [[note], ["body"]], {}),
            "export of the column": (NOTE, "export_data", [[note], ["content"]], {}),
            "name search": (INTERVIEW, "name_search", ["Traitement"], {}),
            "name of the note": (NOTE, "read", [[note], ["display_name"]], {}),
            "from the pathway": (
                "regie.insertion.pathway",
                "web_read",
                [[pathway]],
                {"specification": {"interview_ids": {"fields": {"confidential_note": {}, "shared_note": {}}}}},
            ),
            "page of the person": ("regie.insertion.pathway", "get_timeline_data", [[pathway]], {}),
            "related search": (
                "regie.insertion.pathway",
                "search_count",
                [[["interview_ids.shared_note", "ilike", "Permis"]]],
                {},
            ),
            "default values": (INTERVIEW, "copy_data", [[interview]], {}),
            "messages": ("mail.message", "search_read", [[["body", "ilike", "Traitement"]], ["body"]], {}),
            "autosave": (INTERVIEW, "autosave_note", [interview, "confidential_note", "x"], {}),
        }

    def assertNothing(self, answer, door):
        text = json.dumps(answer, default=str)
        self.assertNotIn("Traitement", text, door)
        self.assertNotIn("Permis", text, door)


class TestNoteWalls(NoteCase):
    """The confidential part of an interview, from both sides of its wall."""

    def _ask(self, user, model, method, args, kwargs):
        """What a user gets through a door; nothing when it is closed."""
        records = self.env[model].with_user(user)
        if args and isinstance(args[0], list) and args[0] and isinstance(args[0][0], int):
            records, args = records.browse(args[0]), args[1:]
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.addons.base.models.ir_rule", "odoo.models"):
                return getattr(records, method)(*args, **kwargs)
        except (AccessError, UserError, ValueError, KeyError) as refused:
            return str(refused)
        finally:
            self.env.invalidate_all()

    def test_outsiders_get_nothing_by_any_door(self):
        for role in OUTSIDERS:
            for door, call in self._doors().items():
                with self.subTest(role=role, door=door):
                    answer = self._ask(self.users[role], *call)
                    self.assertNothing(answer, door)
                    if door.startswith(("search by", "related search")):
                        self.assertFalse(isinstance(answer, int) and answer)
        for door, call in self._doors().items():
            with self.subTest(role="portal", door=door):
                self.assertNothing(self._ask(self.portal, *call), door)

    def test_the_same_doors_open_to_the_referent(self):
        for door in ("form of the interview", "web form", "list of interviews", "form of the note", "list of notes"):
            with self.subTest(door=door):
                self.assertIn(SECRET, json.dumps(self._ask(self.cip, *self._doors()[door]), default=str))

    def test_case_and_author_read_and_colleague_does_not(self):
        substitute = self._create_user("soc_substitute", "group_role_social_worker")
        pathway = self._create_followed(substitutes=[substitute])
        stand_in = self._create_interview(pathway, by=self.colleague, confidential_note=SECRET)
        for user in (self.cip, substitute, self.colleague):
            self.assertEqual(stand_in.with_user(user).confidential_note, SECRET, user.login)
        self.assertFalse(self.interview.with_user(self.colleague).confidential_note)
        self.assertFalse(self.interview.with_user(self.colleague).is_note_readable)
        self.assertEqual(self.interview.with_user(self.colleague).shared_note, "Permis de conduire")

    def test_no_adviser_searches_groups_or_exports_the_text(self):
        notes = self.env[NOTE].with_user(self.cip)
        with self.assertRaises(ValueError):
            notes.search([("body", "ilike", "Traitement")])
        with self.assertRaises(AccessError):
            notes.search([("content", "ilike", "Traitement")])
        with self.assertRaises(UserError):
            notes.browse(self.note.id).export_data(["content"])
        self.assertNotIn("Traitement", self.note.with_user(self.cip).display_name)

    def test_text_never_leaves_by_mail_or_tracking(self):
        self.interview.with_user(self.cip).confidential_note = f"{SECRET} encore"
        self.interview.with_user(self.cip).action_done()
        texts = {"mail.message": "body", "mail.mail": "body_html", "mail.tracking.value": "new_value_text"}
        for model, name in texts.items():
            self.assertFalse(self.env[model].sudo().search_count([(name, "ilike", "Traitement")]), model)
        self.assertNotIn("message_ids", self.env[NOTE]._fields)
        self.assertNotIn("message_ids", self.env[INTERVIEW]._fields)

    def test_superuser_in_the_name_of_a_director_reads_nothing(self):
        self.assertFalse(self.note.with_user(self.director).sudo().body)
        self.assertFalse(self.interview.with_user(self.director).sudo().confidential_note)

    def test_colleagues_read_when_the_regie_shares_its_cases(self):
        self.company.is_case_shared = True
        interview = self.interview.with_user(self.colleague)
        self.assertEqual(interview.confidential_note, SECRET)
        self.assertTrue(interview.is_note_editable)
        self.interview.with_user(self.cip).action_done()
        self.assertFalse(interview.is_note_editable)
        with self.assertRaises(AccessError):
            self.note.with_user(self.colleague).body = "Autre"
        self.assertFalse(self.interview.with_user(self.users["team_leader"]).has_access("read"))

    def test_adviser_does_not_let_oneself_into_a_case(self):
        with self.assertRule("INS-E06"):
            self.pathway.with_user(self.colleague).substitute_ids = self.colleague
        with self.assertRule("INS-E06"):
            self.pathway.with_user(self.colleague).social_worker_id = self.colleague
        self.pathway.with_user(self.cip).substitute_ids = self.colleague
        self.assertEqual(self.interview.with_user(self.colleague).confidential_note, SECRET)

    def test_leading_an_interview_opens_no_note_of_others(self):
        self.interview.with_user(self.colleague).social_worker_id = self.colleague
        self.assertFalse(self.interview.with_user(self.colleague).confidential_note)

    def test_director_named_referent_reads_nothing(self):
        self.pathway.with_user(self.director).social_worker_id = self.director
        self.assertFalse(self.note.with_user(self.director).has_access("read"))

    def test_walls_of_a_note_are_never_rewritten(self):
        with self.assertRule("INS-E05"):
            self.note.with_user(self.cip).author_id = self.colleague
        forged = self._create_interview(self.pathway)
        note = (
            self.env[NOTE]
            .with_user(self.cip)
            .create({"interview_id": forged.id, "author_id": self.colleague.id, "content": "faux", "body": "vrai"})
        )
        self.assertEqual((note.author_id, note.body), (self.cip, "vrai"))

    def test_padlock_names_who_reads_and_why(self):
        self.pathway.with_user(self.cip).substitute_ids = self.colleague
        readers = self.interview.with_user(self.cip).note_reader_list
        self.assertEqual([row["name"] for row in readers], [self.cip.name, self.colleague.name])
        self.assertEqual([row["reason"] for row in readers], ["referent", "substitute"])

    def test_another_regie_reads_nothing(self):
        other = self._create_company()
        stranger = self._create_user("soc_stranger", "group_role_social_worker", company=other)
        for model in (INTERVIEW, NOTE, "regie.goal", "regie.barrier.assessment", "regie.read.log"):
            self.assertFalse(self.env[model].with_user(stranger).search([]), model)


class TestBreakGlass(NoteCase):
    """The director reads once, for a reason, for some hours, in the sight of the referent."""

    def _open(self, user=None, reason="Plainte déposée par la personne ce matin"):
        user = user or self.director
        return self.env["regie.note.grant"].with_user(user).open_glass(self.pathway.with_user(user), reason)

    def test_director_reads_for_four_hours_then_no_more(self):
        with freeze_time("2026-03-02 10:00:00"):
            self.assertFalse(self.interview.with_user(self.director).has_access("read"))
            self._open()
            self.env.invalidate_all()
            self.assertEqual(self.interview.with_user(self.director).confidential_note, SECRET)
            self.assertFalse(self.interview.with_user(self.director).is_note_editable)
            self.assertEqual(
                self.env["regie.read.log"].search([("note_id", "=", self.note.id)]).mapped("basis"), ["grant"]
            )
        with freeze_time("2026-03-02 14:00:01"):
            self.env.invalidate_all()
            self.assertFalse(self.interview.with_user(self.director).has_access("read"))
            self.assertFalse(self.note.with_user(self.director).has_access("read"))

    def test_grant_opens_one_person_only(self):
        other = self._create_interview(self._create_followed(), confidential_note=SECRET)
        self._open()
        self.assertFalse(other.with_user(self.director).has_access("read"))
        manager = self._create_user("soc_manager", "group_role_director")
        self.assertFalse(self.interview.with_user(manager).has_access("read"))

    def test_referent_is_told_at_once_without_the_reason(self):
        before = self.env["mail.message"].search([], limit=1, order="id desc").id or 0
        self._open()
        message = self.env["mail.message"].search([("id", ">", before), ("model", "=", self.pathway._name)])
        self.assertIn(self.cip.partner_id, message.notified_partner_ids)
        self.assertIn(self.director.name, message.body)
        self.assertNotIn("Plainte", message.body)

    def test_grant_asks_for_a_reason_and_a_director(self):
        with self.assertRule("INS-E08"):
            self._open(reason="voir")
        for role in ("office", "social_worker"):
            with self.assertRule("INS-E07"):
                self._open(self.users[role])
        forged = {"pathway_id": self.pathway.id, "user_id": self.director.id, "date_end": datetime(2030, 1, 1)}
        with self.assertRaises(AccessError):
            self.env["regie.note.grant"].with_user(self.director).create({**forged, "reason": "Pour voir"})

    def test_grant_is_not_rewritten(self):
        grant = self._open()
        with self.assertRule("INS-E09"):
            grant.sudo().date_end = datetime(2030, 1, 1)
        with self.assertRaises(AccessError):
            grant.with_user(self.director).unlink()

    def test_wizard_opens_the_interviews_of_the_person(self):
        wizard = (
            self.env["regie.note.open"]
            .with_user(self.director)
            .create({"pathway_id": self.pathway.id, "reason": "Plainte déposée par la personne"})
        )
        self.assertEqual(wizard.hours, 4)
        action = wizard.action_open()
        self.assertEqual(self.env[INTERVIEW].with_user(self.director).search(action["domain"]), self.interview)
        self.assertTrue(self.pathway.with_user(self.director).has_note_grant)
        self.assertEqual(self.pathway.with_user(self.director).action_open_glass()["res_model"], INTERVIEW)


class TestReadLog(NoteCase):
    """Who read which note, when: written by the reading, rewritten by nobody."""

    def _logs(self):
        return self.env["regie.read.log"].search([("note_id", "=", self.note.id)])

    def test_reading_is_recorded_once_an_hour(self):
        for moment in ("2026-03-02 10:05:00", "2026-03-02 10:50:00", "2026-03-02 11:01:00"):
            with freeze_time(moment):
                self.env.invalidate_all()
                self.interview.with_user(self.cip).read(["confidential_note"])
        hours = [log.date_hour.hour for log in self._logs() if log.date_hour.day == 2]
        self.assertEqual(sorted(hours), [10, 11])
        self.assertEqual(set(self._logs().mapped("basis")), {"author"})

    def test_list_without_the_note_records_nothing(self):
        self.env.invalidate_all()
        self.env[INTERVIEW].with_user(self.cip).search_read([("id", "=", self.interview.id)], ["shared_note", "state"])
        self.assertFalse(self._logs())

    def test_nobody_rewrites_the_log(self):
        self.interview.with_user(self.cip).read(["confidential_note"])
        log = self._logs()
        self.assertTrue(log)
        for act in (lambda: log.write({"basis": "shared"}), log.unlink, lambda: log.create({"note_id": self.note.id})):
            with self.assertRule("INS-E10"):
                act()
        for statement in ("UPDATE regie_read_log SET basis = 'shared'", "DELETE FROM regie_read_log"):
            with (
                self.assertRaisesRegex(Exception, "INS-E10"),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(f"{statement} WHERE id = %s", [log.id])
        for user in (self.director, self.cip):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(log.with_user(user).has_access(operation))

    def test_retention_may_forget_a_whole_file(self):
        self.interview.with_user(self.cip).read(["confidential_note"])
        self.env.cr.execute("SET LOCAL regie.retention = 'on'")
        self.env.cr.execute("DELETE FROM regie_read_log WHERE note_id = %s", [self.note.id])
        self.env.cr.execute("SET LOCAL regie.retention = ''")
        self.env.invalidate_all()
        self.assertFalse(self._logs())

    def test_referent_and_director_see_the_log_and_nobody_else(self):
        self.interview.with_user(self.cip).read(["confidential_note"])
        log = self._logs()
        for user, seen in ((self.cip, True), (self.director, True), (self.colleague, False)):
            self.assertEqual(bool(log.with_user(user).search([("id", "in", log.ids)])), seen, user.login)
        for role in ("team_leader", "office", "accountant", "board_member", "cashier"):
            self.assertFalse(log.with_user(self.users[role]).has_access("read"), role)


@tagged("post_install", "-at_install")
class TestNoteWallsRpc(NoteCase, HttpCase):
    """The same doors, by the way of the browser."""

    def _call(self, model, method, args, kwargs):
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": {"model": model, "method": method, "args": args, "kwargs": kwargs}}),
            headers={"Content-Type": "application/json"},
        )
        return response.text

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")
    def test_outsiders_get_nothing_over_json_rpc(self):
        for role in ("team_leader", "director", "office", "accountant"):
            self.users[role].password = f"soc_{role}"
            self.authenticate(f"soc_{role}", f"soc_{role}")
            for door, call in self._doors().items():
                with self.subTest(role=role, door=door):
                    answer = self._call(*call).replace("ilike", "")
                    self.assertNotIn(SECRET, answer)
                    self.assertNotIn("Permis de conduire", answer)

    def test_referent_reads_over_json_rpc_and_it_is_recorded(self):
        self.cip.password = "soc_social_worker"
        self.authenticate("soc_social_worker", "soc_social_worker")
        answer = self._call(*self._doors()["web form"])
        self.assertIn(SECRET, answer)
        self.assertTrue(self.env["regie.read.log"].search([("note_id", "=", self.note.id)]))
