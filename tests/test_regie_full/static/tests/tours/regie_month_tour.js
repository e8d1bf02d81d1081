import { registry } from "@web/core/registry";

/**
 * Give the files of the month to the file field, as a person who drops them there.
 * The test keeps them as attachments of the person, under the name of each file.
 */
async function dropFiles(input) {
    const response = await fetch("/web/dataset/call_kw/ir.attachment/search_read", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
            jsonrpc: "2.0",
            params: {
                model: "ir.attachment",
                method: "search_read",
                args: [[["description", "=", "month of the tour"]], ["name", "datas"]],
                kwargs: {},
            },
        }),
    });
    const { result } = await response.json();
    const transfer = new DataTransfer();
    for (const { name, datas } of result) {
        const bytes = Uint8Array.from(atob(datas), (char) => char.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "text/csv" }));
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

registry.category("web_tour.tours").add("regie_month_import_tour", {
    steps: () => [
        {
            content: "Give the four files of the month",
            trigger: ".o_field_widget[name=attachment_ids] .o_attach",
            async run() {
                await dropFiles(document.querySelector(".o_field_widget[name=attachment_ids] input.o_input_file"));
            },
        },
        {
            content: "Wait for the four files",
            trigger: ".o_field_widget[name=attachment_ids] .o_attachments > div:nth-child(4)",
            timeout: 60000,
        },
        {
            content: "Look at what each row becomes",
            trigger: "button[name=action_preview]",
            run: "click",
        },
        {
            content: "The hours of the month are all good",
            trigger: ".o_field_widget[name=file_ids] .o_data_row:contains(heures.csv) td[name=good_count]:contains(958)",
            timeout: 60000,
        },
        {
            content: "Import the good rows",
            trigger: "button[name=action_import]",
            run: "click",
        },
        {
            content: "It is said that they are imported",
            trigger: ".o_statusbar_status button[data-value=done].o_arrow_button_current",
            timeout: 60000,
        },
    ],
});

registry.category("web_tour.tours").add("regie_month_statement_tour", {
    steps: () => [
        {
            content: "Open the month of October",
            trigger: ".o_list_view .o_data_row td[name=hours]",
            run: "click",
        },
        {
            content: "Validate it",
            trigger: ".o_form_view button[name=action_open_validate]",
            run: "click",
        },
        {
            content: "Lock the month",
            trigger: ".modal button[name=action_validate]",
            run: "click",
        },
        {
            content: "Open the statement of the month",
            trigger: ".o_list_view .o_data_row td[name=etp_realised]:contains(/18[.,]05/)",
            run: "click",
            timeout: 60000,
        },
        {
            content: "The statement of the month shows the hours declared",
            trigger: ".o_form_view .o_field_widget[name=etp_realised]:contains(/18[.,]05/)",
            timeout: 60000,
        },
        {
            content: "Validate the statement",
            trigger: ".o_form_view button[name=action_validate]",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "The statement is ready to be sent",
            trigger: ".o_statusbar_status button[data-value=validated].o_arrow_button_current",
            timeout: 60000,
        },
    ],
});

/** The rows of a side of the month, that the test keeps for the person under this name. */
async function readRows(name) {
    const response = await fetch("/web/dataset/call_kw/ir.attachment/search_read", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
            jsonrpc: "2.0",
            params: { model: "ir.attachment", method: "search_read", args: [[["name", "=", name]], ["datas"]], kwargs: {} },
        }),
    });
    const { result } = await response.json();
    return new TextDecoder().decode(Uint8Array.from(atob(result[0].datas), (char) => char.charCodeAt(0)));
}

const importSide = (button, name) => [
    {
        content: `Bring in ${name}`,
        trigger: `body:not(:has(.modal)) .o_form_view button[name=${button}].btn-primary`,
        run: "click",
    },
    {
        content: "Paste the rows",
        trigger: ".modal .o_field_widget[name=pasted] textarea",
        async run(helpers) {
            await helpers.edit(await readRows(name));
        },
    },
    {
        trigger: ".modal button[name=action_read]",
        run: "click",
    },
    {
        content: "The columns are understood",
        trigger: ".modal .o_field_widget[name=column_ids] .o_data_row",
    },
    {
        trigger: ".modal button[name=action_import]",
        run: "click",
    },
    {
        content: "It is there",
        trigger: `body:not(:has(.modal)) .o_form_view .o_field_widget[name=${button.replace("action_import_", "")}_imported_on]`,
    },
];

const backToClosing = () => [
    {
        content: "Papers",
        trigger: "body:not(:has(.modal)) [data-menu-xmlid='regie_insertion.regie_insertion_menu_papers']",
        run: "click",
    },
    {
        content: "The five steps",
        trigger: "[data-menu-xmlid='regie_insertion.regie_hours_month_menu_closing']",
        run: "click",
    },
    {
        trigger: ".o_list_view .o_data_row td[name=display_name]:contains(/2026/)",
        run: "click",
    },
];

/** From the hours to the lock, on the screen of the five steps, with the two other sides of the month. */
registry.category("web_tour.tours").add("regie_month_closing_tour", {
    steps: () => [
        {
            content: "Open October",
            trigger: ".o_list_view .o_data_row td[name=display_name]:contains(/2026/)",
            run: "click",
        },
        {
            content: "The hours are locked; send them to the pay",
            trigger: ".o_form_view button[name=action_export_payroll]",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_export]",
            run: "click",
        },
        {
            content: "The file is downloaded",
            trigger: ".modal .btn-close",
            run: "click",
        },
        ...backToClosing(),
        {
            content: "Declare the statement",
            trigger: ".o_form_view tr:eq(3) button[name=action_open_statements]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row td[name=etp_realised]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_mark_sent]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=sent].o_arrow_button_current",
        },
        ...backToClosing(),
        {
            content: "Reconcile",
            trigger: ".o_form_view button[name=action_open_reconciliations]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row td:nth-child(2)",
            run: "click",
        },
        ...importSide("action_import_pay", "paie.csv"),
        ...importSide("action_import_asp", "asp.csv"),
        {
            content: "One gap, its cause and who mends it",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:has(button[name=action_mend])",
        },
        {
            content: "Explain it",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:has(button[name=action_mend]) td[name=note]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_selected_row .o_field_widget[name=note] input",
            run: "edit Régularisé en novembre",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_selected_row .o_field_widget[name=is_settled] input",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_form_saved",
        },
        {
            content: "Sign off",
            trigger: ".o_form_view button[name=action_sign_off]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=signed].o_arrow_button_current",
        },
        ...backToClosing(),
        {
            content: "Everything is green: close",
            trigger: ".o_form_view button[name=action_close]",
            run: "click",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "Closed",
            trigger: ".o_form_view .fa-lock:visible",
        },
    ],
});
