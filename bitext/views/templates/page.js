(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const data = JSON.parse($("#data").textContent);
  const list = $(".pairs");
  const pairs = () => [...list.querySelectorAll(".pair")];
  const originals = pairs();
  const firstSource = originals.map(((sum) => (li) => (sum += +li.dataset.n) - li.dataset.n)(0));
  const number = (li) => +li.id.slice(1);
  const shown = () => pairs().filter((li) => !li.hidden);
  const after = (li) => li.nextElementSibling ?? li.parentElement.nextElementSibling?.firstElementChild;
  const before = (li) => li.previousElementSibling ?? li.parentElement.previousElementSibling?.lastElementChild;
  let wordLines;
  const wordLine = (n) => (wordLines ??= $("#words").textContent.split("\n"))[n];

  // ---- Corrections: items by element, and blocks of elements that stand for original pairs.

  const items = new WeakMap();
  const blocks = new Map(); // element → {first, last, lis, kept}: numbers from 1, kept: the original elements

  const itemOf = (li) => {
    if (!items.has(li)) items.set(li, Cells.read(li, firstSource[number(li) - 1], wordLine(number(li))));
    return items.get(li);
  };

  const blockOf = (li) => {
    if (!blocks.has(li)) {
      itemOf(li);
      blocks.set(li, { first: number(li), last: number(li), lis: [li], kept: [li.cloneNode(true)] });
    }
    return blocks.get(li);
  };

  const unite = (a, b) => {
    if (a === b) return a;
    const block = { first: a.first, last: b.last, lis: [...a.lis, ...b.lis], kept: [...a.kept, ...b.kept] };
    for (const li of block.lis) blocks.set(li, block);
    return block;
  };

  const write = (li, item) => {
    items.set(li, item);
    li.classList.toggle("checked", item.checked);
    li.classList.toggle("edited", item.edited);
    $(".en", li).replaceChildren(...Cells.english(item));
    fold.delete(li);
    if (li === here) bind(li);
  };

  const change = (li, item) => {
    blockOf(li);
    write(li, item);
    kept();
  };

  const check = (li) => {
    const item = itemOf(li);
    blockOf(li);
    items.set(li, { ...item, checked: !item.checked });
    li.classList.toggle("checked", !item.checked);
    kept();
    say(item.checked ? "Not checked" : "Checked");
  };

  // The pair and the next one as one.
  const merge = (li, next = after(li)) => {
    if (!next) return say("There is no next pair");
    const [a, b] = [itemOf(li), itemOf(next)];
    const block = unite(blockOf(li), blockOf(next));
    block.lis.splice(block.lis.indexOf(next), 1);
    blocks.delete(next);
    const [french, other] = [$(".fr", li), $(".fr", next)];
    if (french.childNodes.length && other.childNodes.length) french.append(" ");
    french.append(...other.childNodes);
    $(".notes", li).append(...$(".notes", next).childNodes);
    next.remove();
    write(li, Model.join(a, b));
    kept();
    say("Merged");
  };

  // The first `french` and `english` sentences stay, the rest becomes a pair behind.
  const split = (li, french, english) => {
    const item = itemOf(li);
    const block = blockOf(li);
    const [first, rest] = Model.part(item, french, english);
    const next = li.cloneNode(true);
    next.id = freeId(block);
    next.classList.remove("here", "begins");
    next.querySelector(".acts")?.remove();
    const link = $(".n a", next);
    link.href = `#${next.id}`;
    link.textContent = next.id.slice(1);
    link.setAttribute("aria-label", `Link to pair ${next.id.slice(1)}`);
    Cells.sentencesOf($(".fr", li)).slice(french).forEach((sentence) => sentence.remove());
    Cells.sentencesOf($(".fr", next)).slice(0, french).forEach((sentence) => sentence.remove());
    for (const each of [li, next]) tidy($(".fr", each));
    li.after(next);
    block.lis.splice(block.lis.indexOf(li) + 1, 0, next);
    blocks.set(next, block);
    write(li, first);
    write(next, rest);
    for (const each of [li, next]) notesOf(each);
    kept();
    return next;
  };

  const freeId = (block) => {
    for (let n = block.first; n <= block.last; n++) if (!document.getElementById(`p${n}`)) return `p${n}`;
    return `p${block.first}-${block.lis.length + 1}`;
  };

  const tidy = (cell) => {
    const sentences = Cells.sentencesOf(cell);
    cell.replaceChildren(...sentences.flatMap((sentence, k) => (k ? [" ", sentence] : [sentence])));
  };

  // Notes on quotations stand where their quotation is.
  const notesOf = (li) => {
    for (const note of li.querySelectorAll(".note[data-q]"))
      if (![...li.querySelectorAll(".q")].some((q) => q.dataset.q.split(" ").includes(note.dataset.q))) note.remove();
  };

  const splitHere = (li) => {
    const item = itemOf(li);
    if (item.source.length < 2 && item.cuts.length < 2) return say("One sentence on each side: nothing to split");
    split(li, Math.min(1, item.source.length), Model.bestCut(item, 1));
    say("Split");
  };

  // An English sentence to the pair before (-1) or to the next one (+1).
  const shift = (li, way) => {
    const next = way < 0 ? before(li) : after(li);
    const item = itemOf(li);
    if (!next || !item.cuts.length) return say("Nothing to move there");
    const [top, bottom] = way < 0 ? [next, li] : [li, next];
    const french = itemOf(top).source.length;
    const english = itemOf(top).cuts.length + (way < 0 ? 1 : -1);
    merge(top, bottom);
    const made = split(top, french, english);
    go(way < 0 ? made : top);
    say("Sentence moved");
  };

  const restore = (li) => {
    const block = blocks.get(li);
    if (!block) return say("Nothing was changed here");
    const fresh = block.kept.map((each) => each.cloneNode(true));
    for (const each of fresh) each.classList.remove("here");
    block.lis[0].before(...fresh);
    for (const each of block.lis) {
      each.remove();
      blocks.delete(each);
    }
    here = null;
    go(fresh[0]);
    kept();
    say("The original again");
  };

  // ---- Corrections out and in.

  const exported = () => ({
    format: "bitext-corrections",
    version: 1,
    digest: data.digest,
    edits: [...new Set(blocks.values())].sort((a, b) => a.first - b.first).map((block) => ({
      first: block.first - 1,
      last: block.last - 1,
      pairs: block.lis.map((li) => exportedPair(items.get(li))),
    })),
  });

  const exportedPair = (item) => ({
    source: item.source,
    target: Model.sentences(item),
    checked: item.checked,
    quotes: item.quotes.filter((quote) => item.placed.has(quote.link)).map((quote) => ({
      link: quote.link,
      open: quote.marks.find((mark) => mark.role === "open")?.start ?? null,
      close: quote.marks.findLast((mark) => mark.role === "close")?.start ?? null,
    })),
  });

  const apply = (corrections) => {
    if (corrections.format !== "bitext-corrections") throw new Error("This is not a file of corrections.");
    if (corrections.digest !== data.digest) throw new Error("These corrections were made in another version of the text.");
    for (const block of new Set(blocks.values())) restore(block.lis[0]);
    for (const edit of corrections.edits) applyOne(edit);
    kept();
  };

  const applyOne = ({ first, last, pairs }) => {
    const li = document.getElementById(`p${first + 1}`);
    for (let n = first; n < last; n++) merge(li);
    const item = itemOf(li);
    const lines = pairs.flatMap((pair) => pair.target);
    const same = lines.join("\n") === Model.sentences(item).join("\n");
    blockOf(li);
    if (!same) write(li, Model.rewrite(item, lines));
    const made = pairs.slice(0, -1).reduce((lis, pair) => [...lis, split(lis.at(-1), pair.source.length, pair.target.length)], [li]);
    made.forEach((each, k) => {
      const known = items.get(each);
      const placed = new Set((pairs[k].quotes ?? []).map((quote) => quote.link));
      write(each, { ...known, checked: Boolean(pairs[k].checked), placed, edited: !same || first !== last || pairs.length > 1 });
    });
  };

  const key = `bitext:${data.digest}`;
  const stored = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null; // a browser may forbid it; corrections then last as long as the page
    }
  };

  let unsaved = false;
  const kept = () => {
    unsaved = blocks.size > 0;
    stored((storage) => (blocks.size ? storage.setItem(key, JSON.stringify(exported())) : storage.removeItem(key)));
    tally();
  };

  const tally = () => {
    $("[data-count=edited]").textContent = list.querySelectorAll(".edited").length;
    $("#export").disabled = blocks.size === 0;
  };

  const save = () => {
    const blob = new Blob([JSON.stringify(exported(), null, 1) + "\n"], { type: "application/json" });
    const link = Cells.element("a", { download: `${$("h1").textContent}.corrections.json` });
    link.href = URL.createObjectURL(blob);
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    say(`${blocks.size} corrected pairs saved; bring them back with: bitext merge`);
  };

  const open = async (file) => {
    try {
      apply(JSON.parse(await file.text()));
      say("Corrections opened");
    } catch (error) {
      say(`${file.name}: ${error.message}`);
    }
  };

  // ---- One pair is the one where the reader is.

  let here = null;
  let group = null;
  let picked = null; // {link, role} of a mark in hand
  const acts = Cells.element("div", { class: "acts", role: "toolbar" });

  const go = (li, focus = true) => {
    if (!li) return;
    if (li === here) return focus && li.focus();
    leave();
    here = li;
    li.classList.add("here");
    for (const each of list.querySelectorAll(".pair[tabindex='0']")) each.tabIndex = -1;
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
    for (const each of document.querySelectorAll(".q.picked")) each.classList.remove("picked");
  };

  // Words of both sides that are linked, directly or through others, are one group.
  const bind = (li) => {
    const item = itemOf(li);
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
  };

  const light = (name) => {
    group = name;
    for (const word of document.querySelectorAll(".w.on")) word.classList.remove("on");
    if (name && here) for (const word of here.querySelectorAll(`.w[data-w="${name}"]`)) word.classList.add("on");
  };

  const step = (way) => {
    const groups = [...new Set([...here.querySelectorAll(".en .w")].map((word) => word.dataset.w))];
    if (!groups.length) return say("No word links here");
    const at = groups.indexOf(group);
    light(groups[at < 0 ? (way > 0 ? 0 : groups.length - 1) : (at + way + groups.length) % groups.length]);
    const side = (cell) => [...here.querySelectorAll(`${cell} .w.on`)].map((word) => word.textContent).join(" … ");
    say(`${side(".fr")} ↔ ${side(".en")}`);
  };

  const heat = (links) => {
    for (const q of document.querySelectorAll(".q.hot")) q.classList.remove("hot");
    for (const link of links)
      for (const q of document.querySelectorAll(`.q[data-q~="${link}"]`)) q.classList.add("hot");
  };

  // ---- What can be done with the pair: a toolbar that follows the reader.

  const button = (text, label, action) => {
    const made = Cells.element("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", action);
    return made;
  };

  const tools = () => {
    const li = here;
    acts.setAttribute("aria-label", `Pair ${li.id.slice(1)}`);
    if (picked) {
      acts.replaceChildren(
        button("←", "Move the mark one word left", () => nudge(-1)),
        button("→", "Move the mark one word right", () => nudge(1)),
        button("✕", "Take the mark out", () => takeOut()),
        button("Done", "Leave the mark here", () => pick(null)),
      );
      return;
    }
    acts.replaceChildren(
      button("✎", "Edit the English", () => edit(li)),
      button("✓", itemOf(li).checked ? "Not checked after all" : "Mark as checked", () => (check(li), tools())),
      button("⤓", "Merge with the next pair", () => merge(li)),
    );
    const { source, cuts } = itemOf(li);
    if (source.length > 1 || cuts.length > 1) acts.append(button("⤨", "Split the pair", () => splitHere(li)));
    if (cuts.length && before(li)) acts.append(button("↥", "First English sentence to the pair before", () => shift(li, -1)));
    if (cuts.length && after(li)) acts.append(button("↧", "Last English sentence to the next pair", () => shift(li, 1)));
    if (blocks.has(li)) acts.append(button("↺", "The original again", () => restore(li)));
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
    say(mark ? `Mark ${mark.textContent} picked: arrows move it` : "");
  };

  const pickNext = () => {
    const marks = marksHere();
    if (!marks.length) return say("No quotation marks in the English");
    const at = picked ? marks.indexOf(elementOf(picked)) : -1;
    pick(marks[(at + 1) % marks.length]);
  };

  const nudge = (way) => {
    const moved = Model.moveMark(itemOf(here), picked.link, picked.role, way);
    if (!moved) return say("It can go no further");
    change(here, moved);
    const mark = elementOf(picked);
    mark?.classList.add("picked");
    say("Moved");
  };

  const takeOut = () => {
    const bare = Model.removeMark(itemOf(here), picked.link, picked.role);
    picked = null;
    if (bare) change(here, bare);
    tools();
    here.focus();
    say("Mark taken out");
  };

  // ---- Editing the English.

  const edit = (li) => {
    go(li);
    const cell = $(".en", li);
    if ($("textarea", cell)) return;
    const before = itemOf(li);
    const area = Cells.element("textarea", { class: "edit", lang: cell.lang, spellcheck: "true", "aria-label": "English, a line a sentence" });
    area.value = Model.sentences(before).join("\n");
    const close = (keep) => {
      if (keep && area.value !== Model.sentences(before).join("\n")) change(li, Model.rewrite(before, area.value.split("\n")));
      else write(li, before);
      tools();
      li.focus();
    };
    const insert = (mark) => {
      area.setRangeText(mark, area.selectionStart, area.selectionEnd, "end");
      area.focus();
    };
    area.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        close(event.key === "Enter");
      }
    });
    const row = Cells.element("div", { class: "editing" });
    row.append(
      button("Keep", "Keep the change (Ctrl+Enter)", () => close(true)),
      button("Cancel", "Leave it as it was (Esc)", () => close(false)),
      ...["“", "”", "‘", "’"].map((mark) => button(mark, `Insert ${mark}`, () => insert(mark))),
    );
    cell.replaceChildren(area, row);
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  };

  // ---- Filters and search.

  let filter = "";
  const fold = new Map();
  const folded = (text) =>
    text
      .replace(/[’‘]/g, "'")
      .replace(/[“”«»]/g, '"')
      .replace(/[\u00a0\u202f]/g, " ")
      .replace(/[^\x00-\x7f]/g, (c) => c.normalize("NFD")[0].toLowerCase()[0])
      .toLowerCase();

  const textOf = (li) => {
    if (!fold.has(li)) fold.set(li, folded(`${$(".fr", li).textContent}\n${$(".en", li).textContent}`));
    return fold.get(li);
  };

  const fits = (li) => {
    if (!filter) return true;
    if (filter === "low") return +li.dataset.score < +$("#low").value;
    if (filter === "unchecked") return !li.classList.contains("checked");
    return li.classList.contains(filter);
  };

  const refresh = () => {
    const wanted = folded($("#search").value.trim());
    let count = 0;
    const all = pairs();
    for (const li of all) {
      li.hidden = !(fits(li) && (!wanted || textOf(li).includes(wanted)));
      if (!li.hidden) count++;
    }
    $(".none").hidden = count > 0;
    highlight(wanted);
    say(filter || wanted ? `${count} of ${all.length} pairs` : "");
  };

  const highlight = (wanted) => {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const li of shown().slice(0, 500)) for (const cell of [$(".fr", li), $(".en", li)]) ranges.push(...hits(cell, wanted));
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  // Ranges of what was searched in a cell; a hit may run over several elements.
  const hits = (cell, wanted) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let whole = "";
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: whole.length });
      whole += walker.currentNode.data;
    }
    const text = folded(whole);
    const place = (at) => {
      const { node, start } = nodes.findLast((each) => each.start <= at);
      return [node, at - start];
    };
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(...place(at));
      const [node, offset] = place(at + wanted.length - 1);
      range.setEnd(node, offset + 1);
      found.push(range);
    }
    return found;
  };

  const choose = (name) => {
    filter = name;
    for (const each of document.querySelectorAll("[data-filter]")) each.setAttribute("aria-pressed", String(each.dataset.filter === name));
    refresh();
  };

  const nextFilter = () => {
    const names = [...document.querySelectorAll("[data-filter]")].map((each) => each.dataset.filter);
    choose(names[(names.indexOf(filter) + 1) % names.length]);
  };

  let speaking;
  const say = (text) => {
    clearTimeout(speaking);
    $("#status").textContent = text;
    if (text && !filter && !$("#search").value) speaking = setTimeout(() => ($("#status").textContent = ""), 6000);
  };

  // ---- Events.

  const near = (way) => {
    const all = shown();
    const at = all.indexOf(here);
    return all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + way))];
  };

  const keys = {
    ArrowDown: () => go(near(1)),
    ArrowUp: () => go(near(-1)),
    j: () => go(near(1)),
    k: () => go(near(-1)),
    Home: () => go(shown()[0]),
    End: () => go(shown().at(-1)),
    ArrowRight: () => (picked ? nudge(1) : step(1)),
    ArrowLeft: () => (picked ? nudge(-1) : step(-1)),
    Enter: () => (picked ? pick(null) : edit(here)),
    e: () => edit(here),
    c: () => (check(here), tools()),
    m: () => pickNext(),
    Delete: () => picked && takeOut(),
    Backspace: () => picked && takeOut(),
    Escape: () => (picked ? pick(null) : light(null)),
    "+": () => (merge(here), tools()),
    "-": () => (splitHere(here), tools()),
    "[": () => shift(here, -1),
    "]": () => shift(here, 1),
    z: () => restore(here),
  };

  const anywhere = {
    "/": () => $("#search").focus(),
    f: () => nextFilter(),
    "?": () => $("#keys").showModal(),
    j: () => go(here ?? shown()[0]),
    ArrowDown: () => go(here ?? shown()[0]),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("#keys").open) return;
    if (event.target.closest("input, textarea, select")) return;
    const inPair = event.target.closest?.(".pair");
    if (event.target.closest("button, a") && ["Enter", " "].includes(event.key)) return;
    if (inPair && inPair !== here) go(inPair, false);
    const top = event.target === document.body || event.target.id === "pairs";
    const action = inPair && here ? (keys[event.key] ?? anywhere[event.key]) : top || !event.key.startsWith("Arrow") ? anywhere[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  });

  list.addEventListener("pointerover", (event) => {
    const li = event.target.closest(".pair");
    if (!li || picked || $("textarea", list)) return;
    if (li !== here) go(li, false);
    light(event.target.closest(".w")?.dataset.w ?? null);
    const q = event.target.closest(".q, .note[data-q]");
    heat(q ? [q.dataset.q.split(" ").at(-1)] : []);
  });
  list.addEventListener("pointerleave", () => {
    heat([]);
    if (!picked) light(null);
  });
  list.addEventListener("focusin", (event) => {
    const li = event.target.closest(".pair");
    if (li && li !== here) go(li, false);
  });
  list.addEventListener("click", (event) => {
    const li = event.target.closest(".pair");
    const mark = event.target.closest(".en .q[data-m='open'], .en .q[data-m='close']");
    if (!mark || event.detail > 1) return;
    go(li);
    pick(elementOf(nameOf(mark)));
  });
  list.addEventListener("dblclick", (event) => {
    if (event.target.closest(".en") && !event.target.closest("textarea")) edit(event.target.closest(".pair"));
  });

  $(".filters").addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-filter]");
    if (chosen) choose(chosen.dataset.filter);
  });
  const paintLow = () => {
    for (const li of pairs()) li.classList.toggle("bad", +li.dataset.score < +$("#low").value);
  };
  $("#low").addEventListener("input", () => {
    paintLow();
    choose("low");
  });
  let waiting;
  $("#search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 120);
  });
  $("#search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      clearTimeout(waiting);
      refresh();
      if (shown().length) go(shown()[0]);
    }
  });
  $("#export").addEventListener("click", save);
  $("#import").addEventListener("click", () => $("#file").click());
  $("#file").addEventListener("change", (event) => {
    if (event.target.files[0]) open(event.target.files[0]);
    event.target.value = "";
  });
  $("#help").addEventListener("click", () => $("#keys").showModal());
  const root = document.documentElement;
  $("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    stored((storage) => storage.setItem("bitext:theme", root.dataset.theme));
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved && !stored((storage) => storage.getItem(key))) event.preventDefault();
  });
  const follow = () => {
    const li = location.hash.startsWith("#p") && document.getElementById(location.hash.slice(1));
    if (!li || !li.classList.contains("pair")) return;
    if (li.hidden) {
      $("#search").value = "";
      choose("");
    }
    go(li, false);
    li.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);

  const theme = stored((storage) => storage.getItem("bitext:theme"));
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  $(".bar").hidden = false;
  if (originals.length) originals[0].tabIndex = 0;
  paintLow();
  const last = stored((storage) => storage.getItem(key));
  if (last) {
    apply(JSON.parse(last));
    say("Your corrections from last time are here");
  }
  tally();
  follow();
})();
