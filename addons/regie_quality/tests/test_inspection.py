import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError

from .common import SIGNATURE, QualityCase, picture


class TestInspection(QualityCase):
    """An inspection from its grid to its signature: the score to the cent, and what may no longer change."""

    # Score and result

    def test_score_is_the_weighted_share_of_the_best_notes(self):
        inspection = self._create_inspection(4, 3, 1)
        # (3×4 + 2×3 + 1×1) ÷ (6×4) = 19 ÷ 24
        self.assertEqual((inspection.score, inspection.result), (79.17, "to_improve"))
        self.assertEqual((inspection.noted_count, inspection.line_count, inspection.weight_total), (3, 3, 6))

    def test_criterion_that_does_not_exist_here_counts_for_nothing(self):
        inspection = self._create_inspection(4, "na", 4)
        self.assertEqual((inspection.score, inspection.weight_total), (100, 4))

    def test_result_follows_the_threshold_and_its_margin(self):
        grid = self._create_grid(1, 1, 1, 1, 1)
        for notes, score, result in (
            ((4, 4, 4, 4, 0), 80, "compliant"),
            ((4, 4, 4, 3, 0), 75, "to_improve"),
            ((4, 4, 4, 0, 0), 60, "to_improve"),
            ((4, 4, 3, 0, 0), 55, "not_compliant"),
        ):
            with self.subTest(notes=notes):
                inspection = self._create_inspection(*notes, grid=grid)
                self.assertEqual((inspection.score, inspection.result), (score, result))

    def test_eliminatory_zero_is_not_compliant_whatever_the_score(self):
        grid = self._create_grid(5, 5, 5, {"weight": 1, "is_eliminatory": True})
        self.assertEqual(self._create_inspection(4, 4, 4, 1, grid=grid).result, "compliant")
        inspection = self._create_inspection(4, 4, 4, 0, grid=grid)
        self.assertEqual((inspection.score, inspection.result), (93.75, "not_compliant"))

    def test_threshold_of_the_site_beats_that_of_the_lot_and_of_the_regie(self):
        site = self._create_hall()
        lot = self._create_lot()
        lot.quality_threshold = 85
        self.assertEqual(self._create_inspection(site=site, lot_id=lot.id).threshold, 85)
        site.parent_id.parent_id.quality_threshold = 65
        inspection = self._create_inspection(site=site, lot_id=lot.id)
        self.assertEqual((inspection.threshold, inspection.threshold_low), (65, 45))
        site.parent_id.parent_id.quality_threshold = 90
        self.assertEqual(inspection.threshold, 65, "frozen on the day of the inspection")
        with self.assertRule("E-QUAL-15"):
            site.quality_threshold = 101

    # Grid and lines

    def test_grid_that_changes_changes_no_past_inspection(self):
        grid = self._create_grid()
        inspection = self._create_inspection(4, 4, 0, grid=grid)
        grid.criterion_ids[0].write({"weight": 5, "name": "Reworded"})
        grid.criterion_ids[2].unlink()
        self.assertEqual(inspection.line_ids.mapped("weight"), [3, 2, 1])
        self.assertEqual(inspection.line_ids[0].name, "Criterion 1")

    def test_weight_of_zero_is_refused(self):
        for weight in (0, -1, 6):
            with self.subTest(weight=weight), self.assertRule("E-QUAL-02"):
                self._create_grid(weight)

    def test_note_out_of_the_scale_is_refused_by_any_door(self):
        inspection = self._create_inspection()
        for note in (5, -1, "7", "good"):
            with self.subTest(note=note), self.assertRule("E-QUAL-01"):
                inspection.line_ids[0].write({"note": note})
        inspection.line_ids[0].write({"note": 3})
        self.assertEqual(inspection.line_ids[0].note, "3")

    def test_question_by_yes_or_no_takes_no_half_answer(self):
        grid = self._create_grid({"scale": "yes_no"})
        inspection = self._create_inspection(4, grid=grid)
        self.assertEqual(inspection.score, 100)
        with self.assertRule("E-QUAL-01"):
            inspection.line_ids.note = "2"

    def test_criteria_are_not_written_by_hand(self):
        inspection = self._create_inspection()
        office = self._create_user("office", "group_role_office")
        as_office = inspection.with_user(office)
        with self.assertRule("E-QUAL-05"):
            as_office.line_ids[0].weight = 5
        with self.assertRule("E-QUAL-05"):
            as_office.create(
                {
                    "site_id": inspection.site_id.id,
                    "grid_id": inspection.grid_id.id,
                    "line_ids": [(0, 0, {"name": "Mine", "weight": 1})],
                }
            )
        with self.assertRule("E-QUAL-05"):
            as_office.line_ids.create({"inspection_id": inspection.id, "name": "Mine"})

    def test_facts_are_not_written_by_hand(self):
        office = self._create_user("office", "group_role_office")
        inspection = self._create_inspection(4, 4, 4).with_user(office)
        for vals in (
            {"score": 100},
            {"result": "compliant"},
            {"date_done": "2026-02-02"},
            {"date_signed": "2026-02-02"},
            {"state": "signed"},
            {"threshold": 10},
            {"seal": "x"},
        ):
            with self.subTest(vals=vals), self.assertRule("E-QUAL-06"):
                inspection.write(vals)
        with self.assertRule("E-QUAL-06"):
            inspection.create({"site_id": inspection.site_id.id, "grid_id": inspection.grid_id.id, "score": 100})

    def test_no_context_gives_a_fact(self):
        office = self._create_user("office", "group_role_office")
        defaults = {"default_date_done": "2026-02-02", "default_date_signed": "2026-02-02", "default_score": 100}
        inspections = self.env["regie.quality.inspection"].with_user(office).with_context(**defaults)
        vals = {"site_id": self._create_hall().id, "grid_id": self._create_grid().id}
        inspection = inspections.create({**vals, "date": "2026-02-02"})
        self.assertEqual((inspection.state, inspection.score), ("draft", 0))
        self.assertFalse(inspection.date_signed)

    def test_grid_changes_until_something_is_noted(self):
        inspection = self._create_inspection()
        other = self._create_grid(5, 5)
        inspection.grid_id = other
        self.assertEqual(inspection.line_ids.mapped("weight"), [5, 5])
        self._note(inspection, 4)
        with self.assertRule("E-QUAL-07"):
            inspection.grid_id = self._create_grid()

    def test_worksite_and_lot_come_from_the_services_of_the_site(self):
        lot = self._create_lot()
        site = self._create_hall()
        service = self._create_service(project=self._create_site(lot), site=site)
        inspection = self._create_inspection(site=site)
        self.assertEqual((inspection.project_id, inspection.lot_id), (service.project_id, lot))

    def test_copy_takes_the_grid_of_today_and_no_note(self):
        grid = self._create_grid()
        inspection = self._create_inspection(4, 4, 0, grid=grid, done=True)
        grid.criterion_ids[0].weight = 4
        copy = inspection.copy()
        self.assertEqual((copy.state, copy.line_ids.mapped("note")), ("draft", [False] * 3))
        self.assertEqual(copy.line_ids.mapped("weight"), [4, 2, 1])
        self.assertNotEqual(copy.name, inspection.name)

    def test_many_inspections_are_created_in_a_constant_number_of_queries(self):
        site, grid = self._create_hall(), self._create_grid()
        vals = {"site_id": site.id, "grid_id": grid.id, "date": "2026-02-02"}
        self.env["regie.quality.inspection"].create(vals)
        counts = []
        for number in (10, 30):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["regie.quality.inspection"].create([vals] * number)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    # End

    def test_inspection_without_any_note_does_not_end(self):
        inspection = self._create_inspection("na", "na", "na")
        self.assertFalse(inspection.result)
        with self.assertRule("E-QUAL-03"):
            inspection.action_done()

    def test_inspection_that_is_not_finished_says_what_is_to_note(self):
        inspection = self._create_inspection(4, None, 4)
        with self.assertRaisesRegex(UserError, r"Criterion 2.*\(E-QUAL-09\)"):
            inspection.action_done()

    def test_bad_note_without_its_photo_does_not_end(self):
        grid = self._create_grid({"photo_required_below": 2}, 1)
        inspection = self._create_inspection(1, 4, grid=grid)
        with self.assertRule("E-QUAL-10"):
            inspection.action_done()
        inspection.line_ids[0].photo = picture()
        inspection.action_done()
        self.assertEqual(inspection.state, "done")

    def test_done_inspection_is_taken_up_again_before_it_changes(self):
        inspection = self._create_inspection(4, 4, 4, done=True)
        office = self._create_user("office", "group_role_office")
        as_office = inspection.with_user(office)
        with self.assertRule("E-QUAL-07"):
            as_office.line_ids[0].note = "0"
        with self.assertRule("E-QUAL-07"):
            as_office.date = "2026-03-03"
        as_office.action_reopen()
        as_office.line_ids[0].note = "0"
        as_office.action_done()
        self.assertEqual((inspection.state, inspection.score), ("done", 50))

    # Photos

    def test_photo_is_light_and_does_not_say_where_it_was_taken(self):
        exif = Image.Exif()
        exif[0x8825] = {1: "N", 2: (49.0, 12.0, 0.0)}
        inspection = self._create_inspection()
        inspection.line_ids[0].photo = picture(size=(3000, 2000), exif=exif)
        image = Image.open(io.BytesIO(base64.b64decode(inspection.line_ids[0].photo)))
        self.assertEqual((image.format, max(image.size), dict(image.getexif())), ("JPEG", 1600, {}))

    def test_file_that_is_no_photo_is_refused(self):
        inspection = self._create_inspection()
        for content in (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.4"):
            with self.subTest(content=content), self.assertRule("E-QUAL-08"):
                inspection.line_ids[0].photo = base64.b64encode(content)

    # Signature and contest

    def test_signed_inspection_is_read_only_for_everybody(self):
        inspection = self._create_inspection(1, 4, 4, done=True)
        inspection.sign("Claire Petit", SIGNATURE)
        self.assertEqual((inspection.state, inspection.signer_name), ("signed", "Claire Petit"))
        director = self._create_user("director", "group_role_director")
        for one in (inspection, inspection.with_user(director)):
            for act in (
                lambda one: one.write({"comment": "Better than it looks"}),
                lambda one: one.write({"date": "2026-01-01"}),
                lambda one: one.line_ids[0].write({"note": "4"}),
                lambda one: one.line_ids[0].write({"photo": False}),
                lambda one: one.line_ids[0].write({"comment": "Rain"}),
                lambda one: one.action_reopen(),
                lambda one: one.sign("Somebody else", SIGNATURE),
                lambda one: one.contest("Claire Petit", "After all"),
                lambda one: one.unlink(),
            ):
                with self.assertRule("E-QUAL-04"):
                    act(one)
        self.assertTrue(inspection._is_intact())
        inspection.message_post(body="People still talk about it")

    def test_photo_of_a_signed_inspection_is_not_replaced_by_the_file(self):
        inspection = self._create_inspection(1, 4, 4)
        inspection.line_ids[0].photo = picture("red")
        inspection.action_done()
        inspection.sign("Claire Petit", SIGNATURE)
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "regie.quality.inspection.line"),
                ("res_id", "=", inspection.line_ids[0].id),
                ("res_field", "=", "photo"),
            ]
        )
        self.assertEqual(len(file), 1)
        director = self._create_user("director", "group_role_director")
        for act in (lambda: file.with_user(director).write({"datas": picture()}), lambda: file.unlink()):
            with self.assertRule("E-QUAL-04"):
                act()

    def test_seal_tells_a_change_made_in_the_database(self):
        inspection = self._create_inspection(4, 4, 4, done=True)
        inspection.sign("Claire Petit", SIGNATURE)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE regie_quality_inspection_line SET note = '0' WHERE id = %s", (inspection.line_ids[0].id,)
        )
        self.env.invalidate_all()
        self.assertFalse(inspection._is_intact())

    def test_signature_needs_a_name_a_drawing_and_an_inspection_that_is_done(self):
        inspection = self._create_inspection(4, 4, 4)
        with self.assertRule("E-QUAL-11"):
            inspection.sign("Claire Petit", SIGNATURE)
        inspection.action_done()
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
        for name, drawing in ((" ", SIGNATURE), ("Claire Petit", False), ("Claire Petit", svg), ("Claire Petit", "é")):
            with self.assertRule("E-QUAL-12"):
                inspection.sign(name, drawing)

    def test_owner_contests_then_the_regie_answers_and_the_owner_signs(self):
        inspection = self._create_inspection(1, 4, 4, done=True)
        with self.assertRule("E-QUAL-12"):
            inspection.contest("Claire Petit", " ")
        inspection.contest("Claire Petit", "The door was locked")
        self.assertEqual((inspection.state, inspection.contest_reason), ("contested", "The door was locked"))
        self.assertIn(inspection.inspector_id, inspection.activity_ids.user_id)
        with self.assertRule("E-QUAL-07"):
            inspection.unlink()
        inspection.contest_answer = "We come back on Monday"
        inspection.sign("Claire Petit", SIGNATURE)
        self.assertEqual((inspection.state, inspection.contest_reason), ("signed", "The door was locked"))

    def test_contested_inspection_is_taken_up_again_with_its_history(self):
        inspection = self._create_inspection(1, 4, 4, done=True)
        inspection.contest("Claire Petit", "The door was locked")
        inspection.action_reopen()
        self.assertEqual(inspection.state, "draft")
        self.assertIn("The door was locked", " ".join(inspection.message_ids.mapped("body")))

    def test_answer_at_the_door_signs_or_contests(self):
        inspection = self._create_inspection(4, 4, 4, done=True)
        leader = self._create_user("leader", "group_role_team_leader")
        answer = self.env["regie.quality.answer"].with_user(leader)
        vals = {"inspection_id": inspection.id, "signer_name": "Claire Petit", "signature": SIGNATURE}
        with self.assertRaises(AccessError):
            answer.create(vals).action_confirm()
        inspection.sudo().inspector_id = leader
        answer.create({**vals, "decision": "contest", "reason": "Too fast"}).action_confirm()
        self.assertEqual(inspection.state, "contested")
        answer.create(vals).action_confirm()
        self.assertEqual(inspection.state, "signed")
        self.assertTrue(inspection.signature)

    def test_inspection_is_sent_to_a_contact_who_has_an_address(self):
        inspection = self._create_inspection(4, 4, 4)
        with self.assertRule("E-QUAL-11"):
            inspection.action_send()
        inspection.action_done()
        with self.assertRule("E-QUAL-13"):
            inspection.action_send()
        inspection.contact_id = self._create_partner("Claire Petit", email="claire@example.com")
        inspection.action_send()
        template = self.env.ref("regie_quality.mail_template_inspection")
        mail = self.env["mail.mail"].browse(template.send_mail(inspection.id))
        self.assertIn(f"/my/inspections/{inspection.id}?access_token=", mail.body_html)
        self.assertEqual(mail.recipient_ids, inspection.contact_id)
