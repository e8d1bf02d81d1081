// Opens each menu of an app, each of its views, each filter and grouping, and the form of a record, as the person who is
// logged in. What fails in the page fails the test. Arguments: app (xmlid of its menu), filters (false: views alone).
(async (app, filters) => {
    const { env } = odoo.__WOWL_DEBUG__.root;
    const { action, menu, orm } = env.services;
    const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
    const waiting = new Set();
    let opened = 0;
    rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => waiting.add(detail.data.id));
    rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
        waiting.delete(detail.data.id);
        if (detail.error) {
            console.error(`${where}: ${detail.error.message || detail.error}`);
        }
    });
    let where = app;
    // an error of a component does not say which screen it broke
    window.addEventListener("unhandledrejection", () => console.error(`on ${where}`));
    const frame = () => new Promise((resolve) => setTimeout(resolve, 15));
    const settled = async () => {
        await frame();
        for (let quiet = 0, turns = 0; quiet < 2; turns++) {
            if (turns > 1000) {
                throw new Error(`${where}: the page waits for an answer that does not come`);
            }
            quiet = waiting.size ? 0 : quiet + 1;
            await frame();
        }
        if (document.querySelector(".o_error_dialog, .o_dialog_error")) {
            throw new Error(`${where}: ${document.querySelector(".modal-content").textContent}`);
        }
    };
    const find = (node) =>
        node.component.env.searchModel?.searchItems
            ? node.component.env.searchModel
            : Object.values(node.children).reduce((found, child) => found || find(child), null);
    const toggle = async (searchModel) => {
        const kinds = ["filter", "groupBy", "dateFilter", "dateGroupBy"];
        for (const item of Object.values(searchModel.searchItems)) {
            // a grouping by properties asks first for one of them
            if (!kinds.includes(item.type) || item.invisible === "True" || item.fieldType === "properties") {
                continue;
            }
            where = `${action.currentController.displayName} › ${item.description}`;
            searchModel.clearQuery();
            if (item.type === "dateFilter") {
                searchModel.toggleDateFilter(item.id);
            } else if (item.type === "dateGroupBy") {
                searchModel.toggleDateGroupBy(item.id);
            } else {
                searchModel.toggleSearchItem(item.id);
            }
            await settled();
        }
    };
    const walk = async (item) => {
        where = item.name;
        if (item.actionID) {
            await action.doAction(item.actionID, { clearBreadcrumbs: true });
            await settled();
            opened++;
            const { action: shown, views } = action.currentController || {};
            if (shown?.type === "ir.actions.act_window" && shown.target !== "new" && views) {
                const types = views.map((view) => view.type);
                if (filters) {
                    const searchModel = find(odoo.__WOWL_DEBUG__.root.__owl__);
                    if (searchModel && types[0] !== "form") {
                        await toggle(searchModel);
                    }
                }
                const [first] = await orm.search(shown.res_model, [], { limit: 1 });
                for (const type of types.slice(1)) {
                    where = `${item.name} › ${type}`;
                    if (type !== "form") {
                        await action.switchView(type);
                        await settled();
                    } else if (first) {
                        await action.switchView("form", { resId: first });
                        await settled();
                    }
                }
            }
            await action.doAction({ type: "ir.actions.act_window_close" });
        }
        for (const child of item.childrenTree) {
            await walk(child);
        }
    };
    const { id } = menu.getAll().find((one) => one.xmlid === app);
    await walk(menu.getMenuAsTree(id));
    console.log(`walked ${app}: ${opened} screens`);
    console.log("test successful");
})(...ARGUMENTS).catch((error) => console.error(error.stack || error));
