from datetime import date

from freezegun import freeze_time

from odoo import Command

from odoo.addons.regie_base.tools.scope import Scope

from .test_rounds import TODAY, RoundsCase


@freeze_time(TODAY)
class TestSetup(RoundsCase):
    """The services of a contract, in one go."""

    def _set_up(self, sites, templates, worksite=None):
        setup = self.env["regie.service.setup"].create(
            {
                "project_id": (worksite or self._create_site()).id,
                "site_ids": [Command.set(sites.ids)],
                "template_ids": [Command.set(templates.ids)],
                "department_id": self._create_team().id,
                "date_start": "2026-03-02",
            }
        )
        action = setup.action_create()
        return setup, self.env["regie.service"].search(action["domain"])

    def test_three_halls_and_two_templates_make_six_planned_services(self):
        halls = self._create_hall() | self._create_hall() | self._create_hall()
        templates = self.env.ref("regie_gup.service_template_hall") | self.env.ref("regie_gup.service_template_lift")
        setup, services = self._set_up(halls, templates)
        self.assertEqual((setup.count, len(services)), (6, 6))
        self.assertEqual(services.site_id, halls)
        hall = services.filtered(lambda one: one.service_type_id.code == "hall")[:1]
        self.assertEqual((hall.mon, hall.tue, hall.planned_minutes), (True, False, 30))
        self.assertTrue(all(service.intervention_ids for service in services))

    def test_service_that_a_site_already_has_is_not_doubled(self):
        hall, worksite = self._create_hall(), self._create_site()
        template = self.env.ref("regie_gup.service_template_hall")
        self._set_up(hall, template, worksite)
        with self.assertRule("E-PREST-07"):
            self._set_up(hall, template, worksite)

    def test_hedges_come_back_in_march_and_september(self):
        _setup, hedges = self._set_up(self._create_hall(), self.env.ref("regie_gup.service_template_hedges"))
        self.assertEqual(hedges.month_ids.mapped("number"), [3, 9])
        self.assertEqual(
            hedges._get_wanted(date(2026, 3, 2), date(2027, 3, 31))[hedges], {date(2026, 9, 1), date(2027, 3, 1)}
        )

    def test_each_service_of_the_catalogue_has_a_length_a_sign_and_a_checklist(self):
        catalogue = self.env["regie.service.type"].search([("company_id", "=", False)])
        self.assertGreaterEqual(len(catalogue), 40)
        for one in catalogue:
            self.assertTrue(one.planned_minutes and one.pictogram and one.check_ids, one.code)


@freeze_time(TODAY)
class TestLoad(RoundsCase):
    """What is planned beside what the contracts give."""

    def test_hours_planned_are_shared_between_the_people_expected(self):
        team = self._create_team()
        first, second = (self._create_worker(department_id=team.id) for _number in range(2))
        self._create_service(department_id=team.id)
        crew = [Command.set((first | second).ids)]
        self._create_pass_on_site("2026-03-03", department_id=team.id, planned_minutes=120, employee_ids=crew)
        self._create_pass_on_site("2026-03-04", department_id=team.id, planned_minutes=90)
        self.env.flush_all()
        rows = self._read_load(team)
        self.assertEqual(rows[first], (1, 26, 25))
        self.assertEqual(rows[second], (1, 26, 25))
        self.assertEqual(rows[self.env["hr.employee"]], (1.5, 0, -1.5))

    def test_absence_is_not_available(self):
        team = self._create_team()
        worker = self._create_worker(department_id=team.id)
        self._create_service(department_id=team.id)
        self.env["regie.iae.absence"].create(
            {"employee_id": worker.id, "date_start": "2026-03-02", "date_end": "2026-03-03", "hours": 10}
        )
        self.assertEqual(self._read_load(team)[worker], (0, 16, 16))

    def test_team_leader_sees_the_load_of_their_team_only(self):
        leader = self._create_user("leader", "group_role_team_leader")
        own, other = self._create_team(leader=leader), self._create_team()
        for team in (own, other):
            self._create_service(department_id=team.id)
            self._create_pass_on_site("2026-03-03", department_id=team.id, planned_minutes=60)
        seen = self._load(self.env["regie.planning.load"].with_user(leader), own | other)
        self.assertEqual(seen.department_id, own)

    def _load(self, model, teams):
        self.env.flush_all()
        self.env.invalidate_all()
        return model.search([("department_id", "in", teams.ids), ("week", "=", "2026-03-02")])

    def _read_load(self, team):
        rows = self._load(self.env["regie.planning.load"], team)
        return {row.employee_id: (row.hours_planned, row.hours_contract, row.hours_free) for row in rows}


