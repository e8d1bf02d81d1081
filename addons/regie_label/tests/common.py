"""Builders with the words of the label: an application at any step, what each step needs, a small grid."""

from dateutil.relativedelta import relativedelta

from odoo import Command, fields

from odoo.addons.regie_governance.tests.common import GovernanceCase


class LabelCase(GovernanceCase):
    """A régie whose inhabitants are in the majority, and a grid of three criteria, of which one is mandatory."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.consultant = cls._create_user("consultant", "base.group_portal")
        cls.network = cls._create_body("Network of the régies")
        cls.today = fields.Date.context_today(cls.env.user)
        cls.company.rna_number = "W271234567"
        for college in ("HAB", "HAB", "COL"):
            cls._create_mandate(college=college)

    @classmethod
    def _file(cls, name="signed.txt"):
        """Create a file."""
        return cls.env["ir.attachment"].create({"name": name, "raw": name.encode()})

    @classmethod
    def _create_application(cls, founded=False, prefigured=False, **vals):
        """Create an application started four years ago; with what the project group and the préfiguration need."""
        defaults = {
            "name": "Label of Louviers",
            "company_id": cls.company.id,
            "user_id": cls.director.id,
            "network_partner_id": cls.network.id,
            "date_start": cls.today - relativedelta(years=4),
        }
        application = cls.env["regie.label.application"].create({**defaults, **vals})
        if founded or prefigured:
            cls._found(application)
        if prefigured:
            cls._prefigure(application)
        return application

    @classmethod
    def _create_convention(cls, **vals):
        """Create a signed convention with the network."""
        signed = cls.today - relativedelta(years=4)
        defaults = {"name": "Convention", "partner_id": cls.network.id, "date_signed": signed, "date_start": signed}
        return cls.env["regie.convention"].create({**defaults, "company_id": cls.company.id, **vals})

    @classmethod
    def _found(cls, application, parties=("inhabitants", "authority", "landlord")):
        """Give an application what its project group needs."""
        application.write(
            {
                "origin": "inhabitants",
                "founder_ids": [
                    Command.create({"party": party, "partner_id": cls._create_person().id}) for party in parties
                ],
                "commitment_date": cls.today - relativedelta(years=4),
                "commitment_attachment_ids": [Command.set(cls._file("letter.txt").ids)],
                "amo_convention_id": cls._create_convention().id,
            }
        )

    @classmethod
    def _prefigure(cls, application):
        """Give an application what its préfiguration needs: members, convention, signed texts."""
        application.founder_ids.date_joined = cls.today - relativedelta(years=3)
        application.carrying_convention_id = cls._create_convention(name="Carrying")
        for signature in application.signature_ids:
            signature.write(
                {
                    "partner_id": cls.president.partner_id.id,
                    "date_signed": cls.today - relativedelta(years=3),
                    "attachment_ids": [Command.set(cls._file().ids)],
                }
            )

    @classmethod
    def _create_label_template(cls, **vals):
        """Create a grid: A1 mandatory with a figure by code, A2 and B1 optional."""
        scale = cls.env.ref("regie_base.dossier_scale_exemplary")
        awaited = [Command.create({"code": "meetings_regular", "name": "Regular meetings"})]
        criteria = {
            "Inhabitants": [
                {"code": "A1", "name": "Majority of inhabitants", "is_mandatory": True, "awaited_ids": awaited},
                {"code": "A2", "name": "Inhabitants come"},
            ],
            "Economy": [{"code": "B1", "name": "Sound model"}],
        }
        common = {"is_attachment_expected": True, "is_rating_expected": True}
        sections = [
            Command.create(
                {
                    "code": name[0],
                    "name": name,
                    "sequence": rank,
                    "criterion_ids": [
                        Command.create({**common, "sequence": place, **criterion})
                        for place, criterion in enumerate(lines)
                    ],
                }
            )
            for rank, (name, lines) in enumerate(criteria.items())
        ]
        return cls.env["regie.dossier.template"].create(
            {
                "name": "Small grid",
                "code": "small_label",
                "kind": "label",
                "scale_id": scale.id,
                "section_ids": sections,
                **vals,
            }
        )

    @classmethod
    def _create_label_dossier(cls, complete=True, **vals):
        """Create a dossier of the small grid over the last year, A1 and A2 told, proved and rated, B1 without proof."""
        template = cls.env["regie.dossier.template"].search([("code", "=", "small_label")])
        year = cls.today.year - 1
        dossier = cls.env["regie.dossier"].create(
            {
                "name": "Label",
                "template_id": (template or cls._create_label_template()).id,
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-31",
                "company_id": cls.company.id,
                "user_id": cls.director.id,
                **vals,
            }
        )
        if complete:
            for entry in dossier.entry_ids:
                entry.narrative = f"What the régie says of {entry.name}."
            cls._prove(dossier, "A1")
            cls._prove(dossier, "A2", value=2)
        return dossier

    @classmethod
    def _entry(cls, dossier, code):
        """Return the entry of a criterion."""
        return dossier.entry_ids.filtered(lambda entry: entry.code == code)

    @classmethod
    def _level(cls, value):
        """Return a level of the scale from absent to exemplary."""
        return cls.env.ref(f"regie_base.dossier_scale_exemplary_{value}")

    @classmethod
    def _prove(cls, dossier, code, value=3):
        """Attach an evidence to a criterion and rate it."""
        entry = cls._entry(dossier, code)
        proof = cls.env["ir.attachment"].create(
            {"name": f"{code}.txt", "raw": code.encode(), "res_model": entry._name, "res_id": entry.id}
        )
        entry.write({"attachment_ids": [Command.link(proof.id)], "own_level_id": cls._level(value).id})

    @classmethod
    def _create_expertise(cls, application, **vals):
        """Name the consultant of an application, the visit of yesterday and an access of three months."""
        return cls.env["regie.label.expertise"].create(
            {
                "application_id": application.id,
                "partner_id": cls.consultant.partner_id.id,
                "date_visit_start": cls.today - relativedelta(days=1),
                "date_visit_end": cls.today - relativedelta(days=1),
                "date_access_end": cls.today + relativedelta(months=3),
                **vals,
            }
        )

    @classmethod
    def _create_application_at(cls, step, **vals):
        """Create an application that has reached a step, with all that the steps before needed."""
        application = cls._create_application(prefigured=True, **vals).with_user(cls.director)
        steps = ("project_group", "prefiguration", "dossier", "expertise", "decision")
        for rank, name in enumerate(steps[: steps.index(step) + 1]):
            if name == "dossier":
                application.dossier_id = cls._create_label_dossier()
            if name == "expertise":
                cls._create_expertise(application)
            if name == "decision":
                cls._report(application)
            application._advance(cls.today - relativedelta(days=10 - rank))
        return application

    @classmethod
    def _report(cls, application):
        """Record the report of the consultant."""
        application.sudo().expertise_id.write(
            {
                "date_report": cls.today,
                "report_attachment_ids": [Command.set(cls._file("report.txt").ids)],
                "opinion": "favourable",
            }
        )

    @classmethod
    def _decide(cls, application, result="labelled", **vals):
        """Record the decision of the network."""
        return cls.env["regie.label.decision"].create(
            {
                "application_id": application.id,
                "date": cls.today,
                "result": result,
                "motivation": "The inhabitants carry the project.",
                **vals,
            }
        )
