// Find and replace in the second text, among the pairs that are shown. A match that holds quotation marks which
// would be lost, and a pair of which nothing would be left, stay as they are.
const Replace = (() => {
  const panel = $("#replace");
  const [wanted, other] = [$("#find"), $("#with")];
  let now = null; // {li, line, start}: the match in hand
  let waiting;

  const isOpen = () => !panel.hidden;

  // ---- What is looked for.

  // An apostrophe, a quotation mark and a space stand for all of their kind that are written in an English text.
  const ALIKE = { "'": "['’]", "’": "['’]", '"': '["“”]', " ": "[ \u00a0\u202f]" };
  const escaped = (character) => character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  const pattern = () => {
    if (!wanted.value.trim()) return null;
    const text = [...wanted.value].map((character) => ALIKE[character] ?? escaped(character)).join("");
    const word = "[\\p{L}\\p{N}\\p{M}_]";
    const source = $("#whole").checked ? `(?<!${word})${text}(?!${word})` : text;
    return new RegExp(source, $("#case").checked ? "gu" : "giu");
  };

  // The matches of a pair in order: {li, line, start, end}, offsets as in the string of the sentence.
  const inPair = (li, looked) => {
    if (!Editor.isIn(li) && $(".en", li).textContent.search(looked) < 0) return [];
    const found = sentences(li).flatMap((text, line) =>
      [...text.matchAll(looked)].map((match) => ({ li, line, start: match.index, end: match.index + match[0].length })),
    );
    return /^[\p{L}\p{N}\s]*$/u.test(wanted.value) ? found : found.filter(isFree);
  };

  // Read off the page: that is faster than to take up every pair as one that may change.
  const sentences = (li) => (Editor.isIn(li) ? Model.sentences(Blocks.itemOf(li)) : Cells.sentencesOf($(".en", li)).map(Cells.raw));

  const all = () => {
    const looked = pattern();
    return looked ? Dom.shown().flatMap((li) => inPair(li, looked)) : [];
  };

  // Whether the quotations of the pair are still there when a match is replaced.
  const isFree = (match) => {
    const item = Blocks.itemOf(match.li);
    const made = Model.rewrite(item, lines(item, [match]));
    const marks = ({ quotes }) => quotes.reduce((sum, quote) => sum + quote.marks.length, 0);
    return made.quotes.length === item.quotes.length && marks(made) === marks(item);
  };

  const lines = (item, matches) =>
    Model.sentences(item).map((text, line) => {
      let at = 0;
      let made = "";
      for (const { start, end } of matches.filter((match) => match.line === line)) {
        made += text.slice(at, start) + other.value;
        at = end;
      }
      return made + text.slice(at);
    });

  // ---- What is shown of it.

  const isNow = (match) => now !== null && match.li === now.li && match.line === now.line && match.start === now.start;

  const count = (found = all()) => {
    if (!isOpen()) return;
    const pairs = new Set(found.map((match) => match.li));
    const at = found.findIndex(isNow);
    const number = `${found.length} ${found.length === 1 ? "match" : "matches"} in ${pairs.size} ${pairs.size === 1 ? "pair" : "pairs"}`;
    $("#matches").textContent = !wanted.value.trim() ? "" : at < 0 ? number : `${at + 1} of ${number}`;
    for (const id of ["#match-before", "#match-next", "#replace-one", "#replace-all"]) $(id).disabled = !found.length;
    Highlights.show("match", [...pairs], (li) => ranges(li, () => true));
    Highlights.show("match-now", at < 0 ? [] : [now.li], (li) => ranges(li, isNow));
  };

  const ranges = (li, which) => {
    const looked = pattern();
    const spans = Cells.sentencesOf($(".en", li));
    if (!looked || !spans.length) return [];
    return inPair(li, looked).filter(which).map(({ line, start, end }) => {
      const nodes = Cells.texts(spans[line]);
      const sizes = nodes.map((node) => (node.parentElement.classList.contains("ctl") ? 1 : node.data.length));
      return Highlights.range(nodes, sizes, start, end);
    });
  };

  // After corrections, from wherever they came.
  const recount = () => {
    if (!isOpen()) return;
    clearTimeout(waiting);
    waiting = setTimeout(count, 150);
  };

  // ---- What can be done.

  const go = (match, found) => {
    now = match;
    Here.go(match.li, false);
    match.li.scrollIntoView({ block: "nearest" });
    count(found);
  };

  // Order of two places in the page.
  const isAfter = (match, place) => {
    if (match.li !== place.li) return Boolean(place.li.compareDocumentPosition(match.li) & Node.DOCUMENT_POSITION_FOLLOWING);
    return match.line - place.line || match.start - place.start;
  };

  // To the next match, round to the first: from the one in hand, or from the pair where the reader is.
  const step = (way) => {
    if (!Editor.finish()) return;
    const found = all();
    if (!found.length) return count(found);
    const here = Here.current();
    const from = now?.li.isConnected ? now : here?.isConnected ? { li: here, line: 0, start: way > 0 ? -1 : 0 } : null;
    const after = (match) => isAfter(match, from) > 0;
    const next = !from ? null : way > 0 ? found.find(after) : found.findLast((match) => !after(match) && !isNow(match));
    go(next ?? found.at(way > 0 ? 0 : -1), found);
  };

  const one = () => {
    if (!Editor.finish()) return;
    const match = all().find(isNow);
    if (!match) return step(1);
    if (!put([match], "replaced")) return Dom.say("Nothing would be left of this pair: it stays");
    now = { ...match, start: match.start + other.value.length - 1 };
    step(1);
  };

  const every = () => {
    if (!Editor.finish()) return;
    const found = all();
    const done = put(found, "replaced");
    const left = found.length - done;
    now = null;
    count();
    Dom.say(`${done} replaced${left ? `, ${left} left where nothing else would be` : ""}; Ctrl+Z takes it back`);
  };

  // Replaces matches as one step, and gives how many they were.
  const put = (matches, label) => {
    const byPair = new Map();
    for (const match of matches) byPair.set(match.li, [...(byPair.get(match.li) ?? []), match]);
    const made = new Map();
    let done = 0;
    for (const [li, own] of byPair) {
      const item = Blocks.itemOf(li);
      const text = lines(item, own);
      if (!text.join("").trim()) continue;
      made.set(li, Model.rewrite(item, text));
      done += own.length;
    }
    History.step(done === 1 ? label : `${done} ${label}`, changes(made));
    return done;
  };

  // One change for each block, which may stand in several elements.
  const changes = (made) => {
    const found = new Map();
    for (const li of made.keys()) {
      const { first, last } = Blocks.rangeOf(li);
      if (found.has(first)) continue;
      const items = Blocks.elements(first, last).map((each) => made.get(each) ?? Blocks.itemOf(each));
      found.set(first, { first, last, blocks: [{ first, last, items }] });
    }
    return [...found.values()];
  };

  // ---- The panel.

  const open = () => {
    if (!Editor.finish()) return;
    panel.hidden = false;
    $("#replacing").setAttribute("aria-expanded", "true");
    wanted.focus();
    wanted.select();
    count();
  };

  const close = () => {
    panel.hidden = true;
    now = null;
    $("#replacing").setAttribute("aria-expanded", "false");
    for (const name of ["match", "match-now"]) Highlights.hide(name);
    const here = Here.current();
    if (here?.isConnected && !here.hidden) here.focus({ preventScroll: true });
    else $("#replacing").focus();
  };

  panel.addEventListener("input", () => {
    now = null;
    recount();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const enter = event.target === wanted ? () => step(event.shiftKey ? -1 : 1) : event.target === other ? one : null;
    const action = { Escape: close, Enter: enter }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  $("#replacing").addEventListener("click", () => (isOpen() ? close() : open()));
  $("#match-before").addEventListener("click", () => step(-1));
  $("#match-next").addEventListener("click", () => step(1));
  $("#replace-one").addEventListener("click", one);
  $("#replace-all").addEventListener("click", every);
  $("#replace-close").addEventListener("click", close);

  return { open, recount };
})();
