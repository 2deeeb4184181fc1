// Runs once for the page (launch(js=...)): what needs no server. No library, no request.
() => {
  document.documentElement.lang = "zh-CN";
  const narrow = window.matchMedia("(max-width: 820px)");
  const pane = () => document.querySelector("#source");
  let opener = null; // the button that opened the source, which gets the focus back

  const open = () => document.body.classList.add("source-open");
  const close = () => {
    if (!document.body.classList.contains("source-open")) return;
    document.body.classList.remove("source-open");
    opener?.focus();
  };
  const reach = (target) => target?.scrollIntoView({ block: "center" });

  const rooms = () => [...document.querySelectorAll("#masthead [data-room]")];
  const enter = (button) => {
    document.body.dataset.room = button.dataset.room;
    rooms().forEach((other) => other.removeAttribute("aria-current"));
    button.setAttribute("aria-current", "page");
    history.replaceState(null, "", `#${button.dataset.room}`); // survives a reload, and can be bookmarked
    window.dispatchEvent(new Event("resize")); // plots measure themselves when they are seen
  };

  window.mingce = {
    // A button was pressed that opens a document.
    opening(button) {
      document.querySelectorAll("#desk [aria-current]").forEach((other) => other.removeAttribute("aria-current"));
      button.setAttribute("aria-current", "true");
      if (!pane().contains(button)) opener = button;
      open();
    },
    // The server has sent it.
    opened() {
      requestAnimationFrame(() => {
        const passage = pane().querySelector("mark.passage");
        if (passage) reach(passage);
        else pane().scrollTop = 0;
        if (narrow.matches) pane().querySelector(".close-pane")?.focus({ preventScroll: true });
      });
    },
  };

  document.addEventListener("click", (click) => {
    const link = click.target.closest(".outline a");
    const room = click.target.closest("[data-room]");
    if (room) enter(rooms().find((button) => button.dataset.room === room.dataset.room));
    if (link) {
      click.preventDefault(); // the page has a <base>; scrolling also keeps the address clean
      link.closest("details").open = false;
      document.querySelector(link.getAttribute("href"))?.scrollIntoView({ block: "start" });
    } else if (click.target.closest(".close-pane")) {
      close();
    } else if (click.target.closest(".open-pane")) {
      opener = click.target.closest(".open-pane");
      open();
    } else if (!click.target.closest(".outline")) {
      document.querySelectorAll(".outline[open]").forEach((details) => (details.open = false));
    }
  });
  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    const details = document.querySelector(".outline[open]");
    if (details) details.open = false;
    else close();
  });

  const first = rooms().find((button) => `#${button.dataset.room}` === location.hash) ?? rooms()[0];
  if (first === rooms()[0]) enter(first);
  else setTimeout(() => first.click()); // its Python side has to hear of it, too
};
