from . import regie_participation_link  # the others stand on it

from . import (
    event_event,
    event_registration,
    event_type,
    regie_communication_action,
    regie_communication_channel,
    regie_consultation,
    regie_consultation_result,
    regie_idea,
    regie_idea_flow,
    regie_idea_stage,
    regie_indicator,
    regie_testimony,
    regie_testimony_consent,
    regie_volunteer,
    regie_volunteer_category,
    regie_volunteer_time,
    res_company,
    survey_survey,
    survey_user_input,
    survey_user_input_line,
)
