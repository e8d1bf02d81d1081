"""Builders with the words of waste and gardens."""

from odoo.addons.regie_gup.tests.common import GupCase


class WasteCase(GupCase):
    """A régie that sorts, weighs and grows."""

    @classmethod
    def _create_movement(cls, stream="wood_b", quantity=100, gone=False, **vals):
        """Create waste to take away: 100 kg of wood unless told otherwise."""
        movement = cls.env["regie.waste.movement"].create(
            {
                "stream_id": cls.env.ref(f"regie_waste.stream_{stream}").id,
                "quantity": quantity,
                "date": "2026-03-02",
                **vals,
            }
        )
        if gone:
            movement.action_done()
        return movement

    @classmethod
    def _create_outdoor(cls, kind, **vals):
        """Create a garden, a compost or beehives, in a residence of their own."""
        return cls._create_place(kind, cls._create_place("residence"), **vals)

    @classmethod
    def _create_compost(cls, is_open=True, **vals):
        """Create a compost with its trained referent, open since 2026 unless told otherwise."""
        facts = {"date_opened": "2026-01-01"} if is_open else {}
        return cls.env["regie.compost.site"].create(
            {
                "name": f"Compost {next(cls._numbers)}",
                "site_id": cls._create_outdoor("compost").id,
                "referent_id": cls._create_partner().id,
                "date_training": "2025-06-01",
                **facts,
                **vals,
            }
        )

    @classmethod
    def _bring(cls, compost, weight, day="2026-03-02", **vals):
        """Bring kitchen waste to a compost."""
        return cls.env["regie.compost.log"].create({"compost_id": compost.id, "weight_in": weight, "date": day, **vals})

    @classmethod
    def _create_plot(cls, garden=None, **vals):
        """Create a plot of 20 m² of a garden."""
        garden = garden or cls._create_outdoor("garden")
        number = str(next(cls._numbers))
        return cls.env["regie.garden.plot"].create({"site_id": garden.id, "number": number, "surface": 20, **vals})

    @classmethod
    def _allocate(cls, plot=None, partner=None, date_from="2026-01-01", date_to="2026-12-31", **vals):
        """Allocate a plot for 2026 unless told otherwise."""
        return cls.env["regie.garden.allocation"].create(
            {
                "plot_id": (plot or cls._create_plot()).id,
                "partner_id": (partner or cls._create_partner()).id,
                "date_from": date_from,
                "date_to": date_to,
                **vals,
            }
        )

    @classmethod
    def _save_things(cls, category="door", quantity=4, in_stock=True, **vals):
        """Save things from the skip: four doors in stock unless told otherwise."""
        lot = cls.env["regie.reuse.lot"].create(
            {"category_id": cls.env.ref(f"regie_waste.reuse_category_{category}").id, "quantity": quantity, **vals}
        )
        if in_stock:
            lot.action_put_away()
        return lot

    @classmethod
    def _use_things(cls, lot, quantity=1, destination="worksite", **vals):
        """Use some things of a lot."""
        return cls.env["regie.reuse.use"].create(
            {"reuse_id": lot.id, "quantity": quantity, "destination": destination, "date": "2026-03-10", **vals}
        )
