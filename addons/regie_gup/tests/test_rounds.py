from datetime import date

from freezegun import freeze_time

from odoo import Command

from .common import GupCase

#: Monday
TODAY = "2026-03-02 08:00:00"


@freeze_time(TODAY)
class RoundsCase(GupCase):
    """A régie that plans its rounds, on a Monday of March 2026."""

    @classmethod
    def _create_round(cls, days=("mon",), **vals):
        """Create a service that comes back every week on some days unless told otherwise."""
        return cls._create_service(**{"frequency": "weekly", **dict.fromkeys(days, True), **vals})

    def _days(self, service, **domain):
        """The days of the passes of a service, in order."""
        passes = self.env["regie.intervention"].search([("service_id", "=", service.id)], order="date_planned, slot")
        return passes.mapped("date_planned")


@freeze_time(TODAY)
class TestGeneration(RoundsCase):
    """From a frequency to the passes of the next five weeks."""

    def test_service_is_planned_five_weeks_ahead_as_soon_as_it_is_saved(self):
        service = self._create_round(("mon", "thu"))
        days = self._days(service)
        self.assertEqual(days[:3], [date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 9)])
        # Easter Monday, 6 April, is the 35th day
        self.assertEqual(days[-1], date(2026, 4, 2))
        self.assertEqual(service.date_generated, date(2026, 4, 6))

    def test_pass_takes_what_its_service_says(self):
        team = self._create_team()
        service = self._create_round(department_id=team.id, time_start=7.5, time_end=9, planned_minutes=45)
        one = service.intervention_ids[:1]
        self.assertEqual((one.department_id, one.time_start, one.time_end), (team, 7.5, 9))
        self.assertEqual((one.planned_minutes, one.site_id, one.state), (45, service.site_id, "planned"))
        self.assertTrue(one.name.startswith("INT/"))

    def test_cron_generate_run_twice_adds_nothing(self):
        service = self._create_round()
        cron = self.env.ref("regie_gup.regie_service_cron_generate")
        with freeze_time("2026-03-10 08:00:00"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
            days = self._days(service)
            self.assertEqual(days[-1], date(2026, 4, 13))
            cron.method_direct_trigger()
        self.assertEqual(self._days(service), days)
        service._generate(date(2026, 4, 13), date(2026, 3, 2))
        self.assertEqual(self._days(service), days)

    def test_cancelled_pass_is_not_planned_again(self):
        service = self._create_round()
        cancelled = service.intervention_ids.filtered(lambda one: one.date_planned == date(2026, 3, 16))
        cancelled.sudo().date_cancelled = "2026-03-02 08:00:00"
        service._generate(date(2026, 4, 6))
        service._replan()
        self.assertEqual(self._days(service).count(date(2026, 3, 16)), 1)
        self.assertEqual(cancelled.state, "cancelled")

    def test_moved_pass_is_not_planned_again(self):
        service = self._create_round()
        moved = service.intervention_ids.filtered(lambda one: one.date_planned == date(2026, 3, 16))
        moved.date_planned = "2026-03-17"
        service._replan()
        self.assertNotIn(date(2026, 3, 16), self._days(service))
        self.assertEqual(moved.date_occurrence, date(2026, 3, 16))

    def test_new_frequency_drops_only_what_nothing_happened_on(self):
        service = self._create_round()
        passes = service.intervention_ids.sorted("date_planned")
        today, worked, started, planned = passes[:4]
        worker = self._create_worker()
        self._work(service.project_id, worker, day=date(2026, 3, 9), intervention_id=worked.id)
        started.sudo().date_started = "2026-03-02 08:00:00"
        extra = self._create_pass_on_site(day="2026-03-18", service=service, caught_up_id=today.id)
        service.write({"mon": False, "tue": True})
        self.assertTrue((today | worked | started | extra).exists())
        self.assertFalse(planned.exists())
        self.assertEqual(
            set(self._days(service)) - set((today | worked | started | extra).mapped("date_planned")),
            {date(2026, 3, day) for day in (3, 10, 17, 24, 31)},
        )

    def test_service_that_ends_loses_what_was_planned_after(self):
        service = self._create_round()
        service.date_end = "2026-03-16"
        self.assertEqual(self._days(service)[-1], date(2026, 3, 16))

    def test_archived_service_plans_nothing_more_and_comes_back(self):
        service = self._create_round()
        service.active = False
        self.assertEqual(self._days(service), [date(2026, 3, 2)])
        service.active = True
        self.assertEqual(len(self._days(service)), 5)

    def test_new_team_goes_to_the_passes_to_come_but_those_given_to_another(self):
        first, second, other = self._create_team(), self._create_team(), self._create_team()
        service = self._create_round(department_id=first.id)
        given = service.intervention_ids.sorted("date_planned")[2]
        given.department_id = other
        service.department_id = second
        teams = service.intervention_ids.sorted("date_planned").mapped("department_id.id")
        self.assertEqual(given.department_id, other)
        self.assertEqual(
            [one.department_id for one in service.intervention_ids.sorted("date_planned")],
            [first, second, other, second, second],
        )
        self.assertEqual(len(set(teams)), 3)

    def test_two_passes_a_day(self):
        service = self._create_round(slot_ids=[Command.create({"time_start": 14})], time_start=7)
        hours = service.intervention_ids.filtered(lambda one: one.date_planned == date(2026, 3, 9)).mapped("time_start")
        self.assertEqual(sorted(hours), [7, 14])
        service.slot_ids.unlink()
        self.assertEqual(len(self._days(service)), 6)

    def test_no_pass_in_a_pause(self):
        service = self._create_round()
        pause = self.env["regie.service.pause"].create(
            {"service_id": service.id, "date_from": "2026-03-09", "date_to": "2026-03-20"}
        )
        self.assertEqual(self._days(service), [date(2026, 3, 2), date(2026, 3, 23), date(2026, 3, 30)])
        pause.unlink()
        self.assertEqual(len(self._days(service)), 5)

    def test_closing_day_of_the_regie_moves_the_pass_as_the_service_says(self):
        kept, moved = self._create_round(), self._create_round(holiday_policy="after")
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Inventory",
                "company_id": self.company.id,
                "date_from": "2026-03-09 00:00:00",
                "date_to": "2026-03-09 20:00:00",
            }
        )
        self.assertNotIn(date(2026, 3, 9), self._days(kept))
        self.assertIn(date(2026, 3, 10), self._days(moved))
        leave.unlink()
        self.assertIn(date(2026, 3, 9), self._days(kept))
        self.assertNotIn(date(2026, 3, 10), self._days(moved))

    def test_good_friday_of_alsace(self):
        friday = date(2026, 4, 3)
        self.assertIn(friday, self._days(self._create_round(("fri",))))
        self.company.has_alsace_moselle_holidays = True
        self.assertNotIn(friday, self._days(self._create_round(("fri",))))

    def test_each_regie_has_its_own_passes_and_horizon(self):
        other = self._create_company()
        self.env["regie.parameter"].create(
            {
                "code": "passes_horizon_days",
                "name": "Horizon",
                "value": 7,
                "date_from": "2020-01-01",
                "source": "Test",
                "company_id": other.id,
            }
        )
        place = self._create_place("residence", company_id=other.id)
        worksite = self._create_worksite(company_id=other.id)
        service = self._create_round(project=worksite, site=place)
        self.assertEqual(self._days(service), [date(2026, 3, 2), date(2026, 3, 9)])
        self.assertEqual(service.intervention_ids.company_id, other)

    def test_a_year_of_sixty_sites_in_a_number_of_queries_that_does_not_depend_on_it(self):
        team, worksite, kind = self._create_team(), self._create_site(), self._create_service_type()
        place = self._create_place("residence")

        def queries(count):
            services = self.env["regie.service"].create(
                [
                    {
                        "project_id": worksite.id,
                        "site_id": place.id,
                        "service_type_id": kind.id,
                        "department_id": team.id,
                        "date_start": "2026-01-01",
                    }
                    for _number in range(count)
                ]
            )
            services.write(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), True))
            self.env.flush_all()
            self.env.cr.execute("UPDATE regie_service SET frequency = 'weekly' WHERE id = ANY(%s)", [services.ids])
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            passes = services._generate(date(2027, 3, 1), date(2026, 3, 2))
            self.env.flush_all()
            return len(passes), self.env.cr.sql_log_count - before

        few, queries_few = queries(2)
        many, queries_many = queries(60)
        self.assertEqual(many, few * 30)
        self.assertGreater(many, 14_000)
        # Beyond the rows themselves, inserted by hundreds, nothing is asked of PostgreSQL once more
        self.assertLessEqual(queries_many - many // 100, queries_few)


@freeze_time(TODAY)
class TestRulesOfServices(RoundsCase):
    """What a recurring service may not say."""

    def test_last_day_before_the_first_is_refused(self):
        with self.assertRule("E-PREST-01"):
            self._create_round(date_end="2025-12-31")

    def test_weekly_without_a_day_is_refused(self):
        for frequency in ("weekly", "every_n_weeks", "monthly_weekday"):
            with self.subTest(frequency=frequency), self.assertRule("E-PREST-02"):
                self._create_service(frequency=frequency)
        self._create_service(frequency="monthly_date")

    def test_site_out_of_the_territory_of_the_lot_is_refused(self):
        hall, elsewhere = self._create_hall(), self._create_hall()
        worksite = self._create_site(self._create_lot(site_ids=[Command.set(hall.parent_id.ids)]))
        self._create_round(project=worksite, site=hall)
        with self.assertRule("E-PREST-03"):
            self._create_round(project=worksite, site=elsewhere)

    def test_interval_of_nothing_is_refused(self):
        with self.assertRule("E-PREST-04"):
            self._create_round(frequency="every_n_weeks", interval=0)

    def test_day_up_to_which_a_service_is_planned_is_not_written_by_hand(self):
        service = self._create_round()
        office = self._create_user("office", "group_role_office")
        with self.assertRule("E-PREST-08"):
            service.with_user(office).date_generated = "2030-01-01"
        service.with_user(office).write({"tue": True})
        self.assertIn(date(2026, 3, 3), self._days(service))

    def test_site_with_passes_to_come_is_not_archived(self):
        service = self._create_round()
        building = service.site_id.parent_id
        for site in (service.site_id, building):
            with self.assertRule("E-SITE-05"):
                site.active = False
        service.active = False
        service.intervention_ids.sudo().date_missed = "2026-03-02"
        service.site_id.active = False

    def test_frequency_is_said_in_words(self):
        service = self._create_round(("mon", "wed", "fri"), time_start=7.5, time_end=9)
        self.assertEqual(service.frequency_text, "every week on monday, wednesday and friday, between 07:30 and 09:00")
        self.assertEqual(len(service.next_days.split(", ")), 6)
        service.invalidate_recordset()
        self.assertEqual(
            service.with_context(lang="fr_FR").frequency_text,
            "chaque semaine : lundi, mercredi et vendredi, entre 07:30 et 09:00",
        )


@freeze_time(TODAY)
class TestMissed(RoundsCase):
    """What nobody did, and how it is made up for."""

    def _create_missed(self, **vals):
        one = self._create_pass_on_site("2026-02-20", **vals)
        self.env["regie.intervention"]._cron_missed()
        return one

    def test_cron_missed_marks_what_nobody_began_and_nothing_else(self):
        late, yesterday = self._create_pass_on_site("2026-02-20"), self._create_pass_on_site("2026-03-01")
        begun = self._create_pass_on_site("2026-02-20")
        begun.sudo().date_started = "2026-02-20 08:00:00"
        cron = self.env.ref("regie_gup.regie_intervention_cron_missed")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual((late.state, yesterday.state, begun.state), ("missed", "planned", "in_progress"))
        self.assertEqual(late.date_missed, date(2026, 3, 2))

    def test_missed_pass_is_caught_up_by_a_new_one(self):
        missed = self._create_missed()
        reason = self.env.ref("regie_gup.reason_absent")
        wizard = self.env["regie.intervention.catch.up"].with_context(
            active_model="regie.intervention", active_ids=missed.ids
        )
        wizard.create({"date": "2026-03-04", "reason_id": reason.id}).action_apply()
        self.assertEqual(missed.state, "missed")
        self.assertEqual(missed.reason_id, reason)
        self.assertTrue(missed.is_caught_up)
        self.assertEqual(missed.catch_up_ids.date_planned, date(2026, 3, 4))
        self.assertFalse(missed.catch_up_ids.date_occurrence)
        self.assertNotIn(missed, self.env["regie.intervention"].search([("is_caught_up", "=", False)]))

    def test_pass_is_caught_up_once(self):
        missed = self._create_missed()
        again = missed._catch_up("2026-03-04")
        with self.assertRule("E-PREST-06"):
            missed._catch_up("2026-03-05")
        again.sudo().date_cancelled = "2026-03-04 08:00:00"
        missed._catch_up("2026-03-05")

    def test_day_of_a_missed_pass_is_a_fact(self):
        missed = self._create_missed()
        with self.assertRule("E-PREST-05"):
            missed.date_planned = "2026-03-05"
        with self.assertRule("E-PREST-05"):
            missed.write({"start_at": "2026-03-05", "is_all_day": True})

    def test_calendar_knows_the_closed_days(self):
        days = self.env["regie.intervention"].get_unusual_days("2026-04-01 00:00:00", "2026-05-01 00:00:00")
        self.assertEqual(sorted(days), ["2026-04-06", "2026-05-01"])


@freeze_time(TODAY)
class TestCalendar(RoundsCase):
    """A pass between two hours of the day, wherever it is dragged."""

    def _block(self, one):
        return str(one.start_at), str(one.stop_at), one.is_all_day

    def test_hours_are_those_of_the_regie_in_winter_and_in_summer(self):
        winter = self._create_pass_on_site("2026-03-03", time_start=7.5, time_end=9)
        summer = self._create_pass_on_site("2026-07-03", time_start=7.5, planned_minutes=90)
        free = self._create_pass_on_site("2026-03-03")
        self.assertEqual(self._block(winter), ("2026-03-03 06:30:00", "2026-03-03 08:00:00", False))
        self.assertEqual(self._block(summer), ("2026-07-03 05:30:00", "2026-07-03 07:00:00", False))
        self.assertEqual(self._block(free), ("2026-03-03 11:00:00", "2026-03-03 11:00:00", True))

    def test_dragged_pass_changes_its_day_and_hours(self):
        one = self._create_pass_on_site("2026-03-03", time_start=7.5, time_end=9)
        one.write({"start_at": "2026-03-04 08:00:00", "stop_at": "2026-03-04 09:30:00", "is_all_day": False})
        self.assertEqual((one.date_planned, one.time_start, one.time_end), (date(2026, 3, 4), 9, 10.5))
        one.write({"start_at": "2026-03-05", "stop_at": "2026-03-05", "is_all_day": True})
        self.assertEqual((one.date_planned, one.time_start, one.time_end), (date(2026, 3, 5), 0, 0))

    def test_pass_added_in_the_calendar_is_where_it_was_clicked(self):
        passes = self.env["regie.intervention"].with_context(
            default_start_at="2026-03-04 08:00:00", default_stop_at="2026-03-04 09:30:00", default_is_all_day=False
        )
        values = passes.default_get(["date_planned", "time_start", "time_end"])
        self.assertEqual(
            (values["date_planned"], values["time_start"], values["time_end"]), (date(2026, 3, 4), 9, 10.5)
        )
        model = self._create_pass_on_site()
        one = passes.create(
            {
                "project_id": model.project_id.id,
                "site_id": model.site_id.id,
                "service_type_id": model.service_type_id.id,
                "date_planned": "2026-03-06",
                "time_start": 10,
            }
        )
        self.assertEqual(str(one.start_at), "2026-03-06 09:00:00")

    def test_planning_reads_the_site_first(self):
        one = self._create_pass_on_site()
        self.assertTrue(one.with_context(pass_title=True).display_name.startswith(one.site_id.name))
        self.assertTrue(one.display_name.startswith("INT/"))
