"""One record of each model of governance that a person keeps, in a régie: what the access matrix is tried on."""

from odoo import fields


def build_records(test, company):
    """Return ``{model: record}`` of one régie."""
    return _Association(test, company).build()


class _Association:
    """An association with its statutes, a member who sits, and a draft meeting with everything written about it."""

    def __init__(self, test, company):
        self.company = company
        self.env = test.env(context={**test.env.context, "allowed_company_ids": company.ids})
        self.today = fields.Date.context_today(self.env.user)
        self.records = {}

    def add(self, model, **vals):
        """Create the record of a model in this régie, and keep it."""
        field = self.env[model]._fields.get("company_id")
        if field and not field.related:
            vals.setdefault("company_id", self.company.id)
        self.records[model] = self.env[model].create(vals)
        return self.records[model]

    def build(self):
        """One record of each model."""
        self.person = self.env["res.partner"].create({"name": "Awa"})
        self.other = self.env["res.partner"].create({"name": "Paul", "is_company": True})
        self._build_statutes()
        self._build_members()
        self._build_meeting()
        self._build_interests()
        return self.records

    def _build_statutes(self):
        self.college = self.add("regie.college", code="AMIS", name="Amis")
        self.organ = self.add("regie.organ", code="CA", name="Conseil", kind="board")
        of_text = {"statutes_id": self.add("regie.statutes", name="Statuts", date_start="2020-01-01").id}
        self.add("regie.statutes.clause", **of_text, topic="fee", article="5")
        of_organ = {**of_text, "organ_id": self.organ.id}
        self.add("regie.statutes.seat", **of_organ, college_id=self.college.id)
        self.add("regie.statutes.meeting.rule", **of_organ, secret_request_num=2)
        self.add("regie.statutes.vote.rule", **of_organ)
        self.records["regie.statutes"].date_adopted = "2019-12-01"

    def _build_members(self):
        self.member = self.add(
            "regie.membership",
            partner_id=self.person.id,
            college_id=self.college.id,
            date_approved="2020-01-02",
            date_start="2020-01-02",
        )
        self.add(
            "regie.membership.fee",
            membership_id=self.member.id,
            year=self.today.year,
            amount=5,
            date_due=self.today,
        )
        self.add("regie.membership.fee.rate", college_id=self.college.id, amount=5, date_start="2020-01-01")
        role = self.env.ref("regie_governance.mandate_role_administrator")
        sits = {"organ_id": self.organ.id, "membership_id": self.member.id, "role_id": role.id}
        self.mandate = self.add("regie.mandate", **sits, date_start="2025-01-01")
        self.add("regie.mandate.training", name="Comptes", partner_id=self.person.id, hours=3)
        self.add(
            "regie.mandate.draw",
            organ_id=self.organ.id,
            date=self.today,
            seed="x",
            cohort_count=1,
            people="[]",
            result="[]",
        )
        declaration = self.add("regie.prefecture.declaration")
        self.add("regie.prefecture.declaration.line", declaration_id=declaration.id, mandate_id=self.mandate.id)

    def _build_meeting(self):
        template = self.add("regie.meeting.template", name="Conseil ordinaire")
        self.add("regie.meeting.template.line", template_id=template.id, title="Questions diverses")
        meeting = self.add("regie.meeting", organ_id=self.organ.id, date=fields.Datetime.now())
        of_meeting = {"meeting_id": meeting.id}
        meeting._sync_attendance()
        line = self.records["regie.attendance"] = meeting.attendance_ids
        point = self.add("regie.resolution", **of_meeting, title="Élection", resolution_type="election")
        of_point = {"resolution_id": point.id}
        self.add("regie.candidacy", **of_point, partner_id=self.person.id)
        self.add("regie.proxy", **of_meeting, giver_id=line.id)
        meeting.date_convoked = fields.Datetime.now()
        self.add("regie.meeting.presence", attendance_id=line.id)
        self.add("regie.secret.request", **of_point, attendance_id=line.id)
        vote = self.add("regie.resolution", **of_meeting, title="Budget")
        meeting.date_opened = fields.Datetime.now()
        vote.date_opened = fields.Datetime.now()
        of_vote = {"resolution_id": vote.id}
        self.add("regie.resolution.tally", **of_vote, count_for=0)
        self.add("regie.vote.line", **of_vote, attendance_id=line.id, voter_id=self.person.id, choice="for")
        self.add(
            "regie.deliberation.publication",
            **of_vote,
            number="1",
            title="Budget",
            organ="CA",
            date=self.today,
            date_published=fields.Datetime.now(),
        )

    def _build_interests(self):
        declaration = self.add("regie.interest.declaration", partner_id=self.person.id)
        self.add("regie.interest.line", declaration_id=declaration.id, interest_partner_id=self.other.id)
        point = self.records["regie.resolution"].copy({"title": "Contrat", "resolution_type": "contract"})
        self.add("regie.recusal", resolution_id=point.id, partner_id=self.person.id, reason="Il y travaille")
        past = self.env["regie.meeting"].create({"organ_id": self.organ.id, "date": fields.Datetime.now()})
        past.date_signed = fields.Datetime.now()
        self.add("regie.minutes.correction", meeting_id=past.id, reason="Erreur de date", text="<p>Le 3, non le 4.</p>")
