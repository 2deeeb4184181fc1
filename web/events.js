// Runs once for each gr.HTML that has buttons (js_on_load: `element`, `trigger` and `watch` are given by Gradio).
// desk.py puts `const events = ["source", …]` in front: the names that Python listens to. A <button data-event="source">
// sends its data attributes to them.
element.addEventListener("click", (click) => {
  const button = click.target.closest("button[data-event]");
  if (!button || !events.includes(button.dataset.event)) return;
  if (button.dataset.event === "source") window.mingce.opening(button);
  trigger(button.dataset.event, { ...button.dataset });
});

// A growing answer stays in view. Two frames later: by then the question box has its new height as well.
watch("value", () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const turns = element.querySelectorAll(".turn");
      if (turns.length) turns[turns.length - 1].scrollIntoView({ block: "start" });
    })
  )
);
