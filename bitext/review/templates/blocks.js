// What stands in place of the original pairs. A block replaces the pairs `first` to `last`, counted from 0, by
// its items (see model.js); where there is no block, the original pair stands. Items are never changed, only
// replaced, so that the page can be made from the blocks, and a step back is the blocks of before.
const Blocks = (() => {
  const items = new WeakMap(); // element → its item
  const homes = new WeakMap(); // element → number of an original pair that it stands for
  const at = new Map(); // number → the block that replaces this pair
  const untouched = new Map(); // number → {item, copy}: an original pair, and a copy of its element
  const standing = [...Dom.originals]; // number → its element, where no block replaces the pair
  const counts = { pairs: 0, checked: 0, edited: 0, done: 0 }; // done: words of the source that are checked
  Dom.originals.forEach((li, number) => homes.set(li, number));

  // ---- Originals: read before anything touches the element.

  const untouchedPair = (number) => {
    if (!untouched.has(number)) {
      const li = standing[number];
      const copy = li.cloneNode(true);
      copy.classList.remove("here");
      copy.hidden = false;
      for (const each of copy.querySelectorAll(".hot, .picked, .on")) each.classList.remove("hot", "picked", "on");
      const item = Cells.read(li, Dom.firstSource(number), Dom.wordLine(number));
      items.set(li, item);
      untouched.set(number, { item, copy });
    }
    return untouched.get(number);
  };

  const numbers = (first, last) => Array.from({ length: last - first + 1 }, (_, k) => first + k);

  // The original pairs in the form of an edit.
  const original = (first, last) => edit({ first, last, items: numbers(first, last).map((number) => untouchedPair(number).item) });

  // ---- What stands.

  const itemOf = (li) => items.get(li) ?? untouchedPair(homes.get(li)).item;
  const blockOf = (li) => at.get(homes.get(li));
  const rangeOf = (li) => blockOf(li) ?? { first: homes.get(li), last: homes.get(li) };
  const all = () => [...new Set(at.values())].sort((a, b) => a.first - b.first);

  // The blocks that touch a range, and the range that they reach over.
  const touching = (first, last) => [...new Set(numbers(first, last).map((number) => at.get(number)).filter(Boolean))];
  const reach = (first, last) => {
    const found = touching(first, last);
    return { first: Math.min(first, ...found.map((block) => block.first)), last: Math.max(last, ...found.map((block) => block.last)) };
  };

  const elements = (first, last) => {
    const found = [];
    for (let number = first; number <= last; number++) {
      const block = at.get(number);
      if (!block) found.push(standing[number]);
      else if (block.first === number) found.push(...block.lis);
    }
    return found;
  };

  // Every element in the order of the text, wherever it stands in the page.
  const inText = () => elements(0, Dom.originals.length - 1);

  // The element before (-1) or after another one (+1) in the text; undefined at its ends.
  const neighbour = (li, way) => {
    const { first, last } = rangeOf(li);
    const edge = (way < 0 ? first : last) + way;
    const next = at.get(edge) ?? { first: edge, last: edge };
    const beyond = standing[edge] ? elements(next.first, next.last) : [];
    const own = elements(first, last);
    return own[own.indexOf(li) + way] ?? beyond.at(way < 0 ? -1 : 0);
  };

  // ---- Replacing. `change` is {first, last, blocks}: what is to stand in place of these pairs. Its blocks lie
  // in the range, and no block reaches over its edge. Gives the change that takes it back.

  const replace = ({ first, last, blocks }) => {
    const before = { first, last, blocks: touching(first, last).map(({ first, last, items }) => ({ first, last, items })) };
    for (const number of numbers(first, last)) if (!at.has(number)) untouchedPair(number);
    const old = elements(first, last);
    tally(old, -1);
    const wanted = planned(first, last, blocks);
    const made = arrange(old, wanted);
    for (const number of numbers(first, last)) at.delete(number);
    for (const { first, last, items: given } of blocks) {
      const block = { first, last, items: given, lis: made.filter((_, k) => wanted[k].first === first) };
      for (const number of numbers(first, last)) at.set(number, block);
    }
    made.forEach((li, k) => fill(li, wanted[k]));
    Order.place(made.filter((li) => !old.includes(li)));
    tally(made, 1);
    return before;
  };

  // Every element that is to be: its name, its home, its item, the pairs that its block stands for.
  const planned = (first, last, blocks) => {
    const wanted = [];
    for (let number = first; number <= last; number++) {
      const block = blocks.find((each) => each.first === number);
      if (!block) {
        wanted.push({ id: `p${number + 1}`, home: number, item: untouchedPair(number).item, whole: true });
        continue;
      }
      const taken = new Set();
      block.items.forEach((item, k) => {
        const id = name(block, item, k, taken);
        taken.add(id);
        wanted.push({ id, home: block.first, item, first: block.first, last: block.last });
      });
      number = block.last;
    }
    return wanted;
  };

  // A pair has the number of the original pair that its first sentence is from, or one of its block.
  const name = (block, item, k, taken) => {
    const from = numbers(block.first, block.last).findLast((number) => Dom.firstSource(number) <= (item.source[0] ?? -1));
    const id = `p${(k ? (from ?? block.first) : block.first) + 1}`;
    return taken.has(id) ? `p${block.first + 1}-${k + 1}` : id;
  };

  // Puts elements with these names where the old ones are; those that can stay are not moved.
  const arrange = (old, wanted) => {
    const known = new Map(old.map((li) => [li.id, li]));
    const made = wanted.map(({ id, home }) => known.get(id) ?? fresh(id, home));
    let previous = null;
    for (const li of made) {
      const follows = previous && Order.isText() ? previous.compareDocumentPosition(li) & Node.DOCUMENT_POSITION_FOLLOWING : true;
      if (!li.isConnected || !follows) previous ? previous.after(li) : old[0].before(li);
      previous = li;
    }
    for (const li of old) if (!made.includes(li)) take(li);
    return made;
  };

  const fresh = (id, home) => {
    const number = id.slice(1);
    const li = (untouched.get(number - 1) ?? untouched.get(home)).copy.cloneNode(true);
    li.id = id;
    li.tabIndex = -1;
    if (id.includes("-")) li.classList.remove("begins");
    Find.paint(li);
    const link = $(".n a", li);
    link.href = `#${id}`;
    link.textContent = number;
    link.setAttribute("aria-label", `Link to pair ${number}`);
    return li;
  };

  const take = (li) => {
    const group = li.parentElement;
    li.remove();
    if (!group.childElementCount) group.remove();
  };

  // ---- From an item to its element.

  const fill = (li, { home, item, whole, first, last }) => {
    const before = items.get(li);
    items.set(li, item);
    homes.set(li, home);
    if (whole) standing[home] = li;
    const { copy } = untouched.get(home);
    li.classList.toggle("checked", item.checked);
    li.classList.toggle("edited", whole ? copy.classList.contains("edited") : item.edited || copy.classList.contains("edited"));
    Find.forget(li);
    if (before && before.text === item.text && before.quotes === item.quotes && before.source === item.source && before.cuts === item.cuts) return;
    $(".fr", li).replaceChildren(...french(item, whole ? home : first, whole ? home : last));
    if (!Editor.isIn(li)) $(".en", li).replaceChildren(...(whole ? copies(copy, ".en") : Cells.english(item)));
    $(".notes", li).replaceChildren(...(whole ? copies(copy, ".notes") : notes(li, item, first, last)));
    Here.refresh(li);
  };

  // The English of a pair as it stands, where an editor was.
  const redraw = (li) => {
    const home = homes.get(li);
    $(".en", li).replaceChildren(...(at.has(home) ? Cells.english(itemOf(li)) : copies(untouchedPair(home).copy, ".en")));
    Here.refresh(li);
  };

  const copies = (copy, cell) => [...$(cell, copy).cloneNode(true).childNodes];

  const french = (item, first, last) => {
    const exact = numbers(first, last).find((number) => String(untouched.get(number).item.source) === String(item.source));
    if (exact !== undefined) return copies(untouched.get(exact).copy, ".fr");
    const wanted = new Set(item.source);
    const found = numbers(first, last).flatMap((number) => {
      const { item: { source }, copy } = untouched.get(number);
      return Cells.sentencesOf($(".fr", copy)).filter((_, k) => wanted.has(source[k]));
    });
    return found.flatMap((sentence, k) => (k ? [" ", sentence.cloneNode(true)] : [sentence.cloneNode(true)]));
  };

  // Notes on quotations stand where their quotation is, others with the sentences of their pair.
  const notes = (li, item, first, last) => {
    const links = new Set([...li.querySelectorAll(".q")].flatMap((q) => q.dataset.q.split(" ")));
    const source = new Set(item.source);
    return numbers(first, last).flatMap((number) => {
      const { item: old, copy } = untouched.get(number);
      const mine = old.source.some((sentence) => source.has(sentence)) || !old.source.length;
      return copies(copy, ".notes").filter((note) => (note.dataset?.q ? links.has(note.dataset.q) : mine));
    });
  };

  // ---- How many there are of each kind.

  const tally = (lis, sign) => {
    for (const li of lis) {
      counts.pairs += sign;
      if (li.classList.contains("checked")) {
        counts.checked += sign;
        counts.done += sign * Progress.words(li);
      }
      counts.edited += sign * li.classList.contains("edited");
    }
  };
  tally(Dom.originals, 1);

  // ---- To the form of a file and back.

  const edit = ({ first, last, items }) => ({
    first,
    last,
    pairs: items.map((item) => ({
      source: item.source,
      target: Model.sentences(item),
      checked: item.checked,
      quotes: item.quotes.filter((quote) => item.placed.has(quote.link)).map((quote) => ({
        link: quote.link,
        open: quote.marks.find((mark) => mark.role === "open")?.start ?? null,
        close: quote.marks.findLast((mark) => mark.role === "close")?.start ?? null,
      })),
    })),
  });

  // The block that an edit of a file stands for.
  const block = ({ first, last, pairs }) => {
    const olds = numbers(first, last).map((number) => untouchedPair(number).item);
    const whole = olds.reduce(Model.join);
    const lines = pairs.flatMap((pair) => pair.target);
    const same = lines.join("\n") === Model.sentences(whole).join("\n");
    const size = ({ target }) => (same ? target.length : target.filter((line) => line.trim()).length);
    let rest = same ? whole : Model.rewrite(whole, lines);
    const made = pairs.slice(0, -1).map((pair) => {
      const [head, tail] = Model.part(rest, pair.source.length, size(pair));
      rest = tail;
      return head;
    });
    const changed = !same || pairs.length !== olds.length || pairs.some((pair, k) => String(pair.source) !== String(olds[k].source) || size(pair) !== olds[k].cuts.length);
    return {
      first,
      last,
      items: [...made, rest].map((item, k) => ({
        ...(pairs[k].quotes ?? []).reduce((each, quote) => Model.place(each, quote, pairs[k].target, Dom.data.hues), item),
        checked: Boolean(pairs[k].checked),
        edited: changed,
      })),
    };
  };

  return { itemOf, inText, neighbour, untouched: (number) => untouchedPair(number).item, redraw, blockOf, rangeOf, all, touching, reach, elements, original, replace, edit, block, counts, none: () => at.size === 0 };
})();
