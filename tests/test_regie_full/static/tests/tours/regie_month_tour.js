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
