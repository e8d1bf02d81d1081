from odoo import api, fields, models


class RegieHaccpCleaningLog(models.Model):
    """Something of the cleaning plan was done, by whom and when."""

    _name = "regie.haccp.cleaning.log"
    _description = "Cleaning done"
    _inherit = ["regie.haccp.record"]
    _order = "date desc, id desc"
    _rec_name = "cleaning_id"

    cleaning_id = fields.Many2one(
        "regie.haccp.cleaning", string="What was cleaned", required=True, index=True, ondelete="restrict"
    )
    place_id = fields.Many2one(related="cleaning_id.place_id", store=True, precompute=True, index=True)
    company_id = fields.Many2one(related="cleaning_id.company_id", store=True, precompute=True, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Note what was cleaned: the plan knows when it is to be done again."""
        logs = super().create(vals_list)
        for log in logs.sorted("date"):
            day = fields.Date.context_today(log, log.date)
            # sudo: the fact of the plan, for who only cleans
            task = log.cleaning_id.sudo()
            task.date_last = max(filter(None, (task.date_last, day)))
        return logs
