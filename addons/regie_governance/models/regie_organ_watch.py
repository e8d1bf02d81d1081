from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..tools import composition


class Composition(NamedTuple):
    """Whether inhabitants hold the majority of an organ on a day. ``state`` is None when nobody sits."""

    date: Any
    basis: str
    inhabitants: int
    total: int
    state: str | None
    missing_colleges: Any
    date_breach: Any
    date_cure: Any
    needed: int

    @property
    def share(self):
        """Inhabitants in percent, None when nobody sits."""
        return 100 * self.inhabitants / self.total if self.total else None


class RegieOrganWatch(models.Model):
    """The watch over the majority of inhabitants: counted at each change and every night, told, kept, cured."""

    _inherit = "regie.organ"

    seat_lock = fields.Integer(readonly=True, copy=False, groups="base.group_system", export_string_translation=False)
    composition_ids = fields.One2many("regie.organ.composition", "organ_id", string="Compositions")
    composition_state = fields.Selection(
        [("ok", "Majority"), ("warning", "Majority by one seat"), ("breach", "No majority")],
        string="Majority of inhabitants",
        compute="_compute_composition_state",
        store=True,
        help="As last counted: at each change of the mandates, colleges, members and addresses, and every night.",
    )
    composition_sentence = fields.Char(compute="_compute_composition_sentence")
    composition_date_cure = fields.Date(string="To restore before", compute="_compute_composition_sentence")

    @api.depends("composition_ids.state", "is_composition_watched")
    def _compute_composition_state(self):
        for organ in self:
            last = organ.composition_ids.sorted(lambda line: (line.date, line.id))[-1:]
            organ.composition_state = organ.is_composition_watched and last.state

    @api.depends("composition_ids", "mandate_ids", "is_composition_watched")
    def _compute_composition_sentence(self):
        found = self._read_compositions()
        for organ in self:
            one = found.get(organ._origin)
            organ.composition_sentence = one and organ._get_composition_sentence(found=one)
            organ.composition_date_cure = one and one.date_cure

    def _lock_seats(self):
        """Make two transactions that seat people in the same organ follow each other: the second one is run again by
        the server, and then sees who was seated by the first."""
        if self:
            # an UPDATE and not only a lock: what a waiting transaction read before would still be true for it
            self.env.execute_query(
                SQL(
                    """UPDATE regie_organ SET seat_lock = COALESCE(seat_lock, 0) + 1
                        WHERE id IN (SELECT id FROM regie_organ WHERE id IN %s ORDER BY id FOR UPDATE) RETURNING id""",
                    tuple(self.ids),
                )
            )

    # Count

    def _evaluate_composition(self, date=None):
        """Return the ``Composition`` of an organ on a date, today by default, whether it is watched or not."""
        self.ensure_one()
        return self._read_compositions(date, watched_only=False)[self]

    def _read_compositions(self, date=None, watched_only=True):
        """Return ``{organ: Composition}`` on a date, today by default."""
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        # sudo: who may read an organ may know how many inhabitants decide there, not the register of the members
        organs = self._origin.sudo().filtered(lambda organ: organ.is_composition_watched or not watched_only)
        groups = organs._read_groups(date)
        breaches = organs._read_breaches(date)
        return {organ: organ._compose(date, groups[organ], breaches.get(organ)) for organ in organs}

    def _compose(self, date, groups, date_breach):
        """Return the ``Composition`` made of the groups of an organ; ``date_breach`` is that of a breach that lasts."""
        statutes = self._get_statutes_on(date)
        basis, strict = statutes.majority_basis or "mandates", statutes.is_majority_strict if statutes else True
        inhabitants, total = composition.count(groups, basis)
        state = composition.get_state(groups, basis, strict)
        missing = self._get_missing_colleges(groups, statutes) if total else self.env["regie.college"]
        if state == "ok" and missing:
            state = "warning"
        since = (date_breach or date) if state == "breach" else False
        cure = self._get_cure_date(since, statutes) if since else False
        needed = composition.get_missing(inhabitants, total, strict)
        return Composition(date, basis, inhabitants, total, state, missing, since, cure, needed)

    def _read_groups(self, date):
        """Return ``{organ: [composition.Group]}``: how each college stands on a date. A college that gives an opinion
        is left out: it decides nothing."""
        sitting = {organ: {} for organ in self}
        for organ in self.filtered(lambda organ: organ._is_elected_by_members()):
            statutes = organ._get_statutes_on(date)
            for member in self.env["regie.membership"]._get_voters(organ.company_id, date, statutes):
                sitting[organ].setdefault(member.college_id, []).append(member.college_id.is_resident)
        others = self.filtered(lambda organ: not organ._is_elected_by_members())
        mandates = self.env["regie.mandate"].search(
            self.env["regie.mandate"]._get_running_domain(date) & Domain("organ_id", "in", others.ids)
        )
        mandates = mandates.filtered(lambda mandate: mandate.college_id.voice != "consultative")
        moved = mandates._get_moved_out(date)
        for mandate in mandates:
            is_inhabitant = mandate.college_id.is_resident and mandate not in moved
            sitting[mandate.organ_id].setdefault(mandate.college_id, []).append(is_inhabitant)
        return {organ: organ._prepare_groups(people, date) for organ, people in sitting.items()}

    def _prepare_groups(self, people, date):
        """Return the groups of an organ from ``{college: [inhabitant or not]}`` and the seats of its statutes."""
        seats = self._get_statutes_on(date).seat_ids.filtered(
            lambda seat: seat.organ_id == self and seat.is_allowed and seat.college_id.voice != "consultative"
        )
        by_college = seats.grouped("college_id")
        colleges = seats.college_id | self.env["regie.college"].union(*people)
        groups = [
            composition.Group(
                college,
                sitting=len(people.get(college, ())),
                inhabitants=sum(people.get(college, ())),
                is_resident=college.is_resident,
                seats=by_college.get(college, seats.browse()).seats_max,
                weight=by_college[college].weight if college in by_college else 1,
            )
            for college in colleges
        ]
        no_college = people.get(self.env["regie.college"], ())
        return groups + ([composition.Group(False, sitting=len(no_college), weight=1)] if no_college else [])

    def _get_statutes_on(self, date):
        """Return the statutes that rule the organ on a date; empty when none does."""
        self.ensure_one()
        return self.env["regie.statutes"]._get_in_force(self.company_id, date, raise_if_missing=False)

    def _get_missing_colleges(self, groups, statutes):
        """Return the founding colleges that nobody represents: inhabitants and authorities everywhere, landlords in a
        Régie de Quartier. Looked at in the assembly and in the board only."""
        self.ensure_one()
        colleges = self.env["regie.college"]
        if self.kind not in ("assembly", "board"):
            return colleges
        flags = ["is_resident", "is_authority"]
        if statutes.label_type != "territoire":
            flags.append("is_landlord")
        there = colleges.union(*(group.key for group in groups if group.sitting and group.key))
        flags = [flag for flag in flags if not any(there.mapped(flag))]
        if not flags:
            return colleges
        mine = Domain("company_id", "in", (False, self.company_id.id))
        return colleges.search(Domain.OR(Domain(flag, "=", True) for flag in flags) & mine)

    def _read_breaches(self, date):
        """Return ``{organ: first day}`` of the breaches that last on a date, as they were noted."""
        lines = self.env["regie.organ.composition"].search(
            [("organ_id", "in", self.ids), ("date", "<=", date)], order="date desc, id desc"
        )
        return {organ: last[0].date_breach for organ, last in lines.grouped("organ_id").items() if last[0].date_breach}

    def _get_cure_date(self, since, statutes):
        """Return the day before which the majority is restored: the next assembly, or the delay of the statutes."""
        limit = fields.Date.add(since, months=statutes.cure_months if statutes else 0)
        assembly = self.env["regie.mandate"]._get_next_assembly(self.company_id, since)
        day = assembly and assembly._get_day()
        return min(day, limit) if day and day > since else limit

    # Words

    def _get_composition_sentence(self, date=None, found=None):
        """Return what the minutes and the banners say of the composition; False when there is nothing to say."""
        self.ensure_one()
        if found is None:
            found = self._evaluate_composition(date)
        if not found or not found.state:
            return False
        values = {"h": found.inhabitants, "t": found.total, "people": self._get_counted_noun(found.basis)}
        values["x"] = f"{found.share:.1f}".rstrip("0").rstrip(".").replace(".", self._get_decimal_point())
        if found.state == "breach":
            values["d"] = format_date(self.env, found.date_breach)
            text = self.env._(
                "Inhabitants: %(h)s/%(t)s %(people)s (%(x)s %%); the majority is no longer held since %(d)s. (GOV-017)",
                **values,
            )
        elif found.missing_colleges:
            values["colleges"] = ", ".join(found.missing_colleges.mapped("name"))
            text = self.env._(
                "Inhabitants: %(h)s/%(t)s %(people)s (%(x)s %%): majority held. Nobody sits for: %(colleges)s.",
                **values,
            )
        elif found.state == "warning":
            text = self.env._(
                "Inhabitants: %(h)s/%(t)s %(people)s (%(x)s %%): majority held, by one seat only.", **values
            )
        else:
            text = self.env._("Inhabitants: %(h)s/%(t)s %(people)s (%(x)s %%): majority held.", **values)
        return text

    def _get_decimal_point(self):
        """Return the mark between units and tenths in the language of the reader."""
        return self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point or "."

    def _get_counted_noun(self, basis):
        """Return what is counted, in the plural."""
        self.ensure_one()
        if basis == "seats":
            return self.env._("seats of the statutes")
        if basis == "weight":
            return self.env._("of the weight of the votes")
        if self.kind == "assembly":
            return self.env._("members who vote")
        return self.env._("administrators") if self.kind == "board" else self.env._("people who sit")

    def _check_composition(self, date=None):
        """Tell, at the opening of a meeting, what the composition is; refuse when the statutes make it a condition.

        :param date: day of the meeting, today by default
        :return: the sentence to show and to print, False when the organ is not watched
        :raise UserError: GOV-017 when the majority is not held and the statutes block the meeting
        """
        self.ensure_one()
        day = fields.Date.to_date(date) or fields.Date.context_today(self)
        found = self._read_compositions(day).get(self)
        if not found:
            return False
        sentence = self._get_composition_sentence(found=found)
        if found.state == "breach" and self._get_statutes_on(day).is_composition_blocking:
            raise UserError(sentence)
        return sentence
