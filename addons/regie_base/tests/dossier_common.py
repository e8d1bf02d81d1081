"""Builders of dossiers, for the tests of every addon that ships a template."""

import base64
import io
import zipfile

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.regie_base.tests.common import RegieCase


@tagged("post_install", "-at_install")
class DossierCase(RegieCase):
    """A template of three criteria, and dossiers made of it at any stage of their life."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls._create_user("director", "group_role_director")
        cls.office = cls._create_user("office", "group_role_office")
        cls.board_member = cls._create_user("board", "group_role_board_member")
        cls.consultant = cls._create_user("consultant", "base.group_portal")
        cls.stranger = cls._create_user("stranger", "base.group_portal")
        cls.indicator = cls._create_indicator()
        cls.scale = cls._create_scale()
        cls.template = cls._create_template()

    @classmethod
    def _create_indicator(cls, code="partners_named_so", name="Partners named so", **vals):
        """Create an indicator without code: the number of partners that bear a name."""
        return cls.env["regie.indicator"].create(
            {
                "code": code,
                "name": name,
                "unit": "partners",
                "formula": "Number of partners of that name",
                "source": "Directory",
                "company_id": False,
                "kind": "filter",
                "res_model": "res.partner",
                "date_mode": "today",
                "domain": "[('name', '=', 'Counted in the dossier')]",
                "measure": "count",
                **vals,
            }
        )

    @classmethod
    def _create_scale(cls, code="test_scale"):
        """Create a scale of its own words, which no language of the database translates."""
        names = ("Absent", "Started", "Partial", "Satisfactory", "Exemplary")
        levels = [Command.create({"value": value, "name": name}) for value, name in enumerate(names)]
        return cls.env["regie.dossier.scale"].create({"code": code, "name": "Five words", "level_ids": levels})

    @classmethod
    def _create_template(cls, code="label", **vals):
        """Create a template: A1 wants figure and text, A2 wants text and evidence, B1 only a text."""
        criteria = {
            "Inhabitants": [
                {"code": "A1", "name": "Board of inhabitants", "indicator_ids": [Command.set(cls.indicator.ids)]},
                {"code": "A2", "name": "Minutes are signed", "is_attachment_expected": True},
            ],
            "Economy": [{"code": "B1", "name": "Sound model", "expected": "Three years of accounts"}],
        }
        return cls.env["regie.dossier.template"].create(
            {
                "name": "Label",
                "code": code,
                "kind": "label",
                "scale_id": cls.scale.id,
                "section_ids": [
                    Command.create(
                        {
                            "code": name[0],
                            "name": name,
                            "sequence": rank,
                            "criterion_ids": [
                                Command.create({"sequence": place, **criterion})
                                for place, criterion in enumerate(section)
                            ],
                        }
                    )
                    for rank, (name, section) in enumerate(criteria.items())
                ],
                **vals,
            }
        )

    @classmethod
    def _create_dossier(cls, frozen=False, shared_with=None, complete=True, **vals):
        """Create a dossier of October 2026; complete with texts and one file, frozen and shared if asked."""
        dossier = cls.env["regie.dossier"].create(
            {
                "name": "Label 2026",
                "template_id": cls.template.id,
                "date_from": "2026-10-01",
                "date_to": "2026-10-31",
                "user_id": cls.director.id,
                **vals,
            }
        )
        if complete:
            for entry in dossier.entry_ids:
                entry.narrative = f"What the régie says about {entry.name}."
            cls._attach(cls._entry(dossier, "A2"), "minutes.txt", b"signed on 3 October")
        if frozen or shared_with:
            dossier.with_user(cls.director).action_freeze()
        if shared_with:
            cls._share(dossier, shared_with)
        return dossier

    @classmethod
    def _share(cls, dossier, users, days=30):
        """Share a frozen dossier with the partners of users."""
        date = fields.Date.context_today(dossier) + relativedelta(days=days)
        dossier.with_user(cls.director)._share(users.partner_id, date)

    @classmethod
    def _entry(cls, dossier, code):
        """Return the entry of a criterion."""
        return dossier.entry_ids.filtered(lambda entry: entry.code == code)

    @classmethod
    def _attach(cls, entry, name, content):
        """Attach a file to a criterion."""
        attachment = cls.env["ir.attachment"].create(
            {"name": name, "datas": base64.b64encode(content), "res_model": entry._name, "res_id": entry.id}
        )
        entry.attachment_ids += attachment
        return attachment

    @classmethod
    def _archive(cls, dossier):
        """Return {path: bytes} of the archive of a dossier."""
        stream = io.BytesIO()
        dossier._ensure_documents()
        dossier._write_archive(stream)
        with zipfile.ZipFile(stream) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
