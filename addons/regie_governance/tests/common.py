"""Builders with the words of an association: statutes, members, mandates, meetings. No demo data is ever needed."""

from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.fields import Datetime

from odoo.addons.regie_base.tests.common import RegieCase


class GovernanceCase(RegieCase):
    """A régie with statutes in force since 2020, an assembly, a board and a bureau, and members built on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleges = {
            code: cls.env.ref(f"regie_governance.college_{code.lower()}")
            for code in ("HAB", "COL", "BAI", "PAR", "SAL")
        }
        cls.assembly = cls._create_organ("AG", "assembly", name="General assembly")
        cls.board = cls._create_organ("CA", "board", name="Board", is_composition_watched=True)
        cls.bureau = cls._create_organ("BUR", "bureau", name="Bureau")
        cls.statutes = cls._create_statutes()
        cls.president = cls._create_user("president", "regie_governance.group_role_president")
        cls.secretary = cls._create_user("secretary", "group_role_office")
        cls.reader = cls._create_user("reader", "group_role_board_member")

    @contextmanager
    def assertRule(self, code):
        """Check that a rule refuses with its code, and take back what was written before it did."""
        with self.assertRaisesRegex(UserError, code), self.cr.savepoint():
            yield

    @classmethod
    def _role(cls, code):
        return cls.env.ref(f"regie_governance.mandate_role_{code}")

    @classmethod
    def _create_organ(cls, code, kind, company=None, **vals):
        """Create an organ of the régie."""
        return cls.env["regie.organ"].create(
            {"code": code, "name": code, "kind": kind, "company_id": (company or cls.company).id, **vals}
        )

    @classmethod
    def _create_statutes(cls, meeting_rule=None, vote_rule=None, organs=None, **vals):
        """Create adopted statutes, with the same rule of meetings and of votes for each organ: no fee, a quorum of half
        without proxies, simple majority of the votes expressed."""
        organs = organs or (cls.assembly | cls.board | cls.bureau)
        defaults = {
            "name": "Statutes",
            "date_start": "2020-01-01",
            "date_adopted": "2019-12-15",
            "fee_condition": "none",
            "company_id": cls.company.id,
        }
        meeting_rules = [Command.create({"organ_id": organ.id, **(meeting_rule or {})}) for organ in organs]
        vote_rules = [Command.create({"organ_id": organ.id, **(vote_rule or {})}) for organ in organs]
        return cls.env["regie.statutes"].create(
            {**defaults, "meeting_rule_ids": meeting_rules, "vote_rule_ids": vote_rules, **vals}
        )

    @classmethod
    def _set_meeting_rule(cls, organ, **vals):
        """Change the rule of the meetings of an organ."""
        cls.statutes.meeting_rule_ids.filtered(lambda rule: rule.organ_id == organ).write(vals)

    @classmethod
    def _set_vote_rule(cls, organ, **vals):
        """Change the rule of majority of an organ."""
        cls.statutes.vote_rule_ids.filtered(lambda rule: rule.organ_id == organ).write(vals)

    @classmethod
    def _create_person(cls, name=None, **vals):
        """Create a natural person."""
        name = name or f"Person {next(cls._numbers)}"
        mail = f"{name.lower().replace(' ', '.')}@inhabitants.example"
        return cls.env["res.partner"].create({"name": name, "email": mail, **vals})

    @classmethod
    def _create_body(cls, name=None, **vals):
        """Create a legal person: landlord, authority, association."""
        return cls._create_person(name or f"Body {next(cls._numbers)}", is_company=True, **vals)

    @classmethod
    def _create_member(cls, person=None, college="HAB", **vals):
        """Create a member since 2020, an inhabitant by default; a legal person gets a representative."""
        person = person or cls._create_person()
        if person.is_company and "representative_id" not in vals:
            vals["representative_id"] = cls._create_person(parent_id=person.id).id
        defaults = {"date_submitted": "2020-01-01", "date_approved": "2020-01-02", "date_start": "2020-01-02"}
        if cls.colleges[college].is_authority or cls.colleges[college].is_landlord:
            defaults.update(designation_body="Council", designation_date="2019-12-01")
        return cls.env["regie.membership"].create(
            {
                "partner_id": person.id,
                "college_id": cls.colleges[college].id,
                "company_id": cls.company.id,
                **defaults,
                **vals,
            }
        )

    @classmethod
    def _create_mandate(cls, member=None, organ=None, role="administrator", college="HAB", **vals):
        """Create a mandate since 2025 in the board, for a new inhabitant by default."""
        member = member or cls._create_member(college=college)
        return cls.env["regie.mandate"].create(
            {
                "membership_id": member.id,
                "organ_id": (organ or cls.board).id,
                "role_id": cls._role(role).id,
                "date_start": "2025-01-01",
                **vals,
            }
        )

    @classmethod
    def _create_meeting(cls, organ=None, date="2026-06-10 16:00:00", **vals):
        """Create a draft meeting of the board."""
        return cls.env["regie.meeting"].create({"organ_id": (organ or cls.board).id, "date": date, **vals})

    @classmethod
    def _create_resolution(cls, meeting, title="Approve", **vals):
        """Add a point to the agenda of a meeting."""
        return cls.env["regie.resolution"].create({"meeting_id": meeting.id, "title": title, **vals})

    @classmethod
    def _enter(cls, meeting, *partners, at=None, **vals):
        """Have people come into a meeting, at its start by default."""
        lines = meeting.attendance_ids.filtered(lambda line: line.partner_id.id in [p.id for p in partners])
        return cls.env["regie.meeting.presence"].create(
            [{"attendance_id": line.id, "date_in": at or meeting.date, **vals} for line in lines]
        )

    @classmethod
    def _leave(cls, meeting, partner, at):
        """Have somebody leave a meeting."""
        lines = meeting.attendance_ids.filtered(lambda line: line.partner_id == partner)
        lines.presence_ids.filtered(lambda span: not span.date_out).write({"date_out": Datetime.to_datetime(at)})

    @classmethod
    def _give_proxy(cls, meeting, giver, holder, **vals):
        """Record a signed proxy, not yet looked at."""
        line = meeting.attendance_ids.filtered(lambda line: line.partner_id == giver)
        return cls.env["regie.proxy"].create(
            {
                "meeting_id": meeting.id,
                "giver_id": line.id,
                "holder_id": holder.id if holder else False,
                "date_signed": "2026-06-01",
                "is_signed": True,
                "date_received": "2026-06-02 08:00:00",
                **vals,
            }
        )

    @classmethod
    def _recuse(cls, resolution, partner, **vals):
        """Record the recusal of a person on a point."""
        return cls.env["regie.recusal"].create(
            {"resolution_id": resolution.id, "partner_id": partner.id, "reason": "Works for the landlord", **vals}
        )

    @classmethod
    def _declare_interest(cls, person, *partners, **vals):
        """Create a signed declaration with one interest per partner."""
        lines = [Command.create({"interest_partner_id": partner.id, **vals}) for partner in partners]
        return cls.env["regie.interest.declaration"].create(
            {"partner_id": person.id, "date": "2026-01-15", "company_id": cls.company.id, "line_ids": lines}
        )
