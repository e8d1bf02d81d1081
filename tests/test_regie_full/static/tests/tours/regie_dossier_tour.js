import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_month_dossier_freeze_tour", {
    steps: () => [
        {
            content: "Prepare the freeze",
            trigger: ".o_form_view .o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "Freeze",
            trigger: ".modal button[name=action_freeze]",
            run: "click",
        },
        {
            content: "Once frozen",
            trigger: ".o_statusbar_status button[data-value=frozen].o_arrow_button_current",
            timeout: 60000,
        },
        {
            content: "Share it",
            trigger: ".o_form_view .o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "With the consultant",
            trigger: ".modal .o_field_widget[name=partner_ids] input",
            run: "edit Consultante.voyage",
        },
        {
            trigger: ".ui-autocomplete .ui-menu-item:contains(Consultante.voyage)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=partner_ids] .o_tag",
        },
        {
            content: "Open the dossier to her",
            trigger: ".modal button[name=action_share]",
            run: "click",
        },
        {
            content: "It is shared",
            trigger: ".o_statusbar_status button[data-value=shared].o_arrow_button_current",
            timeout: 60000,
        },
    ],
});

registry.category("web_tour.tours").add("regie_month_dossier_room_tour", {
    steps: () => [
        {
            content: "Open the dossier of the month",
            trigger: "a.o_dossier_card",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the hours",
            trigger: "a.o_dossier_card[data-code=C1]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Each figure says what it is and how many records made it",
            trigger: ".o_dossier_figure .o_dossier_definition",
        },
        {
            trigger: ".o_dossier_figure .o_dossier_count:not(:contains(/^0$/))",
        },
        {
            content: "Say what one thinks of it",
            trigger: "textarea[name=comment]",
            run: "edit Clair et vérifiable",
        },
        {
            trigger: "button[name=rate]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is recorded",
            trigger: ".o_dossier_said:contains(Clair et vérifiable)",
        },
    ],
});
