// A pair as it is being corrected: plain data, no page. Offsets count code points of the English, whose
// sentences are joined by single spaces.
//
// An item: {
//   source: [index of a French sentence],   starts: [offset of each], lengths: [of each]
//   text: [code points],                    cuts: [length of each English sentence]
//   quotes: [{link, style, marks: [{role, start, end}], runsIn, runsOut}]
//   words: [{source: index in `source`, from, to, start, end}]
//   checked, edited, placed: Set of the links whose marks were moved by hand
// }
const Model = (() => {
  const points = (text) => Array.from(text);

  const sentences = (item) => {
    let at = 0;
    return item.cuts.map((length) => {
      const text = item.text.slice(at, at + length).join("");
      at += length + 1;
      return text;
    });
  };

  const clean = (text) => text.replace(/\s+/gu, " ").trim();

  // Old offset of each code point → its new one, or -1. Longest common subsequence of words.
  const mapping = (before, after) => {
    const cut = (cps) => cps.join("").match(/\s+|[\p{L}\p{N}\p{M}’'-]+|[^]/gu) ?? [];
    const [a, b] = [cut(before), cut(after)];
    let [head, tail] = [0, 0];
    while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
    while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
    const same = common(a.slice(head, a.length - tail), b.slice(head, b.length - tail), head);
    for (let i = 0; i < head; i++) same.set(i, i);
    for (let i = 1; i <= tail; i++) same.set(a.length - i, b.length - i);
    const places = [];
    const lengths = b.map((token) => points(token).length);
    const starts = lengths.map(((sum) => (n) => (sum += n) - n)(0));
    a.forEach((token, i) => {
      points(token).forEach((_, k) => places.push(same.has(i) ? starts[same.get(i)] + k : -1));
    });
    return places;
  };

  const common = (a, b, shift) => {
    const width = b.length + 1;
    const best = new Uint16Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i--)
      for (let j = b.length - 1; j >= 0; j--)
        best[i * width + j] =
          a[i] === b[j]
            ? best[(i + 1) * width + j + 1] + 1
            : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    const found = new Map();
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] === b[j]) found.set(shift + i++, shift + j++);
      else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i++;
      else j++;
    }
    return found;
  };

  // The item with another text; what the change has not touched keeps its links.
  const rewrite = (item, lines, place = null) => {
    const kept = lines.map(clean).filter(Boolean).map(points);
    const text = points(kept.map((line) => line.join("")).join(" "));
    const places = place ?? mapping(item.text, text);
    const moved = (span) => {
      const [start, last] = [places[span.start], places[span.end - 1]];
      return start >= 0 && last - start === span.end - 1 - span.start ? { ...span, start, end: last + 1 } : null;
    };
    return {
      ...item,
      text,
      cuts: kept.map((line) => line.length),
      words: item.words.map(moved).filter(Boolean),
      quotes: item.quotes
        .map((quote) => ({ ...quote, marks: quote.marks.map(moved).filter(Boolean) }))
        .filter((quote) => whole(quote)),
      edited: true,
    };
  };

  // Whether the marks that a quotation needs in this pair are there.
  const whole = ({ marks, runsIn, runsOut }) =>
    (runsIn || marks.some((mark) => mark.role === "open" || mark.role === "stray")) &&
    (runsOut || marks.some((mark) => mark.role === "close" || mark.role === "stray"));

  const span = (quote, length) => {
    const opens = quote.marks.find((mark) => mark.role === "open" || mark.role === "stray");
    const closes = quote.marks.findLast((mark) => mark.role === "close" || mark.role === "stray");
    return { start: quote.runsIn || !opens ? 0 : opens.start, end: quote.runsOut || !closes ? length : closes.end };
  };

  const join = (a, b) => {
    const shift = a.text.length + (a.cuts.length && b.cuts.length ? 1 : 0);
    const on = (each) => ({ ...each, start: each.start + shift, end: each.end + shift });
    const quotes = new Map(a.quotes.map((quote) => [quote.link, quote]));
    for (const quote of b.quotes) {
      const marks = quote.marks.map(on);
      const before = quotes.get(quote.link);
      quotes.set(
        quote.link,
        before
          ? { ...before, marks: [...before.marks, ...marks], runsOut: quote.runsOut }
          : { ...quote, marks },
      );
    }
    return {
      source: [...a.source, ...b.source],
      lengths: [...a.lengths, ...b.lengths],
      text: a.cuts.length && b.cuts.length ? [...a.text, " ", ...b.text] : [...a.text, ...b.text],
      cuts: [...a.cuts, ...b.cuts],
      quotes: [...quotes.values()],
      words: [...a.words, ...b.words.map((word) => ({ ...on(word), source: word.source + a.source.length }))],
      checked: a.checked && b.checked,
      edited: true,
      placed: new Set([...a.placed, ...b.placed]),
    };
  };

  // Two items: the first `french` sentences with the first `english` ones, and the rest.
  const part = (item, french, english) => {
    const lengths = item.cuts.slice(0, english);
    const edge = lengths.reduce((sum, length) => sum + length, 0) + Math.max(0, lengths.length - 1);
    const rest = english ? edge + 1 : 0;
    const side = (from, to, sources, first) => ({
      ...item,
      source: item.source.slice(...sources),
      lengths: item.lengths.slice(...sources),
      text: item.text.slice(from, to),
      cuts: first ? item.cuts.slice(0, english) : item.cuts.slice(english),
      words: item.words
        .filter((word) => word.start >= from && word.end <= to)
        .filter((word) => (word.source < french) === first)
        .map((word) => ({
          ...word,
          source: word.source - (first ? 0 : french),
          start: word.start - from,
          end: word.end - from,
        })),
      quotes: item.quotes.flatMap((quote) => {
        const { start, end } = span(quote, item.text.length);
        if (start >= to || end <= from) return [];
        const marks = quote.marks
          .filter((mark) => mark.start >= from && mark.end <= to)
          .map((mark) => ({ ...mark, start: mark.start - from, end: mark.end - from }));
        return [{ ...quote, marks, runsIn: start < from || (quote.runsIn && first), runsOut: end > to || (quote.runsOut && !first) }];
      }),
      placed: new Set(item.placed),
      edited: true,
    });
    return [side(0, edge, [0, french], true), side(rest, item.text.length, [french], false)];
  };

  // Where to part the English when the first `french` sentences go: most word links stay whole.
  const bestCut = (item, french) => {
    if (item.source.length < 2 || item.cuts.length < 2) return item.source.length < 2 ? 1 : item.cuts.length;
    let [best, most, at] = [1, -1, 0];
    item.cuts.slice(0, -1).forEach((length, k) => {
      at += length + (k ? 1 : 0);
      const right = item.words.filter((word) => (word.source < french) === (word.start < at)).length;
      if (right > most) [best, most] = [k + 1, right];
    });
    return best;
  };

  // The item with one mark moved to the next place for it, one way or the other; null at the end.
  const moveMark = (item, link, role, way) => {
    const quote = item.quotes.find((each) => each.link === link);
    const mark = quote?.marks.find((each) => each.role === role);
    if (!mark) return null;
    const size = mark.end - mark.start;
    const bare = [...item.text.slice(0, mark.start), ...item.text.slice(mark.end)];
    const other = quote.marks.find((each) => each.role === (role === "open" ? "close" : "open"));
    const fits = role === "open" ? mayOpen : mayClose;
    let to = mark.start + way;
    while (to >= 0 && to <= bare.length && !fits(bare, to)) to += way;
    if (to < 0 || to > bare.length) return null;
    if (other && role === "open" && to >= other.start - size) return null;
    if (other && role === "close" && to <= other.end) return null;
    const text = [...bare.slice(0, to), ...item.text.slice(mark.start, mark.end), ...bare.slice(to)];
    const places = item.text.map((_, at) => {
      if (at >= mark.start && at < mark.end) return to + at - mark.start;
      const without = at < mark.start ? at : at - size;
      return without < to ? without : without + size;
    });
    const lines = resplit(item, text, places);
    const moved = lines && rewrite(item, lines, places);
    return moved && { ...moved, placed: new Set([...item.placed, link]) };
  };

  const mayOpen = (text, at) => /[^\s.,;:!?…)\]]/u.test(text[at] ?? " ") && (at === 0 || /[\s([—–“‘"'«-]/u.test(text[at - 1]));
  const mayClose = (text, at) => at > 0 && /\S/u.test(text[at - 1]) && (at === text.length || /[\s.,;:!?…)\]—–”’"'»]/u.test(text[at]));

  // The sentences of `text` where those of the item were; null if a sentence would lose all its text.
  const resplit = (item, text, places) => {
    const lines = [];
    let [from, at] = [0, 0];
    for (const length of item.cuts.slice(0, -1)) {
      at += length;
      lines.push(text.slice(from, places[at]).join(""));
      from = places[at] + 1;
      at += 1;
    }
    lines.push(text.slice(from).join(""));
    return lines.every((line) => line.trim() === line && line) ? lines : null;
  };

  const removeMark = (item, link, role) => {
    const mark = item.quotes.find((each) => each.link === link)?.marks.find((each) => each.role === role);
    if (!mark) return null;
    let at = 0;
    const lines = item.cuts.map((length) => {
      const line = item.text.slice(at, at + length).filter((_, k) => at + k < mark.start || at + k >= mark.end);
      at += length + 1;
      return line.join("");
    });
    return rewrite(item, lines);
  };

  // The item with the marks of a quotation where a file says that they were placed by hand; `lines` are the
  // sentences as the file has them, whose offsets it counts.
  const place = (item, { link, open = null, close = null }, lines, hues) => {
    const known = item.quotes.find((quote) => quote.link === link);
    let quote = known ?? { link, style: `h${link % hues}`, marks: [], runsIn: true, runsOut: true };
    const given = points(lines.join(" "));
    for (const [role, at, runs] of [["open", open, "runsIn"], ["close", close, "runsOut"]]) {
      if (at === null) continue;
      const start = visible(item.text, given.slice(0, at).filter((each) => /\S/u.test(each)).length);
      const mark = { role, start, end: start + (/^(<<|>>|,,|``|'')$/.test(item.text.slice(start, start + 2).join("")) ? 2 : 1) };
      quote = { ...quote, marks: [...quote.marks.filter((each) => each.role !== role), mark], [runs]: false };
    }
    const marks = quote.marks.toSorted((a, b) => a.start - b.start);
    const others = item.quotes.filter((each) => each !== known);
    return { ...item, quotes: [...others, { ...quote, marks }], placed: new Set([...item.placed, link]) };
  };

  // Offset of the character that has this many visible ones before it.
  const visible = (text, count) => text.findIndex((each) => /\S/u.test(each) && count-- === 0);

  return { points, sentences, rewrite, join, part, bestCut, moveMark, removeMark, place, span };
})();
