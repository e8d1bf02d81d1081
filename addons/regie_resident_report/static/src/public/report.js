/**
 * The form of a report, on the phone of a resident: photos are made small before they leave, what belongs to another kind
 * is hidden, and a second tap on “Send” does not send twice. Without this file the form works all the same.
 */
(() => {
    "use strict";
    const SIDE = 1600;
    const form = document.getElementById("report");
    const send = document.getElementById("send");
    const shown = document.getElementById("shown");
    const inputs = [...form.querySelectorAll("input[type=file]")];
    const max = Number(form.dataset.max);
    let working = Promise.resolve();

    async function shrink(file) {
        try {
            const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
            const ratio = Math.min(1, SIDE / Math.max(picture.width, picture.height));
            const canvas = document.createElement("canvas");
            canvas.width = Math.round(picture.width * ratio);
            canvas.height = Math.round(picture.height * ratio);
            canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
            const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
            return new File([blob], "photo.jpg", { type: "image/jpeg" });
        } catch {
            // the server says what it refuses
            return file;
        }
    }

    async function keep(input) {
        const kept = new DataTransfer();
        for (const file of input.files) {
            kept.items.add(await shrink(file));
        }
        input.files = kept.files;
        let left = max;
        shown.replaceChildren();
        let refused = false;
        for (const one of inputs) {
            const some = new DataTransfer();
            for (const file of one.files) {
                if (left > 0) {
                    some.items.add(file);
                    const image = document.createElement("img");
                    image.alt = "";
                    image.src = URL.createObjectURL(file);
                    shown.append(image);
                    left -= 1;
                } else {
                    refused = true;
                }
            }
            one.files = some.files;
        }
        document.getElementById("too_many").hidden = !refused;
    }

    function showKind() {
        const chosen = form.querySelector("input[name=category_id]:checked");
        for (const box of form.querySelectorAll(".of_kind")) {
            box.hidden = !chosen || box.dataset.kind !== chosen.value;
        }
    }

    for (const input of inputs) {
        input.addEventListener("change", () => {
            working = working.then(() => keep(input));
        });
    }
    form.addEventListener("change", showKind);
    form.addEventListener("submit", async (event) => {
        if (event.submitter && event.submitter !== send) {
            return;
        }
        event.preventDefault();
        send.disabled = true;
        await working;
        form.submit();
    });
    window.addEventListener("pageshow", () => {
        send.disabled = false;
    });
    showKind();
})();
