import csv
import io
from datetime import date, datetime

from odoo import api, models

#: Countries of the nationality groups that the facilitators count.
EUROPE = "base.europe"


class RegieClauseDeclaration(models.Model):
    """The nominative file of the facilitator: one row per person and month, references and no scan.

    Minimal columns of the facilitators' tools; a proof of health or justice only says that the régie has verified it.
    """

    _inherit = "regie.clause.declaration"

    def _get_facilitator_titles(self):
        """Titles of the columns, in the order of ``_get_facilitator_rows``."""
        return [
            self.env._("Market"),
            self.env._("Lot"),
            self.env._("Buyer"),
            self.env._("Holder"),
            self.env._("Role of the régie"),
            self.env._("Address of the works"),
            self.env._("QPV of the works"),
            self.env._("From"),
            self.env._("To"),
            self.env._("Civility"),
            self.env._("Name"),
            self.env._("Birth date"),
            self.env._("Sex"),
            self.env._("Address"),
            self.env._("Town"),
            self.env._("Lives in a QPV"),
            self.env._("Nationality"),
            self.env._("Level of education"),
            self.env._("Status before the hire"),
            self.env._("Criterion of eligibility"),
            self.env._("Reference of the proof"),
            self.env._("Date of the proof"),
            self.env._("Prescriber"),
            self.env._("Employer"),
            self.env._("Type of contract"),
            self.env._("Contract from"),
            self.env._("Contract to"),
            self.env._("Job (ROME)"),
            self.env._("Working time"),
            self.env._("Month"),
            self.env._("Hours worked"),
            self.env._("Training hours"),
            self.env._("Hours lent"),
            self.env._("Situation at the exit"),
        ]

    def _get_facilitator_rows(self):
        """Rows of the file, lists of values; reading them asks for the right on the people of the declaration."""
        self.line_ids.check_access("read")
        rows = []
        for declaration in self:
            market = declaration._get_facilitator_market()
            hours = declaration._get_facilitator_hours()
            people = {}
            for employee, month, figures in hours:
                if employee not in people:
                    people[employee] = declaration._get_facilitator_person(employee)
                training = figures["hours_training"]
                worked = figures["hours"] - (training if declaration.clause_id.training_counted else 0)
                lent = figures["hours"] if declaration.clause_id.role == "lending" else 0
                rows.append(
                    [
                        *market,
                        *people[employee],
                        month,
                        round(worked, 2),
                        round(training, 2),
                        round(lent, 2),
                        declaration._get_facilitator_exit(employee),
                    ]
                )
        return rows

    def _get_facilitator_market(self):
        """The columns that are the same on every row of the declaration."""
        self.ensure_one()
        clause = self.clause_id
        market, _slash, lot = clause.reference.rpartition("/")
        sites = clause.project_ids
        roles = dict(clause._fields["role"]._description_selection(self.env))
        return [
            market or clause.reference,
            lot if market else "",
            clause.buyer_id.name,
            clause.main_contractor_id.name or clause.company_id.name,
            roles[clause.role],
            ", ".join(dict.fromkeys(sites.filtered("partner_id").mapped("partner_id.contact_address_inline")))
            or ", ".join(sites.mapped("name")),
            clause.territory_id.name if clause.territory_id.is_priority else "",
            self.date_from,
            self.date_to,
        ]

    def _get_facilitator_hours(self):
        """[(employee, month, figures)]: of a sent declaration the rows of the ledger it declared, else the hours."""
        self.ensure_one()
        if not self.sent_on:
            return self._read_facilitator_hours()
        # No row of the ledger is read that the declaration did not declare: its file does not change any more.
        groups = self.env["regie.clause.ledger"]._read_group(
            [
                ("clause_id", "=", self.clause_id.id),
                ("date_month", ">=", self.date_from),
                ("date_month", "<=", self.date_to),
                ("sequence", "<=", self.ledger_row),
            ],
            ["employee_id", "date_month:day"],
            ["hours:sum", "hours_training:sum"],
        )
        found = [
            (employee, month, {"hours": hours, "hours_training": training})
            for employee, month, hours, training in groups
            if hours or training
        ]
        return sorted(found, key=lambda row: (row[0].name, row[1]))

    def _read_facilitator_hours(self):
        """The hours of a draft, read from the timesheets."""
        months = self._get_months()
        periods = [
            (index, self.clause_id.id, max(start, self.date_from), min(end, self.date_to))
            for index, (start, end) in enumerate(map(_month_days, months))
        ]
        employees = self.env["hr.employee"]
        return [
            (
                employees.browse(employee),
                months[index],
                {"hours": float(hours["counted"]), "hours_training": float(hours["training"])},
            )
            for index, employee, hours in self.env["regie.clause"]._read_people(periods)
            if hours["counted"] or hours["training"]
        ]

    def _get_facilitator_person(self, employee):
        """The columns of a person, from their civility to their working time."""
        self.ensure_one()
        version = employee._get_version(self.date_to)
        forms = dict(version._fields["iae_form"]._description_selection(self.env))
        sexes = dict(version._fields["sex"]._description_selection(self.env))
        civilities = {"male": self.env._("Mr"), "female": self.env._("Mrs")}
        criterion, reference, proof_date = self._get_facilitator_proof(employee)
        full_time = self.company_id.resource_calendar_id.hours_per_week or 35
        return [
            civilities.get(version.sex, ""),
            employee.name,
            employee.birthday,
            sexes.get(version.sex, ""),
            " ".join(filter(None, (version.private_street, version.private_street2, version.private_zip))),
            version.private_city or "",
            self.env._("yes") if version.territory_id.is_priority else self.env._("no"),
            self._get_nationality_group(version.country_id),
            self._get_facilitator_level(employee),
            self._get_facilitator_status(employee),
            criterion,
            reference,
            proof_date,
            self._get_facilitator_prescriber(employee),
            self.company_id.name,
            forms.get(version.iae_form, ""),
            version.contract_date_start,
            version.contract_date_end,
            " ".join(filter(None, (version.job_id.name, version.rome_code))),
            self.env._("full time") if version.weekly_hours >= min(full_time, 35) else self.env._("part time"),
        ]

    def _get_facilitator_proof(self, employee):
        """(criterion, reference, date) of what makes the person eligible: by nature, else the verified criterion."""
        row = self.env["regie.clause.ledger"].search(
            [
                ("clause_id", "=", self.clause_id.id),
                ("employee_id", "=", employee.id),
                ("date_month", "<=", self.date_to),
                "|",
                ("pass_id", "!=", False),
                ("eligibility_id", "!=", False),
            ],
            order="sequence desc",
            limit=1,
        )
        if row.eligibility_id:
            return row.eligibility_id._get_shown_proof()
        held = (
            row.pass_id
            or employee.pass_ids.filtered(lambda one: one.date_start and one.date_start <= self.date_to).sorted(
                "date_start"
            )[-1:]
        )
        return self.env._("Employee of the régie in insertion (CCAG 16.1.1.1 c)"), held.number or "", held.date_start

    def _get_facilitator_status(self, employee):
        """Status of the person before the hire, from the entry in the pathway: resources and time without a job.

        Only what is neither health, justice, asylum nor housing.
        """
        pathway = self._get_facilitator_pathway(employee)
        parts = [
            self.env._("RSA") if (pathway.rsa or "NON") != "NON" else "",
            self.env._("ASS") if pathway.has_ass else "",
            self.env._("ARE") if pathway.has_are else "",
        ]
        labels = dict(pathway._fields["without_job_since"]._description_selection(self.env))
        if pathway.without_job_since:
            parts.append(self.env._("without a job: %(since)s", since=labels[pathway.without_job_since].lower()))
        return ", ".join(filter(None, parts))

    def _get_facilitator_level(self, employee):
        """Level of education on entry, else the one of the employee's file."""
        pathway = self._get_facilitator_pathway(employee)
        if pathway.education_level:
            return dict(pathway._fields["education_level"]._description_selection(self.env))[pathway.education_level]
        levels = dict(employee._fields["certificate"]._description_selection(self.env))
        return levels.get(employee.certificate, "")

    def _get_facilitator_pathway(self, employee):
        """The pathway of the person that had begun by the end of the period."""
        return self.env["regie.insertion.pathway"].search(
            [("employee_id", "=", employee.id), ("date_start", "<=", self.date_to)], order="date_start desc", limit=1
        )

    def _get_facilitator_prescriber(self, employee):
        """Prescriber of the person's PASS IAE; of a sensitive kind, only “Other”, whoever makes the file."""
        held = employee.pass_ids.filtered(lambda one: one.date_start and one.date_start <= self.date_to)
        # sudo: the file leaves the régie, it is masked here for everybody
        partner = held.sorted("date_start")[-1:].sudo().prescriber_id
        kind = partner.prescriber_kind_id
        return (kind._get_other().name if kind.is_sensitive else partner.name) or ""

    def _get_facilitator_exit(self, employee):
        """Category of the exit of the person when it happened by the end of the period."""
        exits = self.env["regie.insertion.exit"].search(
            [("employee_id", "=", employee.id), ("date", "<=", self.date_to)], order="date desc", limit=1
        )
        return dict(exits._fields["category"]._description_selection(self.env)).get(exits.category, "")

    @api.model
    def _get_nationality_group(self, country):
        """French, European Union, or outside; empty when it is not known."""
        if not country:
            return ""
        if country.code == "FR":
            return self.env._("French")
        if country in self.env.ref(EUROPE).country_ids:
            return self.env._("European Union")
        return self.env._("outside the European Union")

    def _get_facilitator_csv(self):
        """The file as CSV, as the facilitators' tools take it: UTF-8 with its mark, semicolons, decimal commas."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(self._get_facilitator_titles())
        writer.writerows([_to_text(value) for value in row] for row in self._get_facilitator_rows())
        return out.getvalue().encode("utf-8-sig")

    def action_export_csv(self):
        """Download the file of the facilitator as CSV."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/regie/clause/declaration/{self.id}/facilitator.csv",
            "target": "download",
        }


def _month_days(day):
    """First and last day of the month of ``day``."""
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), date.fromordinal(after.toordinal() - 1)


def _to_text(value):
    """A value as a French spreadsheet reads it; a formula is disarmed."""
    if isinstance(value, (date, datetime)):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    text = str(value or "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
