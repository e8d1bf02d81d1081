"""One record of each model that a person keeps, in a régie: what the access matrix is tried on."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import Command, fields


def build_records(test, company, adviser):
    """Return ``{model: record}`` of one régie, of the year under way; ``adviser`` follows its pathway."""
    return _Regie(test, company, adviser).build()


class _Regie:
    """A régie with an agreement, a person in insertion and everything that is written about them."""

    def __init__(self, test, company, adviser):
        self.test = test
        self.company = company
        self.adviser = adviser
        self.env = test.env(context={**test.env.context, "allowed_company_ids": company.ids})
        self.today = fields.Date.context_today(self.env.user)
        self.records = {}

    def add(self, model, **vals):
        """Create the record of a model in this régie, and keep it."""
        if self.env[model]._fields.get("company_id") and not self.env[model]._fields["company_id"].related:
            vals.setdefault("company_id", self.company.id)
        self.records[model] = self.env[model].create(vals)
        return self.records[model]

    def build(self):
        """One record of each model."""
        self._build_papers()
        self._build_pass()
        self._build_clause()
        self._build_accompaniment()
        self._build_work()
        self._build_exit()
        return self.records

    def _build_papers(self):
        first = self.today.replace(month=1, day=1)
        last = first + relativedelta(years=1, days=-1)
        self.agreement = self.test._create_agreement(
            annex=False, company_id=self.company.id, date_start=first, date_end=first + relativedelta(years=2)
        )
        annex = self.test._create_annex(self.agreement, year=first.year)
        self.person = self.test._create_employee(
            company_id=self.company.id, contract=(first, last), agreement=self.agreement, pass_start=first
        )
        month = first + relativedelta(months=1)
        self.env["regie.hours.month"]._ensure_months([(self.company.id, month)])
        self.records |= {
            "regie.iae.agreement": self.agreement,
            "regie.iae.annex": annex,
            "regie.iae.pass": self.person.pass_ids,
            "regie.hours.month": self.env["regie.hours.month"].search([("company_id", "=", self.company.id)], limit=1),
        }
        self.add("regie.iae.statement", annex_id=annex.id, date_month=month)
        reconciliation = self.add("regie.iae.reconciliation", annex_id=annex.id, date_month=month)
        self.add("regie.iae.reconciliation.line", reconciliation_id=reconciliation.id, employee_id=self.person.id)
        self.add("regie.iae.aid.payment", annex_id=annex.id, date_month=month, date_expected=month, kind="modulation")
        forecast = self.add("regie.iae.cash.forecast")
        self.add("regie.iae.cash.line", forecast_id=forecast.id, date=self.today, name="Assurance", amount=-1)
        mapping = self.add("regie.import.mapping", name="Paie", side="pay")
        self.add("regie.import.mapping.column", mapping_id=mapping.id, header="Mat", meaning="matricule")
        template = self.add("regie.payroll.export.template", name="Paie", code=f"p{self.company.id}")
        self.add("regie.payroll.export.column", template_id=template.id, name="Heures")
        self.add("regie.contract.template", name="CDDI")
        self.add(
            "regie.iae.absence",
            employee_id=self.person.id,
            date_start=month,
            date_end=month,
            hours=5,
            kind="paid_leave",
        )
        self.add("regie.iae.renewal", employee_id=self.person.id, version_id=self.person.version_id.id)
        self.records["regie.iae.renewal.opinion"] = self.records["regie.iae.renewal"].opinion_ids[:1]

    def _build_pass(self):
        start = self.today - relativedelta(days=600)
        person = self.test._create_employee(company_id=self.company.id, contract=None, pass_start=start)
        self.add(
            "regie.iae.pass.suspension",
            pass_id=person.pass_ids.id,
            reason_id=self.env.ref("regie_insertion.suspension_reason_finished_contract").id,
            date_start=self.today - relativedelta(days=30),
            date_end=self.today - relativedelta(days=20),
        )
        self.add(
            "regie.iae.pass.prolongation",
            pass_id=person.pass_ids.id,
            reason_id=self.env["regie.iae.prolongation.reason"].search([("code", "=", "COMPLETE_TRAINING")]).id,
            date_start=person.pass_ids.date_end,
            date_end=person.pass_ids.date_end + relativedelta(days=30),
        )
        criterion = self.env["regie.iae.criterion"].search([("level", "=", "1")], limit=1)
        diagnosis = self.add("regie.iae.diagnosis", employee_id=person.id, agreement_id=self.agreement.id)
        self.add("regie.iae.diagnosis.line", diagnosis_id=diagnosis.id, criterion_id=criterion.id)
        self.add("regie.iae.control", name="Contrôle")
        self.add("regie.iae.employee.record", pass_id=self.person.pass_ids.id)
        self.add(
            "regie.iae.derogation",
            employee_id=self.person.id,
            ground="age_disability",
            date_from=self.today,
            date_to=self.today + relativedelta(months=6),
        )

    def _build_clause(self):
        clause = self.test._create_clause(company_id=self.company.id)
        other = self.test._create_clause(company_id=self.company.id)
        self.records["regie.clause"] = clause
        self.add("regie.clause.declaration", clause_id=clause.id, date_from=date(2026, 2, 1))
        self.add(
            "regie.clause.eligibility",
            employee_id=self.person.id,
            criterion_id=self.env["regie.clause.criterion"].search([], limit=1).id,
            date_from=self.today,
        )
        self.add(
            "regie.clause.globalisation",
            name="Accord",
            clause_ids=[Command.set((clause | other).ids)],
            date_start=clause.date_start,
            date_end=clause.date_end,
        )

    def _build_accompaniment(self):
        adviser = self.adviser if self.company in self.adviser.company_ids else None
        self.pathway = self.test._create_pathway(self.person, social_worker=adviser)
        self.records["regie.insertion.pathway"] = self.pathway
        axis = self.env["regie.barrier.axis"].search([], limit=1)
        of_person = {"pathway_id": self.pathway.id}
        self.add("regie.barrier.assessment", **of_person, axis_id=axis.id, level="2")
        interview = self.add("regie.interview", **of_person)
        self.add("regie.interview.note", interview_id=interview.id, body="Confidentiel")
        self.add("regie.goal", **of_person, name="Permis B")
        self.add("regie.goal.action", **of_person, name="Appeler l'auto-école")

    def _build_work(self):
        of_person = {"pathway_id": self.pathway.id}
        host = self.test._create_partner("Boulangerie du Parc", company_registry="80012345600011")
        days = {"date_start": self.today, "date_end": self.today + relativedelta(days=10)}
        pmsmp = self.add("regie.pmsmp", **of_person, host_id=host.id, **days)
        self.add("regie.pmsmp.schedule", pmsmp_id=pmsmp.id, hour_from=9, hour_to=12)
        self.add("regie.training", **of_person, name="SST", **days)
        skill = self.env["hr.skill"].search([], limit=1)
        grid = self.add("regie.skill.grid", name="Nettoyage")
        self.add("regie.skill.grid.line", grid_id=grid.id, skill_id=skill.id)
        evaluation = self.add("regie.skill.evaluation", employee_id=self.person.id, grid_id=grid.id)
        self.records["regie.skill.evaluation.line"] = evaluation.line_ids[:1]

    def _build_exit(self):
        self.records["regie.insertion.exit"] = self.test._create_exit(self.pathway, day=self.person.contract_date_end)
        self.add(
            "regie.insertion.follow.up",
            exit_id=self.records["regie.insertion.exit"].id,
            kind="fse",
            date_due=self.today,
        )
