from . import regie_volunteer_statement
