// What the reader does, and what the page does then.
(() => {
  const near = (way) => {
    const all = Dom.shown();
    const at = all.indexOf(Here.current());
    return all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + way))];
  };

  // To the pair where the reader was; where a filter hides it, to the next one that is shown.
  const back = () => {
    const all = Dom.shown();
    const here = Here.current();
    const after = here && ((li) => here === li || here.compareDocumentPosition(li) & Node.DOCUMENT_POSITION_FOLLOWING);
    Here.go(all.find((li) => !here || after(li)) ?? all.at(-1));
  };

  // From one tool of the pair to the next.
  const along = (way) => {
    const { activeElement: tool } = document;
    ((way > 0 ? tool.nextElementSibling : tool.previousElementSibling) ?? tool).focus();
  };

  const keys = {
    ArrowDown: () => Here.go(near(1)),
    ArrowUp: () => Here.go(near(-1)),
    j: () => Here.go(near(1)),
    k: () => Here.go(near(-1)),
    Home: () => Here.go(Dom.shown()[0]),
    End: () => Here.go(Dom.shown().at(-1)),
    ArrowRight: () => (Here.hasMark() ? Here.nudge(1) : Here.step(1)),
    ArrowLeft: () => (Here.hasMark() ? Here.nudge(-1) : Here.step(-1)),
    Enter: () => (Here.hasMark() ? Here.pick(null) : Editor.start(Here.current())),
    e: () => Editor.start(Here.current()),
    a: () => Wordings.open(Here.current()),
    c: () => (Corrections.check(Here.current()), Here.tools()),
    m: () => Here.pickNext(),
    Delete: () => Here.hasMark() && Here.takeOut(),
    Backspace: () => Here.hasMark() && Here.takeOut(),
    Escape: () => (Here.hasMark() ? Here.pick(null) : Here.light(null)),
    "+": () => (Corrections.merge(Here.current()), Here.tools()),
    "-": () => (Corrections.splitHere(Here.current()), Here.tools()),
    "[": () => Corrections.shift(Here.current(), -1),
    "]": () => Corrections.shift(Here.current(), 1),
    z: () => Corrections.restore(Here.current()),
  };

  const anywhere = {
    "/": () => $("#search").focus(),
    f: () => Find.nextFilter(),
    w: () => Order.turn(),
    r: () => Replace.open(),
    "?": () => $("#keys").showModal(),
    j: back,
    ArrowDown: back,
  };

  // With Ctrl, or the command key of a Mac.
  const held = {
    Enter: () => Here.current() && Corrections.confirm(Here.current()),
    z: (event) => (event.shiftKey ? History.redo() : History.undo()),
    Z: () => History.redo(),
    y: () => History.redo(),
    h: () => Replace.open(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || $("dialog[open]")) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.ctrlKey || event.metaKey) {
      const inPlace = event.key !== "Enter" || event.target.closest(".pair");
      if (!Object.hasOwn(held, event.key) || !inPlace) return;
      event.preventDefault();
      return held[event.key](event);
    }
    const inPair = event.target.closest?.(".pair");
    if (event.target.closest("button, a") && ["Enter", " "].includes(event.key)) return;
    if (event.target.closest(".acts") && /^Arrow(Left|Right)$/.test(event.key) && !Here.hasMark()) {
      event.preventDefault();
      return along(event.key === "ArrowRight" ? 1 : -1);
    }
    if (inPair && inPair !== Here.current()) Here.go(inPair, false);
    const top = event.target === document.body || event.target.id === "pairs";
    const action = inPair && Here.current() ? (keys[event.key] ?? anywhere[event.key]) : top || !event.key.startsWith("Arrow") ? anywhere[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  });

  Dom.list.addEventListener("pointerover", (event) => {
    const li = event.target.closest(".pair");
    if (!li || Here.hasMark() || Editor.isOpen() || event.pointerType === "touch") return;
    if (li !== Here.current()) Here.go(li, false);
    Here.light(event.target.closest(".w")?.dataset.w ?? null);
    const q = event.target.closest(".q, .note[data-q]");
    Here.heat(q ? [q.dataset.q.split(" ").at(-1)] : []);
  });
  Dom.list.addEventListener("pointerleave", () => {
    Here.heat([]);
    if (!Here.hasMark()) Here.light(null);
  });
  Dom.list.addEventListener("focusin", (event) => {
    const li = event.target.closest(".pair");
    if (li && li !== Here.current()) Here.go(li, false);
  });
  Dom.list.addEventListener("click", (event) => {
    const li = event.target.closest(".pair");
    const mark = event.target.closest(".en .q[data-m='open'], .en .q[data-m='close']");
    // Not every browser focuses what is tapped; on a phone, that brings the tools.
    if (li && !li.contains(document.activeElement)) li.focus({ preventScroll: true });
    if (!mark || event.detail > 1) return;
    Here.go(li);
    Here.pick(Here.elementOf(Here.nameOf(mark)));
  });
  Dom.list.addEventListener("dblclick", (event) => {
    if (event.target.closest(".en") && !event.target.closest("textarea")) Editor.start(event.target.closest(".pair"));
  });

  $(".filters").addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-filter]");
    if (chosen) Find.choose(chosen.dataset.filter);
  });
  $("#worst")?.addEventListener("click", Order.turn);
  $("#low").addEventListener("input", () => {
    Find.paintLow();
    Find.choose("low");
  });
  let waiting;
  $("#search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(Find.refresh, 120);
  });
  $("#search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      clearTimeout(waiting);
      Find.refresh();
      if (Dom.shown().length) Here.go(Dom.shown()[0]);
    }
  });
  $("#export").addEventListener("click", Exchange.save);
  $("#undo").addEventListener("click", History.undo);
  $("#redo").addEventListener("click", History.redo);
  $("#import").addEventListener("click", () => $("#file").click());
  $("#file").addEventListener("change", (event) => {
    if (event.target.files[0]) Exchange.open(event.target.files[0]);
    event.target.value = "";
  });
  $("#help").addEventListener("click", () => $("#keys").showModal());
  const root = document.documentElement;
  $("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    Store.set("bitext:theme", root.dataset.theme);
  });
  addEventListener("beforeunload", (event) => {
    if (Store.isUnsaved() || Editor.isDirty()) event.preventDefault();
  });
  const follow = () => {
    const li = location.hash.startsWith("#p") && document.getElementById(location.hash.slice(1));
    if (!li || !li.classList.contains("pair")) return;
    if (li.hidden) Find.clear();
    Here.go(li, false);
    li.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);

  const theme = Store.get("bitext:theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  $(".bar").hidden = false;
  if (Dom.originals.length) Dom.originals[0].tabIndex = 0;
  Find.paintLow();
  follow();
  Exchange.resume();
  // For a page that shows this one in a frame; what is being written is kept first.
  window.bitext = { corrections: () => (Editor.finish(), Exchange.exported()) };
})();
