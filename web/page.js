// Runs once for the page (launch(js=...)): what needs no server. No library, no request.
() => {
  document.documentElement.lang = "zh-CN";
  const narrow = window.matchMedia("(max-width: 820px)");
  const find = (selector) => document.querySelector(selector);
  const pane = () => find("#source");
  let opener = null; // the button that opened the source, which gets the focus back

  const open = () => document.body.classList.add("source-open");
  const close = () => {
    if (!document.body.classList.contains("source-open")) return false;
    document.body.classList.remove("source-open");
    opener?.focus();
    return narrow.matches;
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
      hide();
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
    // The button of the filters by kind and year.
    narrow() {
      const isOpen = find("#composer").classList.toggle("filtering");
      find("#narrow").setAttribute("aria-expanded", isOpen);
    },
  };

  // A small card with the quote, while a mark [n] is pointed at or has the focus of the keyboard.
  const card = document.createElement("div");
  Object.assign(card, { id: "quote-card", role: "tooltip", hidden: true });
  const status = document.createElement("div");
  status.className = "only-spoken";
  status.setAttribute("aria-live", "polite");
  document.body.append(card, status);
  let shownFor = null;
  let leaving = 0;
  const hide = () => {
    clearTimeout(leaving);
    const wasShown = !card.hidden;
    card.hidden = true;
    shownFor?.removeAttribute("aria-describedby");
    return wasShown;
  };
  const show = (mark) => {
    hide();
    shownFor = mark;
    const parts = [["q", mark.dataset.quote], ["span", mark.dataset.place]].map(([tag, text]) =>
      Object.assign(document.createElement(tag), { textContent: text })
    );
    card.replaceChildren(...parts);
    card.hidden = false;
    mark.setAttribute("aria-describedby", card.id);
    const at = mark.getBoundingClientRect();
    const below = at.bottom + card.offsetHeight + 14 < innerHeight;
    card.style.left = `${Math.max(12, Math.min(at.left - 24, innerWidth - card.offsetWidth - 12))}px`;
    card.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - card.offsetHeight - 6)}px`;
  };
  const mark = (event) => event.target.closest?.("button.mark[data-quote]");
  document.addEventListener("mouseover", (over) => {
    if (!window.matchMedia("(hover: hover)").matches) return;
    if (mark(over)) show(mark(over));
    else if (card.contains(over.target)) clearTimeout(leaving); // the pointer may go onto the card
    else if (!card.hidden && shownFor !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 180);
    }
  });
  document.addEventListener("focusin", (focus) => (mark(focus)?.matches(":focus-visible") ? show(mark(focus)) : hide()));
  document.addEventListener("scroll", hide, true);
  document.addEventListener("toggle", (toggle) => {
    if (toggle.target.matches?.("details.bad[open]")) toggle.target.scrollIntoView({ block: "nearest" });
  }, true);

  // Text and HTML to the clipboard; where the page has no secure context, by the browser's own copy command.
  const copy = async (text, html) => {
    if (navigator.clipboard?.write && window.ClipboardItem) {
      const blob = (type, value) => new Blob([value], { type });
      const item = { "text/plain": blob("text/plain", text), "text/html": blob("text/html", html) };
      return navigator.clipboard.write([new ClipboardItem(item)]);
    }
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "only-spoken" });
    const focused = document.activeElement;
    document.body.append(area);
    area.select();
    const fill = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.clipboardData.setData("text/html", html);
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    area.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("copy was refused");
  };
  const say = (button, words) => {
    const label = (button.dataset.label ??= button.textContent);
    button.textContent = status.textContent = words;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  };

  const ask = (words) => {
    const box = find("#question textarea");
    if (words !== undefined) {
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true })); // Svelte keeps its own value
    }
    box.focus();
    box.select();
  };

  document.addEventListener("click", (click) => {
    const on = (selector) => click.target.closest(selector);
    const room = on("[data-room]:not(body)");
    const button = room && rooms().find((other) => other.dataset.room === room.dataset.room);
    if (room && room !== button) button.click(); // its listener in Python is called as well
    else if (room) enter(button);
    if (on("[data-copy]")) {
      const { copy: text, copyHtml: html } = on("[data-copy]").dataset;
      const target = on("[data-copy]");
      copy(text, html).then(() => say(target, "已复制"), () => say(target, "没能复制，请手动选取"));
    }
    if (on("[data-rephrase]")) ask(on("[data-rephrase]").dataset.rephrase);
    const link = on(".outline a");
    if (link) {
      click.preventDefault(); // the page has a <base>; scrolling also keeps the address clean
      link.closest("details").open = false;
      find(link.getAttribute("href"))?.scrollIntoView({ block: "start" });
    } else if (on(".close-pane")) {
      close();
    } else if (on(".open-pane")) {
      opener = on(".open-pane");
      open();
    } else if (!on(".outline")) {
      document.querySelectorAll(".outline[open]").forEach((details) => (details.open = false));
    }
  });
  document.addEventListener("keydown", (key) => {
    if (key.key === "/" && !key.ctrlKey && !key.metaKey && !key.altKey && !key.target.matches("input, textarea, select, [contenteditable]")) {
      key.preventDefault();
      if (document.body.dataset.room !== "ask") rooms()[0].click();
      close();
      ask();
    }
    if (key.key !== "Escape" || key.isComposing) return;
    const details = find("details.outline[open], details.bad[open]");
    if (hide()) return;
    if (details) {
      details.open = false;
      details.querySelector("summary").focus();
    } else if (!close() && find(".turn.busy")) find("#stop")?.click();
  });

  const first = rooms().find((button) => `#${button.dataset.room}` === location.hash) ?? rooms()[0];
  if (first === rooms()[0]) enter(first);
  else setTimeout(() => first.click()); // its listener in Python is called as well
};
