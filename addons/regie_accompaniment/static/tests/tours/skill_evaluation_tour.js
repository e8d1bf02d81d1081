import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_accompaniment_skill_evaluation_tour", {
    steps: () => [
        {
            content: "Choose the person of the team",
            trigger: ".o_field_widget[name=profile_id] input",
            run: "edit Rose",
        },
        {
            trigger: ".ui-autocomplete .ui-menu-item:contains('Rose')",
            run: "click",
        },
        {
            content: "Tap seven out of ten on the first skill",
            trigger: ".o_regie_skill_line:first .o_regie_scale button:nth-child(7)",
            run: "click",
        },
        {
            content: "The person taps a face",
            trigger: ".o_regie_skill_line:first .o_regie_faces button:nth-child(3)",
            run: "click",
        },
        {
            content: "Close it with the person",
            trigger: ".o_regie_skill_line:first:contains('7/10') .btn-info, .o_regie_skill_line:first .btn-info",
        },
        {
            trigger: "button[name=action_close]",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_arrow_button_current[data-value=done]",
        },
    ],
});
