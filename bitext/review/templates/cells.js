// Between the page and the model: a pair read from its element, and written into one.
const Cells = (() => {
  const length = (node) => {
    let sum = 0;
    for (const text of texts(node)) sum += text.parentElement.classList.contains("ctl") ? 1 : Model.points(text.data).length;
    return sum;
  };

  const texts = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  // The text as it is in the file: a control character stands in the page as its picture.
  const raw = (node) =>
    texts(node)
      .map((text) => {
        const code = text.parentElement.dataset.c;
        return text.parentElement.classList.contains("ctl") ? String.fromCodePoint(parseInt(code, 16)) : text.data;
      })
      .join("");

  const sentencesOf = (cell) => [...cell.querySelectorAll(":scope > .s")];

  const read = (li, firstSource, wordLine) => {
    const french = sentencesOf(li.querySelector(".fr"));
    const english = sentencesOf(li.querySelector(".en"));
    const lengths = french.map(length);
    const cuts = english.map(length);
    return {
      source: french.map((_, k) => firstSource + k),
      lengths,
      text: Model.points(english.map(raw).join(" ")),
      cuts,
      quotes: quotes(english),
      words: words(wordLine, lengths),
      checked: li.classList.contains("checked"),
      edited: false,
      placed: new Set(),
    };
  };

  const quotes = (english) => {
    const found = new Map();
    let at = 0;
    for (const sentence of english) {
      for (const node of sentence.childNodes) {
        const size = length(node.nodeType === Node.TEXT_NODE ? wrapped(node) : node);
        if (node.dataset?.q) note(node, at, size, found);
        at += size;
      }
      at += 1;
    }
    return [...found.values()].map((quote) => {
      const has = (role) => quote.marks.some((mark) => mark.role === role || mark.role === "stray");
      return { ...quote, runsIn: !has("open"), runsOut: !has("close") };
    });
  };

  // A text node has no parent to ask where it is alone.
  const wrapped = (text) => {
    const span = document.createElement("span");
    span.append(text.cloneNode());
    return span;
  };

  const note = (node, at, size, found) => {
    const links = node.dataset.q.split(" ").map(Number);
    for (const link of links)
      if (!found.has(link)) found.set(link, { link, style: style(node, link, links), marks: [] });
    const inner = found.get(links.at(-1));
    inner.style ||= style(node, inner.link, links);
    if (node.dataset.m) inner.marks.push({ role: node.dataset.m, start: at, end: at + size });
  };

  const style = (node, link, links) =>
    link === links.at(-1) ? [...node.classList].filter((name) => !["q", "hot", "picked"].includes(name)).join(" ") : "";

  const words = (line, lengths) => {
    const numbers = line ? line.split(" ").map(Number) : [];
    const starts = lengths.map(((sum) => (n) => (sum += n + 1) - n - 1)(0));
    const found = [];
    for (let i = 0; i < numbers.length; i += 4) {
      const [a, b, start, end] = numbers.slice(i, i + 4);
      const source = starts.findLastIndex((begin) => begin <= a);
      found.push({ source, from: a - starts[source], to: b - starts[source], start, end });
    }
    return found;
  };

  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

  const shown = (text) => {
    const pieces = [];
    let plain = "";
    for (const character of text) {
      if (!CONTROL.test(character)) {
        plain += character;
        continue;
      }
      pieces.push(plain, element("span", { class: "ctl", "data-c": character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") }, "\ufffd"));
      plain = "";
    }
    return [...pieces, plain];
  };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // The English of an item as elements, quotations marked as in the page's own lines.
  const english = (item) => {
    const spans = item.quotes
      .map((quote) => ({ quote, ...Model.span(quote, item.text.length) }))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const edges = new Set(spans.flatMap(({ quote, start, end }) => [start, end, ...quote.marks.flatMap((mark) => [mark.start, mark.end])]));
    const made = [];
    let from = 0;
    for (const size of item.cuts) {
      const to = from + size;
      const cuts = [...new Set([from, to, ...[...edges].filter((edge) => edge > from && edge < to)])].sort((a, b) => a - b);
      const sentence = element("span", { class: "s" });
      cuts.slice(1).forEach((right, k) => sentence.append(...run(item, spans, cuts[k], right)));
      if (made.length) made.push(" ");
      made.push(sentence);
      from = to + 1;
    }
    return made;
  };

  const run = (item, spans, left, right) => {
    const text = shown(item.text.slice(left, right).join(""));
    const inside = spans.filter(({ start, end }) => start <= left && right <= end).map(({ quote }) => quote);
    if (!inside.length) return text;
    const mark = inside.at(-1).marks.find((each) => each.start === left && each.end === right);
    const attributes = { class: `q ${inside.at(-1).style}`, "data-q": inside.map((quote) => quote.link).join(" ") };
    return [element("span", mark ? { ...attributes, "data-m": mark.role } : attributes, ...text)];
  };

  // Puts each linked word of a cell into an element of its own; `spans` are {start, end, group}.
  const wrap = (cell, spans) => {
    if (cell.querySelector(".w")) return;
    const sorted = spans.toSorted((a, b) => a.start - b.start);
    let at = 0;
    for (const sentence of sentencesOf(cell)) {
      for (const text of texts(sentence)) {
        const control = text.parentElement.classList.contains("ctl");
        const cps = control ? [""] : Model.points(text.data);
        if (!control) split(text, cps, at, sorted);
        at += cps.length;
      }
      at += 1;
    }
  };

  const split = (text, cps, at, spans) => {
    const end = at + cps.length;
    const pieces = [];
    let last = at;
    for (const { start, end: stop, group } of spans) {
      const [from, to] = [Math.max(start, last), Math.min(stop, end)];
      if (from >= to) continue;
      pieces.push(cps.slice(last - at, from - at).join(""), element("span", { class: "w", "data-w": group }, cps.slice(from - at, to - at).join("")));
      last = to;
    }
    if (pieces.length) text.replaceWith(...pieces, cps.slice(last - at).join(""));
  };

  return { read, raw, texts, english, element, wrap, sentencesOf };
})();
