from . import regie_field_entry
from . import regie_field_receive
from . import regie_field_apply
from . import regie_field_day
from . import regie_field_words
