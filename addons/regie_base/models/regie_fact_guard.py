from odoo import api, models
from odoo.exceptions import UserError


class RegieFactGuard(models.AbstractModel):
    """What the software writes of what was done: hours of buttons, counts, states read from facts.

    ``readonly`` only closes the form: RPC and import write such fields. Here the ORM refuses them to everybody; the
    buttons write them in sudo, once they have checked who presses them and the rules.
    """

    _name = "regie.fact.guard"
    _description = "Facts written by the software"
    _inherit = ["regie.fact.defaults"]

    @api.model_create_multi
    def create(self, vals_list):
        """Create records whose facts are those that the software reads: a value that says the same passes.

        :raise UserError: FACT-01 when a fact is written by hand
        """
        if self.env.su:
            return super().create(vals_list)
        records = super().create([self._split_facts(vals)[0] for vals in vals_list])
        for record, vals in zip(records, vals_list, strict=True):
            record._check_facts_unchanged(self._split_facts(vals)[1])
        return records

    def write(self, vals):
        """Change records but for their facts: a value that says the same passes.

        :raise UserError: FACT-01 when a fact is written by hand
        """
        if self.env.su:
            return super().write(vals)
        vals, facts = self._split_facts(vals)
        if facts:
            # who may not write the record learns nothing of what it holds
            self.check_access("write")
            self._check_facts_unchanged(facts)
        return super().write(vals)

    @api.model
    def _split_facts(self, vals):
        """Return ``(values that people write, values of facts)``."""
        facts = {name: value for name, value in vals.items() if self._is_software_fact(name)}
        return {name: value for name, value in vals.items() if name not in facts}, facts

    def _check_facts_unchanged(self, facts):
        """Refuse values of facts that are not those of the records: forms and imports send back what they read.

        :raise UserError: FACT-01
        """
        for name, value in facts.items():
            field = self._fields[name]
            # sudo: only whether the value is the same, for who writes the record
            for record in self.sudo():
                kept = field.convert_to_cache(record[name], record, validate=False)
                if field.convert_to_cache(value, record, validate=False) != kept:
                    record._refuse_fact(field)

    def _refuse_fact(self, field):
        """Raise FACT-01: the fact of a field is not written by hand."""
        raise UserError(
            self.env._(
                "“%(field)s” of %(noun)s “%(record)s” follows from what is done: nobody writes it by hand. Use the"
                " buttons of the page. (FACT-01)",
                field=field._description_string(self.env),
                noun=self.env["ir.model"]._get(self._name).name,
                record=self.display_name,
            )
        )
