// Forms: leave empty boxes out of addresses, change the colours without loading the page anew.

export function startForms(page) {
  for (const form of page.querySelectorAll(".narrow")) {
    form.addEventListener("submit", () => {
      for (const input of form.elements) if (input.name && !input.value) input.disabled = true;
    });
  }
  // A page that comes back from the history has its boxes disabled still.
  window.addEventListener("pageshow", () => {
    for (const input of page.querySelectorAll(".narrow :disabled")) input.disabled = false;
  });
  // Who is assigned something is named; nobody else has to be. A box that is folded away opens when it is left empty.
  page.addEventListener("click", (event) => {
    const form = event.target.closest("button[form=taking]")?.form;
    if (form) form.elements.to.required = event.target.closest("button").value.startsWith("assign:");
  });
  page.addEventListener("invalid", (event) => event.target.closest("details")?.setAttribute("open", ""), true);
  page.querySelector(".theme").addEventListener("submit", async (event) => {
    const chosen = event.submitter.value;
    if (chosen === "wall") return; // that is another page
    event.preventDefault();
    const answer = await fetch("/theme", {
      method: "POST",
      body: new URLSearchParams({ theme: chosen, back: location.pathname }),
      redirect: "manual",
    });
    if (answer.type !== "opaqueredirect") return;
    page.documentElement.dataset.theme = chosen;
    for (const button of event.target.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
  });
}
