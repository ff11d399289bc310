// The one pair where the reader is: its words and their links, its tools, a mark in hand.
const Here = (() => {
  let here = null;
  let stop = Dom.originals[0]; // the one pair that the Tab key leads to
  let group = null;
  let hot = []; // the parts of the quotation that is pointed at
  let picked = null; // {link, role} of a mark in hand
  const acts = Cells.element("div", { class: "acts", role: "toolbar" });

  const go = (li, focus = true) => {
    if (!li) return;
    if (li === here) return focus && li.focus();
    leave();
    here = li;
    li.classList.add("here");
    stop.tabIndex = -1;
    stop = li;
    li.tabIndex = 0;
    bind(li);
    li.append(acts);
    tools();
    if (focus) {
      li.focus();
      li.scrollIntoView({ block: "nearest" });
    }
  };

  const leave = () => {
    light(null);
    picked = null;
    here?.classList.remove("here");
    for (const each of here?.querySelectorAll(".q.picked") ?? []) each.classList.remove("picked");
  };

  // Words of both sides that are linked, directly or through others, are one group.
  const bind = (li) => {
    const item = Corrections.itemOf(li);
    const starts = item.lengths.map(((sum) => (n) => (sum += n + 1) - n - 1)(0));
    const ends = new Map();
    const root = (name) => {
      while (ends.get(name) !== name) name = ends.get(name);
      return name;
    };
    const links = item.words.map((word) => {
      const left = `f${starts[word.source] + word.from}`;
      const right = `e${word.start}`;
      for (const name of [left, right]) if (!ends.has(name)) ends.set(name, name);
      ends.set(root(left), root(right));
      return { left, right, word };
    });
    const unique = (spans) => [...new Map(spans.map((span) => [span.start, span])).values()];
    const french = links.map(({ left, word }) => ({ start: starts[word.source] + word.from, end: starts[word.source] + word.to, group: root(left) }));
    const english = links.map(({ right, word }) => ({ start: word.start, end: word.end, group: root(right) }));
    Cells.wrap($(".fr", li), unique(french));
    Cells.wrap($(".en", li), unique(english));
    Highlights.renew(li);
  };

  const light = (name) => {
    group = name;
    for (const word of here?.querySelectorAll(".w.on") ?? []) word.classList.remove("on");
    if (name && here) for (const word of here.querySelectorAll(`.w[data-w="${name}"]`)) word.classList.add("on");
  };

  const step = (way) => {
    const groups = [...new Set([...here.querySelectorAll(".en .w")].map((word) => word.dataset.w))];
    if (!groups.length) return Dom.say("No word links here");
    const at = groups.indexOf(group);
    light(groups[at < 0 ? (way > 0 ? 0 : groups.length - 1) : (at + way + groups.length) % groups.length]);
    Dom.say([side(".fr"), " ↔ ", side(".en")]);
  };

  // The lit words of a cell, in its language.
  const side = (cell) => {
    const words = [...here.querySelectorAll(`${cell} .w.on`)].map((word) => word.textContent).join(" … ");
    return Cells.element("span", { lang: $(cell, here).lang }, words);
  };

  const heat = (links) => {
    for (const q of hot) q.classList.remove("hot");
    hot = links.flatMap((link) => [...document.querySelectorAll(`.q[data-q~="${link}"]`)]);
    for (const q of hot) q.classList.add("hot");
  };

  // ---- What can be done with the pair: a toolbar that follows the reader.

  // The focus stays where it was in the toolbar, though its buttons are made anew.
  const tools = () => {
    const at = [...acts.children].indexOf(document.activeElement);
    show();
    if (at >= 0) acts.children[Math.min(at, acts.childElementCount - 1)].focus();
  };

  const show = () => {
    const li = here;
    acts.setAttribute("aria-label", `Pair ${li.id.slice(1)}`);
    if (picked) {
      acts.replaceChildren(
        Dom.button("←", "Move the mark one word left", () => nudge(-1)),
        Dom.button("→", "Move the mark one word right", () => nudge(1)),
        Dom.button("✕", "Take the mark out", () => takeOut()),
        Dom.button("Done", "Leave the mark here", () => pick(null)),
      );
      return;
    }
    acts.replaceChildren(
      Dom.button("✎", "Edit the English", () => Editor.start(li)),
      Dom.button("✓", Corrections.itemOf(li).checked ? "Not checked after all" : "Mark as checked", () => (Corrections.check(li), tools())),
      Dom.button("⤓", "Merge with the next pair", () => Corrections.merge(li)),
    );
    if (Wordings.has(li)) acts.append(Dom.button("≈", "Other wordings", () => Wordings.open(li)));
    const { source, cuts } = Corrections.itemOf(li);
    if (source.length > 1 || cuts.length > 1) acts.append(Dom.button("⤨", "Split the pair", () => Corrections.splitHere(li)));
    if (cuts.length && Blocks.neighbour(li, -1)) acts.append(Dom.button("↥", "First English sentence to the pair before", () => Corrections.shift(li, -1)));
    if (cuts.length && Blocks.neighbour(li, 1)) acts.append(Dom.button("↧", "Last English sentence to the next pair", () => Corrections.shift(li, 1)));
    if (Corrections.has(li)) acts.append(Dom.button("↺", "The original again", () => Corrections.restore(li)));
  };

  // ---- Marks in hand.

  const marksHere = () => [...here.querySelectorAll(".en .q[data-m='open'], .en .q[data-m='close']")];
  const nameOf = (mark) => ({ link: +mark.dataset.q.split(" ").at(-1), role: mark.dataset.m });
  const elementOf = ({ link, role }) => marksHere().find((mark) => nameOf(mark).link === link && nameOf(mark).role === role);

  const pick = (mark) => {
    for (const each of document.querySelectorAll(".q.picked")) each.classList.remove("picked");
    picked = mark && nameOf(mark);
    mark?.classList.add("picked");
    tools();
    Dom.say(mark ? `Mark ${mark.textContent} picked: arrows move it` : "");
  };

  const pickNext = () => {
    const marks = marksHere();
    if (!marks.length) return Dom.say("No quotation marks in the English");
    const at = picked ? marks.indexOf(elementOf(picked)) : -1;
    pick(marks[(at + 1) % marks.length]);
  };

  const nudge = (way) => {
    const moved = Model.moveMark(Corrections.itemOf(here), picked.link, picked.role, way);
    if (!moved) return Dom.say("It can go no further");
    Corrections.change(here, moved, "mark moved");
    elementOf(picked)?.classList.add("picked");
    Dom.say("Moved");
  };

  const takeOut = () => {
    const bare = Model.removeMark(Corrections.itemOf(here), picked.link, picked.role);
    if (bare && !bare.text.length) return Dom.say("There would be no English left");
    picked = null;
    if (bare) Corrections.change(here, bare, "mark taken out");
    tools();
    here.focus();
    Dom.say("Mark taken out");
  };

  // The pair's words and tools again, after a change.
  const refresh = (li) => {
    if (li !== here) return;
    picked = picked && elementOf(picked) ? picked : null;
    bind(li);
    tools();
  };

  // Goes to where the pair now is, if a change has taken its element away.
  const settle = (focus = false) => {
    if (!here || here.isConnected) return;
    const [, number] = here.id.match(/^p(\d+)/);
    here = null;
    picked = null;
    const before = Blocks.inText().findLast((li) => parseInt(li.id.slice(1), 10) <= +number);
    if (before) go(before, focus);
  };

  // A pair that may be hidden by a filter, shown and entered.
  const reveal = (li) => {
    settle();
    if (li.hidden) Find.clear();
    go(li);
  };

  return { current: () => here, hasMark: () => picked !== null, go, refresh, settle, reveal, light, step, heat, tools, pick, pickNext, elementOf, nameOf, nudge, takeOut };
})();
