import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The place where a signer draws with a finger. The drawing leaves with the form, as a PNG; nothing is sent before.
 */
export class MinutesSign extends Interaction {
    static selector = ".o_minutes_sign form";
    dynamicContent = {
        canvas: {
            "t-on-pointerdown": this.startLine,
            "t-on-pointermove": this.draw,
            "t-on-pointerup": this.endLine,
            "t-on-pointerleave": this.endLine,
        },
        ".o_minutes_clear": { "t-on-click": this.clear },
        _root: { "t-on-submit": this.submit },
    };

    setup() {
        this.canvas = this.el.querySelector("canvas");
        this.drawn = false;
        this.drawing = false;
    }

    start() {
        this.resize();
        this.addListener(window, "resize", () => {
            if (!this.drawn) {
                this.resize();
            }
        });
    }

    resize() {
        const ratio = Math.max(window.devicePixelRatio || 1, 1);
        const { width, height } = this.canvas.getBoundingClientRect();
        this.canvas.width = width * ratio;
        this.canvas.height = height * ratio;
        this.pen = this.canvas.getContext("2d");
        this.pen.scale(ratio, ratio);
        this.pen.lineWidth = 2.5;
        this.pen.lineCap = "round";
        this.pen.lineJoin = "round";
    }

    point(ev) {
        const { left, top } = this.canvas.getBoundingClientRect();
        return [ev.clientX - left, ev.clientY - top];
    }

    startLine(ev) {
        ev.preventDefault();
        this.drawing = true;
        this.pen.beginPath();
        this.pen.moveTo(...this.point(ev));
    }

    draw(ev) {
        if (!this.drawing) {
            return;
        }
        this.drawn = true;
        this.pen.lineTo(...this.point(ev));
        this.pen.stroke();
    }

    endLine() {
        this.drawing = false;
    }

    clear() {
        this.drawn = false;
        this.resize();
    }

    submit(ev) {
        const missing = this.el.querySelector(".o_minutes_missing");
        missing.classList.toggle("d-none", this.drawn);
        if (!this.drawn) {
            ev.preventDefault();
            return;
        }
        this.el.querySelector("input[name='signature']").value = this.canvas.toDataURL("image/png");
        this.el.querySelector("button[type='submit']").disabled = true;
    }
}

registry.category("public.interactions").add("regie_governance.minutes_sign", MinutesSign);
