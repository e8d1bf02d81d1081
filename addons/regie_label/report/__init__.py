from . import regie_label_difference
from . import regie_label_section_report
