import ast

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.orm.domains import CONDITION_OPERATORS


class RegieIndicator(models.Model):
    """An indicator given to another régie as a file."""

    _inherit = "regie.indicator"

    _exchange_key = "code"
    _exchange_fields = (
        *("code", "name", "theme", "sequence", "formula", "unit", "decimals", "source", "kind", "audience"),
        *("has_benchmark", "benchmark", "benchmark_year", "threshold_direction", "threshold"),
        *("measure", "res_model", "domain", "field_name", "date_mode", "date_field_name", "date_end_field_name"),
        *("partner_path", "territory_path", "activity_path", "numerator_id", "denominator_id", "is_percentage"),
    )

    def _exchange_requires(self):
        return [self.numerator_id | self.denominator_id] if self._is_ratio() else []

    def _exchange_read(self, name):
        """The filter is written without database numbers: a record is named by its external identifier."""
        if name != "domain" or not self.res_model:
            return super()._exchange_read(name)
        return self._exchange_read_domain(ast.literal_eval(self.domain or "[]"), self.res_model)

    def _exchange_read_domain(self, domain, model):
        """A filter of ``model``, the records that it names replaced by ``{"ref": external identifier}``."""
        return [self._exchange_read_leaf(leaf, model) if isinstance(leaf, list | tuple) else leaf for leaf in domain]

    def _exchange_read_leaf(self, leaf, model):
        """A condition of a filter of ``model``."""
        path, operator, value = leaf
        parent, _dot, last = path.rpartition(".")
        field = self._get_path_field(parent if last == "id" and parent else path, model)
        comodel = model if path == "id" else field.comodel_name
        if operator in ("any", "not any"):
            return [path, operator, self._exchange_read_domain(value, comodel)]
        if not comodel:
            return [path, operator, value]
        if isinstance(value, list | tuple):
            return [path, operator, [self._exchange_read_item(item, comodel) for item in value]]
        return [path, operator, self._exchange_read_item(value, comodel)]

    def _exchange_read_item(self, item, model):
        """The value of a condition: the number of a record becomes its reference, the rest is kept."""
        if isinstance(item, int) and not isinstance(item, bool):
            return {"ref": self._exchange_xmlid(self.env[model].browse(item))}
        return item

    @api.model
    def _exchange_write(self, name, value):
        """The filter of a file, its references replaced by the records of this database."""
        if name != "domain" or not isinstance(value, list):
            return super()._exchange_write(name, value)
        return repr(self._exchange_write_domain(value))

    @api.model
    def _exchange_write_domain(self, item):
        """A filter of a file, its references replaced by the numbers of the records here; (IND-46) when not here."""
        if isinstance(item, dict):
            record = self.env.ref(str(item.get("ref")), raise_if_not_found=False)
            if record is None:
                raise ValidationError(self.env._("“%(reference)s” is not here. (IND-46)", reference=item.get("ref")))
            return record.id
        if isinstance(item, list):
            items = [self._exchange_write_domain(part) for part in item]
            is_leaf = len(items) == 3 and isinstance(items[1], str) and items[1] in CONDITION_OPERATORS
            return tuple(items) if is_leaf else items
        return item

    def action_export(self):
        """Download the file of these indicators."""
        return self.env["regie.config.export"]._export(self)
