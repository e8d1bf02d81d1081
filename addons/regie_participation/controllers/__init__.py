from . import consultation, idea, meeting, survey, testimony, volunteer
