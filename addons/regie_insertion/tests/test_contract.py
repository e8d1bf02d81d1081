from datetime import date

from freezegun import freeze_time

from .common_contract import ContractCase


@freeze_time("2026-10-15")
class TestContract(ContractCase):
    """Rules of the CDDI: duration, total, weekly hours, PASS."""

    def test_contract_of_four_months_is_accepted_and_one_day_less_refused(self):
        person = self._create_employee(contract=(date(2026, 11, 3), date(2027, 3, 2)))
        with self.assertRule("INS-C01"):
            person.contract_date_end = date(2027, 3, 1)

    def test_short_contract_has_its_reason(self):
        with self.assertRule("INS-C01"):
            self._create_employee(contract=(date(2026, 10, 1), date(2026, 11, 30)))
        contract = (date(2026, 10, 1), date(2026, 11, 30))
        self.assertTrue(self._create_employee(contract=contract, short_contract_reason="legal"))

    def test_contract_already_over_is_a_fact(self):
        self.assertTrue(self._create_employee(contract=(date(2026, 8, 14), date(2026, 10, 14))))

    def test_short_contract_of_a_file_was_ended_before_its_term(self):
        reason = self.env["hr.version"]._get_short_contract_reason
        self.assertEqual(reason("cddi", date(2026, 11, 3), date(2027, 3, 1)), "broken")
        self.assertFalse(reason("cddi", date(2026, 11, 3), date(2027, 3, 2)))
        self.assertFalse(reason("cdd", date(2026, 11, 3), date(2026, 11, 4)))
        self.assertFalse(reason("cddi", date(2026, 11, 3), False))

    def test_departure_ends_a_contract_before_its_minimum(self):
        person = self._create_employee(contract=(date(2026, 9, 1), date(2027, 8, 31)))
        wizard = self.env["hr.departure.wizard"].create(
            {
                "employee_ids": person.ids,
                "departure_date": date(2026, 10, 31),
                "departure_reason_id": self.env["hr.departure.reason"].search([], limit=1).id,
                "set_date_end": True,
            }
        )
        wizard.action_register_departure()
        self.assertEqual(person.contract_date_end, date(2026, 10, 31))

    def test_rules_leave_other_forms_alone(self):
        person = self._create_employee(
            contract=(date(2026, 11, 1), date(2026, 11, 30)), iae_form="cdd", weekly_hours=39
        )
        self.assertEqual(person.weekly_hours, 39)

    def test_contract_of_24_months_is_accepted_and_one_day_more_refused(self):
        person = self._create_employee(contract=(date(2026, 3, 1), date(2028, 2, 29)))
        with self.assertRule("INS-C02"):
            person.contract_date_end = date(2028, 3, 1)
        self._create_derogation(person, period=(date(2028, 3, 1), date(2028, 8, 31)))
        person.contract_date_end = date(2028, 3, 1)

    def test_contract_without_end_is_no_cddi(self):
        with self.assertRule("INS-C02"):
            self._create_employee(contract=(date(2026, 3, 1), False), iae_form="cddi")

    def test_renewals_count_together_without_the_gaps(self):
        person = self._create_employee(contract=(date(2025, 1, 1), date(2025, 12, 31)))
        person.create_version(
            {
                "date_version": date(2026, 2, 1),
                "contract_date_start": date(2026, 2, 1),
                "contract_date_end": date(2027, 1, 31),
            }
        )
        renewal = person.version_ids.sorted("date_version")[-1]
        self.assertEqual(renewal.iae_form, "cddi")
        with self.assertRule("INS-C02"):
            renewal.contract_date_end = date(2027, 2, 1)

    def test_cddi_becomes_a_cdi(self):
        person = self._create_employee(contract=(date(2025, 1, 1), date(2025, 12, 31)))
        person.create_version(
            {
                "date_version": date(2026, 1, 1),
                "contract_date_start": date(2026, 1, 1),
                "contract_date_end": False,
                "iae_form": "cdi",
                "weekly_hours": 35,
            }
        )
        self.assertEqual(person.version_ids.sorted("date_version").mapped("iae_form"), ["cddi", "cdi"])

    def test_form_and_end_change_in_one_go(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 31)))
        person.write({"iae_form": "cdi", "contract_date_end": False})
        person.write({"iae_form": "cddi", "contract_date_end": date(2026, 12, 31)})
        self.assertEqual(person.iae_form, "cddi")

    def test_weekly_hours_of_a_cddi_run_from_20_to_35(self):
        person = self._create_employee(weekly_hours=20)
        person.weekly_hours = 35
        with self.assertRule("INS-C03"):
            person.weekly_hours = 19.99
        with self.assertRule("INS-C04"):
            person.weekly_hours = 35.01
        self._create_derogation(person, "weekly_hours", (date(2026, 1, 1), date(2026, 12, 31)))
        person.weekly_hours = 10

    def test_start_is_covered_by_the_pass(self):
        person = self._create_employee(contract=None, pass_start=date(2026, 1, 1))
        self.assertEqual(person.pass_date_end, date(2027, 12, 31))
        dates = {"iae_form": "cddi", "contract_date_start": date(2025, 12, 31), "contract_date_end": date(2026, 9, 30)}
        with self.assertRule("INS-C05"):
            person.write(dates)
        person.write({**dates, "contract_date_start": date(2026, 1, 1)})

    def test_start_after_the_end_of_the_pass_is_refused(self):
        person = self._create_employee(contract=None, pass_start=date(2024, 1, 1))
        self.assertEqual(person.pass_date_end, date(2025, 12, 30))
        with self.assertRule("INS-C05"):
            person.write(
                {
                    "iae_form": "cddi",
                    "contract_date_start": date(2025, 12, 31),
                    "contract_date_end": date(2026, 12, 30),
                }
            )

    def test_end_before_start_is_refused_for_every_form(self):
        for form in ("cddi", "cdd"):
            with self.subTest(form=form), self.assertRule("INS-C06"):
                self._create_employee(contract=(date(2026, 5, 2), date(2026, 5, 1)), iae_form=form)

    def test_end_moved_before_the_start_is_refused(self):
        person = self._create_employee()
        with self.assertRule("INS-C06"):
            person.contract_date_end = date(2025, 12, 31)

    def test_two_contracts_do_not_overlap(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 6, 30)))
        with self.assertRule("INS-C11"):
            person.create_version(
                {
                    "date_version": date(2026, 6, 30),
                    "contract_date_start": date(2026, 6, 30),
                    "contract_date_end": date(2027, 1, 31),
                }
            )

    def test_contract_ending_within_eight_weeks_is_found(self):
        person = self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 10)))
        later = self._create_employee(contract=(date(2026, 1, 1), date(2026, 12, 11)))
        both = person | later
        found = self.env["hr.employee"].search([("is_contract_ending", "=", True), ("id", "in", both.ids)])
        self.assertEqual(found, person)
        self.assertEqual(both.filtered("is_contract_ending"), person)

    def test_limits_are_those_in_force_on_the_first_day(self):
        limit = self.env["regie.parameter"].search([("code", "=", "cddi_hebdo_max")])
        limit.date_to = date(2026, 12, 31)
        self.env.flush_all()
        self._create_parameter("cddi_hebdo_max", 32, date_from="2027-01-01")
        self._create_employee(contract=(date(2026, 12, 31), date(2027, 12, 30)), weekly_hours=35)
        with self.assertRule("INS-C04"):
            self._create_employee(contract=(date(2027, 1, 1), date(2027, 12, 31)), weekly_hours=35)
