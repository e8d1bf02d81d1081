"""Static tests: plain pytest over the files of the repository, without Odoo and without a database."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
