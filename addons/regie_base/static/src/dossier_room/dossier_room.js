import { browser } from "@web/core/browser/browser";
import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The room of a recipient: tells the régie that the dossier is being read (the page itself changes nothing when it is
 * opened), and keeps what is being typed in this browser until it is sent.
 */
export class DossierRoom extends Interaction {
    static selector = ".o_dossier_room";
    dynamicContent = {
        "form[data-draft] textarea": { "t-on-input": this.keepDraft },
    };

    start() {
        const { readUrl, token, done } = this.el.dataset;
        if (readUrl) {
            rpc(readUrl, { access_token: token || null }, { silent: true }).catch(() => {});
        }
        for (const area of this.el.querySelectorAll("form[data-draft] textarea")) {
            if (done === area.form.dataset.draft) {
                browser.localStorage.removeItem(this.draftKey(area));
            } else if (!area.value) {
                area.value = browser.localStorage.getItem(this.draftKey(area)) || "";
            }
        }
    }

    draftKey(area) {
        return `regie_dossier:${browser.location.pathname.replace(/\/(rate|ask|find)$/, "")}:${area.form.dataset.draft}`;
    }

    keepDraft(ev) {
        browser.localStorage.setItem(this.draftKey(ev.currentTarget), ev.currentTarget.value);
    }
}

registry.category("public.interactions").add("regie_base.dossier_room", DossierRoom);
