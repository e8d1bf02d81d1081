/* A signature drawn with a finger, sent with its form as a small picture. */
for (const form of document.querySelectorAll("form.signed")) {
    const pad = form.querySelector("canvas");
    const kept = form.querySelector("input[name='signature']");
    const ink = pad.getContext("2d");
    ink.lineWidth = 2.5;
    ink.lineCap = "round";
    let drawing = false;
    const place = (event) => {
        const box = pad.getBoundingClientRect();
        return [
            ((event.clientX - box.left) * pad.width) / box.width,
            ((event.clientY - box.top) * pad.height) / box.height,
        ];
    };
    pad.addEventListener("pointerdown", (event) => {
        drawing = true;
        ink.beginPath();
        ink.moveTo(...place(event));
    });
    pad.addEventListener("pointermove", (event) => {
        if (drawing) {
            ink.lineTo(...place(event));
            ink.stroke();
            kept.value = pad.toDataURL("image/png");
        }
    });
    for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
        pad.addEventListener(end, () => {
            drawing = false;
        });
    }
    form.addEventListener("reset", () => {
        ink.clearRect(0, 0, pad.width, pad.height);
        kept.value = "";
    });
}
