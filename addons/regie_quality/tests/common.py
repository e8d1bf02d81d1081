"""Builders with the words of inspections."""

import base64
import io

from PIL import Image

from odoo import Command

from odoo.addons.regie_gup.tests.common import GupCase


def picture(color="green", size=(40, 30), form="JPEG", **options):
    """A small picture, in base64."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, form, **options)
    return base64.b64encode(out.getvalue())


SIGNATURE = picture("white", (80, 40), "PNG")


class QualityCase(GupCase):
    """A régie that inspects the halls of a landlord."""

    @classmethod
    def _create_grid(cls, *criteria, **vals):
        """Create a grid: one criterion per weight, or per dict of values; three of weights 3, 2 and 1 by default."""
        criteria = criteria or (3, 2, 1)
        number = next(cls._numbers)
        return cls.env["regie.quality.grid"].create(
            {
                "name": f"Grid {number}",
                "family_id": cls.env.ref("regie_gup.service_family_cleaning").id,
                "criterion_ids": [
                    Command.create(
                        {
                            "name": f"Criterion {place}",
                            "sequence": place,
                            **(criterion if isinstance(criterion, dict) else {"weight": criterion}),
                        }
                    )
                    for place, criterion in enumerate(criteria, 1)
                ],
                **vals,
            }
        )

    @classmethod
    def _create_inspection(cls, *notes, grid=None, site=None, done=False, **vals):
        """Create an inspection of 2 February 2026, with these notes, ended when told."""
        inspection = cls.env["regie.quality.inspection"].create(
            {
                "site_id": (site or cls._create_hall()).id,
                "grid_id": (grid or cls._create_grid()).id,
                "date": "2026-02-02",
                "kind": "joint",
                **vals,
            }
        )
        cls._note(inspection, *notes)
        if done:
            inspection.action_done()
        return inspection

    @classmethod
    def _note(cls, inspection, *notes):
        """Note the criteria, in their order; None leaves one without a note."""
        for line, note in zip(inspection.line_ids, notes, strict=False):
            if note is not None:
                line.note = str(note)
        return inspection

    @classmethod
    def _create_landlord(cls, login="landlord", partner=None):
        """Create a person of a landlord, with access to the portal."""
        user = cls._create_user(login, "base.group_portal")
        user.password = login
        user.partner_id.parent_id = partner or cls._create_partner()
        return user
