from . import photo, small_cells
