// Runs once for each gr.HTML that has buttons (js_on_load: `element`, `trigger` and `watch` are given by Gradio).
// desk.py puts `const events = ["source", …]` in front: the names that Python listens to. A <button data-event="source">
// sends its data attributes to them, and the fields of the <fieldset> that it stands in.
element.addEventListener("click", (click) => {
  const button = click.target.closest("button[data-event]");
  if (!button || !events.includes(button.dataset.event)) return;
  if (button.dataset.event === "source") window.mingce.opening(button);
  const fields = [...(button.closest("fieldset")?.elements ?? [])].filter((f) => f.name && (f.type !== "radio" || f.checked));
  trigger(button.dataset.event, { ...button.dataset, ...Object.fromEntries(fields.map((f) => [f.name, f.value])) });
});

// A growing answer stays in view. It takes two frames until the question box has its new height as well.
let seen = 0;
watch("value", () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const turns = element.querySelectorAll(".turn");
      const last = turns[turns.length - 1];
      if (last && (turns.length !== seen || last.matches(".busy"))) last.scrollIntoView({ block: "start" });
      seen = turns.length;
    })
  )
);
