// Corrections: items by element, and blocks of elements that stand for original pairs; out to a file and in.
const Corrections = (() => {
  const items = new WeakMap();
  const blocks = new Map(); // element → {first, last, lis, kept}: numbers from 1, kept: the original elements

  const itemOf = (li) => {
    if (!items.has(li)) items.set(li, Cells.read(li, Dom.firstSource(li), Dom.wordLine(li)));
    return items.get(li);
  };

  const blockOf = (li) => {
    if (!blocks.has(li)) {
      itemOf(li);
      blocks.set(li, { first: Dom.number(li), last: Dom.number(li), lis: [li], kept: [li.cloneNode(true)] });
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
    Find.forget(li);
    Here.refresh(li);
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
    Dom.say(item.checked ? "Not checked" : "Checked");
  };

  // The pair and the next one as one.
  const merge = (li, next = Dom.after(li)) => {
    if (!next) return Dom.say("There is no next pair");
    const [a, b] = [itemOf(li), itemOf(next)];
    const block = unite(blockOf(li), blockOf(next));
    block.lis.splice(block.lis.indexOf(next), 1);
    blocks.delete(next);
    const [french, other] = [$(".fr", li), $(".fr", next)];
    if (french.childNodes.length && other.childNodes.length) french.append(" ");
    french.append(...other.childNodes);
    $(".notes", li).append(...$(".notes", next).childNodes);
    const group = next.parentElement;
    next.remove();
    if (!group.childElementCount) group.remove();
    write(li, Model.join(a, b));
    kept();
    Dom.say("Merged");
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
    if (item.source.length < 2 && item.cuts.length < 2) return Dom.say("One sentence on each side: nothing to split");
    split(li, Math.min(1, item.source.length), Model.bestCut(item, 1));
    Dom.say("Split");
  };

  // An English sentence to the pair before (-1) or to the next one (+1).
  const shift = (li, way) => {
    const next = way < 0 ? Dom.before(li) : Dom.after(li);
    const item = itemOf(li);
    if (!next || !item.cuts.length) return Dom.say("Nothing to move there");
    const [top, bottom] = way < 0 ? [next, li] : [li, next];
    const french = itemOf(top).source.length;
    const english = itemOf(top).cuts.length + (way < 0 ? 1 : -1);
    merge(top, bottom);
    const made = split(top, french, english);
    Here.go(way < 0 ? made : top);
    Dom.say("Sentence moved");
  };

  const restore = (li) => {
    const block = blocks.get(li);
    if (!block) return Dom.say("Nothing was changed here");
    const fresh = block.kept.map((each) => each.cloneNode(true));
    for (const each of fresh) each.classList.remove("here");
    block.lis[0].before(...fresh);
    for (const each of block.lis) {
      each.remove();
      blocks.delete(each);
    }
    Here.forget();
    Here.go(fresh[0]);
    kept();
    Dom.say("The original again");
  };

  const exported = () => ({
    format: "bitext-corrections",
    version: 1,
    digest: Dom.data.digest,
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
    if (corrections.digest !== Dom.data.digest) throw new Error("These corrections were made in another version of the text.");
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

  const key = `bitext:${Dom.data.digest}`;
  let unsaved = false;
  const kept = () => {
    unsaved = blocks.size > 0;
    Dom.stored((storage) => (blocks.size ? storage.setItem(key, JSON.stringify(exported())) : storage.removeItem(key)));
    tally();
  };

  const tally = () => {
    $("[data-count=edited]").textContent = Dom.list.querySelectorAll(".edited").length;
    $("#export").disabled = blocks.size === 0;
  };

  const save = () => {
    const blob = new Blob([JSON.stringify(exported(), null, 1) + "\n"], { type: "application/json" });
    const link = Cells.element("a", { download: `${$("h1").textContent}.corrections.json` });
    link.href = URL.createObjectURL(blob);
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    Dom.say(`${blocks.size} corrected pairs saved; bring them back with: bitext merge`);
  };

  const open = async (file) => {
    try {
      apply(JSON.parse(await file.text()));
      Dom.say("Corrections opened");
    } catch (error) {
      Dom.say(`${file.name}: ${error.message}`);
    }
  };

  // What was corrected before in this browser.
  const resume = () => {
    const last = Dom.stored((storage) => storage.getItem(key));
    if (last) {
      apply(JSON.parse(last));
      Dom.say("Your corrections from last time are here");
    }
    tally();
  };

  const isUnsaved = () => unsaved && !Dom.stored((storage) => storage.getItem(key));
  const has = (li) => blocks.has(li);

  return { itemOf, has, write, change, check, merge, splitHere, shift, restore, save, open, resume, isUnsaved, exported };
})();
