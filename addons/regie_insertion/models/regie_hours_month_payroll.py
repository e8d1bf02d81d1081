from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import etp
from .regie_iae_absence import KINDS

WEEKS_OF_A_MONTH = etp.to_decimal(52) / 12


class RegieHoursMonth(models.Model):
    """The hours of a validated month as the pay needs them, person by person."""

    _inherit = "regie.hours.month"

    payroll_exported_on = fields.Datetime(
        string="Sent to the pay on", readonly=True, copy=False, help="Last time that the file of the pay was made."
    )

    def action_export_payroll(self):
        """Choose the file of the pay and download it; the month must be validated (INS-M13)."""
        self.ensure_one()
        self._check_payroll_ready()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_payroll_export_action")
        return dict(action, context={"default_month_id": self.id})

    def _check_payroll_ready(self):
        for month in self:
            if not month.validated_on:
                raise UserError(
                    self.env._(
                        "Validate the hours of %(month)s first: the pay is made from a month that no longer changes. "
                        "(INS-M13)",
                        month=month.display_name,
                    )
                )

    def _get_payroll_rows(self):
        """Figures of each person of the month, by source of column: hours in exact decimals, texts ready to write."""
        self.ensure_one()
        self._check_payroll_ready()
        figures = self._read_payroll_figures()
        absences = self._read_payroll_absences()
        people = self.env["hr.employee"].with_context(active_test=False).browse({*figures, *absences}).sorted("name")
        last_day, zero = self._get_last_day(), etp.to_decimal(0)
        rows = []
        for person in people:
            worked, days, qpv, complementary, overtime = figures.get(person.id, (zero, 0, zero, zero, zero))
            kinds, paid = absences.get(person.id, ({}, zero))
            weekly = etp.to_decimal(person._get_version(last_day).weekly_hours)
            rows.append(
                {
                    "matricule": person.registration_number or "",
                    "name": person.name,
                    "nir": person.ssnid or "",
                    "birth_date": person.birthday.strftime("%d/%m/%Y") if person.birthday else "",
                    "month": self.date.strftime("%m/%Y"),
                    "weekly_hours": weekly,
                    "contract_hours": etp.to_decimal(weekly * WEEKS_OF_A_MONTH),
                    "hours_worked": worked,
                    "days_worked": days,
                    "hours_qpv": qpv,
                    "hours_complementary": complementary,
                    "hours_overtime": overtime,
                    **{kind: kinds.get(kind, zero) for kind, _label in KINDS},
                    "hours_paid": worked + paid,
                }
            )
        return rows

    def _read_payroll_figures(self):
        """``{employee id: (hours, days, QPV hours, complementary hours, overtime)}``, one SQL.

        Complementary hours and overtime are counted by week, in the month in which the week ends: hours above those
        of the contract up to the legal duration, then hours above it.
        """
        lines = self.env["account.analytic.line"]
        lines._flush_insertion_hours()
        self.env["hr.version"].flush_model(["weekly_hours"])
        first_week = self.date - relativedelta(days=self.date.weekday())
        rows = self.env.execute_query(
            SQL(
                """
                WITH hour AS (
                    SELECT entry.*, version.weekly_hours, date_trunc('week', entry.date)::date + 6 AS sunday
                      FROM (%(hours)s) entry
                 LEFT JOIN hr_version version ON version.id = entry.version_id
                ), week AS (
                    SELECT employee_id, sunday, SUM(unit_amount)::numeric AS worked,
                           MAX(weekly_hours)::numeric AS weekly
                      FROM hour WHERE sunday BETWEEN %(first_day)s AND %(last_day)s
                  GROUP BY employee_id, sunday
                ), extra AS (
                    SELECT employee_id,
                           SUM(CASE WHEN weekly > 0 THEN GREATEST(LEAST(worked, %(legal)s) - weekly, 0) ELSE 0 END)
                               AS complementary,
                           SUM(GREATEST(worked - GREATEST(%(legal)s, COALESCE(weekly, 0)), 0)) AS overtime
                      FROM week GROUP BY employee_id
                ), month AS (
                    SELECT employee_id, SUM(unit_amount)::numeric AS hours, COUNT(DISTINCT date) AS days,
                           COALESCE(SUM(unit_amount) FILTER (WHERE is_qpv), 0)::numeric AS qpv
                      FROM hour WHERE date BETWEEN %(first_day)s AND %(last_day)s
                  GROUP BY employee_id
                )
                SELECT employee_id, round(COALESCE(hours, 0), 2), COALESCE(days, 0), round(COALESCE(qpv, 0), 2),
                       round(COALESCE(complementary, 0), 2), round(COALESCE(overtime, 0), 2)
                  FROM month FULL JOIN extra USING (employee_id)
                """,
                hours=lines._insertion_hours_query(
                    SQL(
                        "line.company_id = %s AND line.date BETWEEN %s AND %s",
                        self.company_id.id,
                        first_week,
                        self._get_last_day(),
                    )
                ),
                first_day=self.date,
                last_day=self._get_last_day(),
                legal=self.env["regie.parameter"]
                .with_company(self.company_id)
                .get("duree_legale_hebdomadaire", self.date),
            )
        )
        return {
            employee_id: (etp.to_decimal(hours), days, *map(etp.to_decimal, others))
            for employee_id, hours, days, *others in rows
        }

    def _read_payroll_absences(self):
        """``{employee id: ({kind: hours}, hours paid)}``."""
        groups = self.env["regie.iae.absence"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("date_start", ">=", self.date),
                ("date_start", "<=", self._get_last_day()),
            ],
            ["employee_id", "kind", "is_paid"],
            ["hours:sum"],
        )
        absences = {}
        for employee, kind, is_paid, hours in groups:
            kinds, paid = absences.get(employee.id, ({}, etp.to_decimal(0)))
            kinds[kind] = kinds.get(kind, etp.to_decimal(0)) + etp.to_decimal(hours)
            absences[employee.id] = (kinds, paid + (etp.to_decimal(hours) if is_paid else 0))
        return absences
