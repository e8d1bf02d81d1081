/* One degree at a touch, and the button of a form pressed once. */
document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (!step) {
        return;
    }
    const input = document.querySelector("[name=value]");
    const start = input.value === "" ? input.dataset.start : input.value;
    const number = parseFloat(String(start || "0").replace(",", ".")) + parseFloat(step.dataset.step);
    input.value = Math.round(number * 10) / 10;
});
document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
    }
    form.dataset.sent = "1";
});
