"""Builders of the field: pictures as a phone takes them, a team on its site, a pass with its proofs."""

import base64
import io

from PIL import Image, WebPImagePlugin  # noqa: F401

from .common import GupCase

#: Somewhere in Louviers
HERE = (49.2145, 1.1656)


def picture(kind="JPEG", side=64, exif=None, colour=(30, 120, 60)):
    """A picture as base64, with metadata when some are given."""
    out = io.BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", (side, side), colour).save(out, kind, **options)
    return base64.b64encode(out.getvalue()).decode()


def picture_with_position():
    """A photo of a phone that wrote where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (49.0, 12.0, 52.0), 3: "E", 4: (1.0, 9.0, 56.0)}
    return picture(exif=exif)


class FieldCase(GupCase):
    """A team leader, their team and a pass of today on a hall."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls._create_user("leader", "group_role_team_leader")
        cls.team = cls._create_team(cls.leader)

    @classmethod
    def _create_members(cls, count, **vals):
        """Create people of the team, under contract all year."""
        return cls.env["hr.employee"].union(
            *(cls._create_worker(department_id=cls.team.id, **vals) for _number in range(count))
        )

    @classmethod
    def _create_pass_of_team(cls, day="2026-02-02", service_type=None, **vals):
        """Create a pass of the team, seen as its leader."""
        service = cls._create_service(service_type=service_type, department_id=cls.team.id)
        return cls._create_pass_on_site(day, service, **vals).with_user(cls.leader)

    @classmethod
    def _add_proof(cls, one, kind="photo_after", **vals):
        """Add a proof to a pass, as the one who works there."""
        image = {} if kind == "scan" else {"image": picture()}
        return one.env["regie.intervention.proof"].create({"intervention_id": one.id, "kind": kind, **image, **vals})

    @classmethod
    def _create_located_hall(cls, **vals):
        """Create a hall whose residence has a position."""
        latitude, longitude = HERE
        return cls._create_hall(latitude=latitude, longitude=longitude, **vals)
