from . import regie_waste_stream
from . import regie_waste_movement
from . import regie_waste_movement_flow
from . import regie_waste_links
