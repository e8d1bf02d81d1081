"""Builders with the words of waste and gardens."""

from odoo.addons.regie_gup.tests.common import GupCase


class WasteCase(GupCase):
    """A régie that sorts, weighs and grows."""

    @classmethod
    def _create_movement(cls, stream="wood_b", quantity=100, **vals):
        """Create waste to take away: 100 kg of wood unless told otherwise."""
        return cls.env["regie.waste.movement"].create(
            {
                "stream_id": cls.env.ref(f"regie_waste.stream_{stream}").id,
                "quantity": quantity,
                "date": "2026-03-02",
                **vals,
            }
        )
