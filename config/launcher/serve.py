"""Start Odoo as a script. With several workers, Odoo starts its gevent process by running this very file again: under
`python -m odoo` that file would be odoo/__main__.py, which cannot be run by its path."""

import sys

sys.path.pop(0)  # this folder: its modules are the launcher's, not Odoo's

from odoo.cli import main

main()
