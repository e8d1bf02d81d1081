"""Builders with the words of a resident."""

import base64
import io

from PIL import Image

from odoo import Command

from odoo.addons.regie_gup.tests.common import GupCase


class ReportCase(GupCase):
    """A régie, its sites, and residents who report problems."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_user("bureau", "group_role_office")
        cls.director = cls._create_user("direction", "group_role_director")
        cls.leader = cls._create_user("chef", "group_role_team_leader")

    @classmethod
    def _kind(cls, code="dumping"):
        return cls.env.ref(f"regie_resident_report.report_category_{code}")

    @classmethod
    def _create_report(cls, site=None, kind="dumping", contact=None, **vals):
        """Create a report, with a description unless it has photos, anonymous unless an address is given."""
        reached = {"contact_email": contact, "has_consent": True} if contact else {}
        return (
            cls.env["regie.resident.report"]
            .sudo()
            .create(
                {
                    "site_id": (site or cls._create_place("neighbourhood")).id,
                    "category_id": cls._kind(kind).id,
                    "description": "" if vals.get("photo_ids") else "A sofa in front of the door",
                    **reached,
                    **vals,
                }
            )
            .sudo(False)
        )

    @classmethod
    def _create_report_pass(cls, report, **vals):
        """Plan a pass for a report."""
        project = cls._create_site()
        return report.with_user(cls.office)._plan_pass(
            {"project_id": project.id, "service_type_id": cls._create_service_type().id, **vals}
        )

    @classmethod
    def _write_fact(cls, one, **vals):
        """Write the facts of a pass, as its buttons do."""
        one.sudo().write(vals)

    @classmethod
    def _picture(cls, kind="PNG", size=(12, 8), **options):
        """Return the bytes of a small picture."""
        out = io.BytesIO()
        Image.new("RGB", size, (40, 90, 60)).save(out, kind, **options)
        return out.getvalue()

    @classmethod
    def _photo(cls, content=None, **vals):
        """Return the command that adds a photo."""
        return Command.create({"image": base64.b64encode(content or cls._picture()), **vals})