@freeze_time(TODAY)
class TestPrint(RoundsCase):
    """The planning on the wall, and the one for the landlord."""

    def _print(self, **vals):
        order = self.env["regie.planning.print"].create({"date": "2026-03-04", **vals})
        report = self.env.ref("regie_gup.regie_planning_print_report_action")
        return order, report._render_qweb_html(report.report_name, order.ids)[0].decode()

    def test_each_team_has_its_page_from_monday(self):
        first, second = self._create_team(), self._create_team()
        self._create_round(("mon", "sat"), department_id=first.id)
        self._create_round(("tue",), department_id=second.id)
        order, _page = self._print(department_ids=[Command.set((first | second).ids)])
        pages = order.get_pages()
        self.assertEqual([sheet["team"] for sheet in pages], [first, second])
        self.assertEqual([len(sheet["days"]) for sheet in pages], [6, 5])
        self.assertEqual(order.get_week()[0], date(2026, 3, 2))

    def test_names_are_on_the_wall_and_not_on_the_public_one(self):
        worker = self._create_worker(name="Amina Essai")
        one = self._create_pass_on_site("2026-03-03", employee_ids=[Command.set(worker.ids)])
        _order, wall = self._print()
        _order, public = self._print(is_public=True)
        self.assertIn("Amina Essai", wall)
        self.assertNotIn("Amina Essai", public)
        self.assertIn(one.site_id.name, public)

    def test_number_of_queries_does_not_depend_on_that_of_the_passes(self):
        self._create_round(("mon",))
        order, _page = self._print()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            report = self.env.ref("regie_gup.regie_planning_print_report_action")
            report._render_qweb_html(report.report_name, order.ids)
            return self.env.cr.sql_log_count - before

        few = queries()
        service = self._create_round(("mon", "tue", "wed", "thu", "fri"))
        service.copy().copy()
        self.assertLessEqual(queries(), few + 2)


@freeze_time(TODAY)
class TestIndicators(RoundsCase):
    """What the landlord's report counts."""

    def _figure(self, code, **narrowings):
        indicator = self.env.ref(f"regie_gup.indicator_{code}")
        scope = Scope(self.company, date(2026, 2, 1), date(2026, 2, 28), **narrowings)
        return getattr(indicator, f"_compute_{code}")(scope)

    def _create_validated(self, day, ended=None, **vals):
        one = self._create_pass_on_site(day, **vals)
        one.sudo().write(
            {
                "date_started": f"{ended or day} 08:00:00",
                "date_done": f"{ended or day} 09:00:00",
                "date_validated": f"{ended or day} 10:00:00",
            }
        )
        return one

    def test_no_pass_is_no_figure(self):
        self.assertFalse(self._figure("passes_done").is_available)
        self.assertFalse(self._figure("passes_on_time_rate").is_available)

    def test_late_missed_and_caught_up_passes(self):
        self._create_validated("2026-02-02")
        self._create_validated("2026-02-03", ended="2026-02-04")
        missed = self._create_pass_on_site("2026-02-05")
        self.env["regie.intervention"]._cron_missed()
        self._create_validated("2026-02-06", caught_up_id=missed.id)
        self._create_pass_on_site("2026-02-09").sudo().date_cancelled = "2026-02-09 08:00:00"
        self.assertEqual(self._figure("passes_done").value, 3)
        rate = self._figure("passes_on_time_rate")
        self.assertEqual((rate.numerator, rate.denominator), (1, 3))

    def test_landlord_counts_their_own_sites(self):
        landlord, other = self._create_partner(), self._create_partner()
        for owner in (landlord, other):
            service = self._create_service(site=self._create_hall(own_owner_id=owner.id))
            self._create_validated("2026-02-02", service=service)
        self.assertEqual(self._figure("passes_done").value, 2)
        self.assertEqual(self._figure("passes_done", partner=landlord).value, 1)

    def test_green_surface_counts_each_site_once_and_tells_the_unknown(self):
        mowing = self.env.ref("regie_gup.service_type_mowing")
        self.assertFalse(self._figure("green_surface_without_phyto").is_available)
        garden, unknown = (
            self._create_place("green", self._create_place("residence"), surface=surface) for surface in (800, 0)
        )
        for site in (garden, unknown):
            service = self._create_service(site=site, service_type=mowing)
            for day in ("2026-02-02", "2026-02-03"):
                self._create_validated(day, service=service)
        self._create_validated("2026-02-02")
        figure = self._figure("green_surface_without_phyto")
        self.assertEqual(figure.value, 800)
        self.assertIn(unknown.name, figure.detail)
