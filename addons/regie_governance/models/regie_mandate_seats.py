from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

SEAT_FIELDS = {"organ_id", "role_id", "college_id", "membership_id", "partner_id", "date_start", "date_end"}


class RegieMandateSeats(models.Model):
    """The seats: never more than the statutes give a college, one holder at a time for a function that has one."""

    _inherit = "regie.mandate"

    is_role_unique = fields.Boolean(related="role_id.is_unique", string="One holder", store=True, precompute=True)

    _role_excl = models.Constraint(
        "EXCLUDE USING gist (organ_id WITH =, role_id WITH =, daterange(date_start, date_end, '[]') WITH &&)"
        " WHERE (is_role_unique)",
        "Somebody already holds this function of the organ on these dates: end that mandate first. (GOV-011)",
    )
    _person_excl = models.Constraint(
        "EXCLUDE USING gist (organ_id WITH =, partner_id WITH =, COALESCE(membership_id, 0) WITH =,"
        " daterange(date_start, date_end, '[]') WITH &&)",
        "This person already sits in the organ for this member on these dates: end that mandate first, the day before.",
    )

    @api.constrains("organ_id", "college_id", "membership_id", "date_start", "date_end")
    def _check_seats(self):
        """A college never has more people in an organ than the seats of the statutes in force when they come in.

        :raise ValidationError: GOV-010
        """
        statutes_on = {}
        for organ, mandates in self.filtered("college_id").grouped("organ_id").items():
            domain = [("organ_id", "=", organ.id), ("college_id", "in", mandates.college_id.ids)]
            peers = self.search(domain).grouped("college_id")
            for mandate in mandates:
                day = mandate.date_start
                if (organ.company_id, day) not in statutes_on:
                    statutes = self.env["regie.statutes"]._get_in_force(organ.company_id, day, raise_if_missing=False)
                    statutes_on[organ.company_id, day] = statutes
                statutes = statutes_on[organ.company_id, day]
                seat = statutes and statutes._get_seat(organ, mandate.college_id)
                if not seat or (seat.is_allowed and not seat.seats_max):
                    continue
                limit = seat.seats_max if seat.is_allowed else 0
                taken = mandate._get_seats_taken(peers.get(mandate.college_id, self))
                if taken > limit:
                    raise ValidationError(
                        self.env._(
                            "College %(college)s: %(taken)s seats taken out of %(limit)s in the %(organ)s. End a "
                            "mandate first, or change the seats of the statutes. (GOV-010)",
                            college=mandate.college_id.name,
                            taken=taken,
                            limit=limit,
                            organ=organ.name,
                        )
                    )

    def _get_seats_taken(self, peers):
        """Return the largest number of ``peers`` who sit on a same day of this mandate, itself included."""
        self.ensure_one()
        peers = peers.filtered(lambda peer: peer._overlaps(self.date_start, self.date_end)) | self
        days = {max(peer.date_start, self.date_start) for peer in peers}
        return max(len(peers.filtered(lambda peer, day=day: peer._overlaps(day, day))) for day in days)

    def _overlaps(self, start, end):
        """Tell whether the mandate lasts on a day at least of a period; no ``end``: without end."""
        self.ensure_one()
        return (not end or self.date_start <= end) and (not self.date_end or self.date_end >= start)

    @api.model_create_multi
    def create(self, vals_list):
        """Take the seats one after the other: two people who record at once cannot take the same last seat."""
        organs = self.env["regie.organ"].browse({vals["organ_id"] for vals in vals_list if vals.get("organ_id")})
        organs._lock_seats()
        self._refuse_second_holders((self.browse(), vals) for vals in vals_list)
        # the end just written of the mandate before must be there when PostgreSQL looks at the seat
        self.flush_model()
        mandates = super().create(vals_list)
        mandates._follow_change()
        return mandates

    def write(self, vals):
        """Take the seats one after the other, as at the creation; follow what changed in who sits."""
        if not SEAT_FIELDS & vals.keys():
            return super().write(vals)
        organs = self.organ_id | self.env["regie.organ"].browse(vals.get("organ_id") or [])
        organs._lock_seats()
        if {"organ_id", "role_id", "date_start", "date_end"} & vals.keys():
            self._refuse_second_holders((mandate, vals) for mandate in self)
        result = super().write(vals)
        self._follow_change()
        return result

    def unlink(self):
        """Look at the composition of the organs again: a seat is free."""
        organs = self.organ_id
        result = super().unlink()
        organs._plan_watch()
        return result

    def _follow_change(self):
        """What follows a change of who sits: the composition is looked at again."""
        self.organ_id._plan_watch()

    def _refuse_second_holders(self, changes):
        """Say who holds the function, before PostgreSQL refuses a second holder without a name.

        :param changes: iterable of (mandate or nothing, values to write)
        :raise ValidationError: GOV-011
        """
        wanted = []
        for mandate, vals in changes:
            role = self.env["regie.mandate.role"].browse(vals.get("role_id", mandate.role_id.id))
            organ = self.env["regie.organ"].browse(vals.get("organ_id", mandate.organ_id.id))
            start = fields.Date.to_date(vals.get("date_start", mandate.date_start)) or fields.Date.context_today(self)
            end = fields.Date.to_date(vals.get("date_end", mandate.date_end))
            if role.is_unique and organ:
                wanted.append((mandate, organ, role, start, end))
        if not wanted:
            return
        holders = self.search(
            Domain("organ_id", "in", [organ.id for _mandate, organ, *_rest in wanted])
            & Domain("role_id", "in", [role.id for _mandate, _organ, role, *_rest in wanted])
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", min(start for *_rest, start, _end in wanted)))
        ).grouped(lambda holder: (holder.organ_id, holder.role_id))
        for mandate, organ, role, start, end in wanted:
            others = holders.get((organ, role), self.browse()) - mandate
            if holder := others.filtered(lambda other, start=start, end=end: other._overlaps(start, end))[:1]:
                raise ValidationError(
                    self.env._(
                        "The function of %(role)s is already held by %(person)s since %(date)s: end that mandate "
                        "first. (GOV-011)",
                        role=role.name,
                        person=holder.partner_id.name,
                        date=format_date(self.env, holder.date_start),
                    )
                )
