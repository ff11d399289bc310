// Filters and search.
const Find = (() => {
  let filter = "";
  let told = "";
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
    const all = Dom.pairs();
    for (const li of all) {
      li.hidden = !(fits(li) && (!wanted || textOf(li).includes(wanted)));
      if (!li.hidden) count++;
    }
    $(".none").hidden = count > 0;
    highlight(wanted);
    told = filter || wanted ? `${count} of ${all.length} pairs` : "";
    tell();
  };

  const highlight = (wanted) => {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const li of Dom.shown().slice(0, 500)) for (const cell of [$(".fr", li), $(".en", li)]) ranges.push(...hits(cell, wanted));
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

  // Every pair is shown.
  const clear = () => {
    $("#search").value = "";
    choose("");
  };

  const nextFilter = () => {
    const names = [...document.querySelectorAll("[data-filter]")].map((each) => each.dataset.filter);
    choose(names[(names.indexOf(filter) + 1) % names.length]);
  };

  // How many pairs are shown, where not all are.
  const tell = () => Dom.say(told, true);
  const forget = (li) => fold.delete(li);

  const paint = (li) => li.classList.toggle("bad", +li.dataset.score < +$("#low").value);
  const paintLow = () => Dom.pairs().forEach(paint);

  return { choose, clear, nextFilter, refresh, tell, forget, paint, paintLow };
})();
