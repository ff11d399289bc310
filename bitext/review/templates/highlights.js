// Places in the texts that are lit without touching their elements, by name of their kind.
const Highlights = (() => {
  const kinds = new Map(); // name → {made: the highlight, ranges: pair → its ranges, find}
  const most = 500; // pairs; nobody reads on so far before the next search

  // Lights what `find` gives for each of these pairs: ranges.
  const show = (name, lis, find) => {
    hide(name);
    if (!globalThis.CSS?.highlights || !lis.length) return;
    const kind = { made: new Highlight(), ranges: new Map(), find };
    kinds.set(name, kind);
    for (const li of lis.slice(0, most)) put(kind, li);
    CSS.highlights.set(name, kind.made);
  };

  const hide = (name) => {
    kinds.delete(name);
    globalThis.CSS?.highlights?.delete(name);
  };

  const put = (kind, li) => {
    for (const range of kind.ranges.get(li) ?? []) kind.made.delete(range);
    const ranges = kind.find(li);
    kind.ranges.set(li, ranges);
    for (const range of ranges) kind.made.add(range);
  };

  // The text of the pair stands in other elements now.
  const renew = (li) => {
    for (const kind of kinds.values()) if (kind.ranges.has(li)) put(kind, li);
  };

  // The range from one offset to another, counted in `sizes` of the text nodes in their order. It is a static
  // one: hundreds of live ranges would slow every change of the page.
  const range = (nodes, sizes, start, end) => {
    const made = { startContainer: nodes[0], startOffset: 0, endContainer: nodes[0], endOffset: 0 };
    let at = 0;
    nodes.forEach((node, k) => {
      const place = (offset) => Math.min(offset - at, node.data.length);
      if (at <= start && start < at + sizes[k]) Object.assign(made, { startContainer: node, startOffset: place(start) });
      if (at < end && end <= at + sizes[k]) Object.assign(made, { endContainer: node, endOffset: place(end) });
      at += sizes[k];
    });
    return new StaticRange(made);
  };

  return { show, hide, renew, range };
})();
