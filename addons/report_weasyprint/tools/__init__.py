"""The PDF engine, apart from Odoo's models."""

import logging

# These libraries tell each step and each CSS property that they do not know: silent unless a level is set for them.
for name in ("weasyprint", "weasyprint.progress", "fontTools"):
    if logging.getLogger(name).level == logging.NOTSET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
