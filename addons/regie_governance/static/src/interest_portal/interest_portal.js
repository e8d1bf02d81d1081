import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

// The draft is kept a second after the last key: a declaration started on a phone is never lost.
const PAUSE = 1000;

export class InterestForm extends Interaction {
    static selector = ".o_interest_form";
    dynamicContent = {
        _root: { "t-on-input": this.debounced(this.keep, PAUSE), "t-on-submit": this.leave },
    };

    leave() {
        this.isLeaving = true;
    }

    async keep() {
        if (this.isLeaving) {
            return;
        }
        const answers = new FormData(this.el);
        answers.set("act", "auto");
        let isKept = false;
        try {
            const response = await this.waitFor(fetch(this.el.action, { method: "POST", body: answers }));
            isKept = response.status === 204;
        } catch {
            isKept = false;
        }
        this.el.querySelector(".o_interest_kept").classList.toggle("d-none", !isKept);
        this.el.querySelector(".o_interest_lost").classList.toggle("d-none", isKept);
    }
}

registry.category("public.interactions").add("regie_governance.interest_form", InterestForm);
