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
    Replace.recount();
  };

  const highlight = (wanted) =>
    Highlights.show("found", wanted ? Dom.shown() : [], (li) => [".fr", ".en"].flatMap((cell) => hits($(cell, li), wanted)));

  // Ranges of what was searched in a cell; a hit may run over several elements.
  const hits = (cell, wanted) => {
    const nodes = Cells.texts(cell);
    const sizes = nodes.map((node) => node.data.length);
    const text = folded(nodes.map((node) => node.data).join(""));
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push(Highlights.range(nodes, sizes, at, at + wanted.length));
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
