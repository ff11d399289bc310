// The order of the pairs in the page: that of the text, or by falling doubt. Only where elements stand changes:
// blocks, corrections and what is exported go by the text, and so does which pair is before or after another one.
const Order = (() => {
  const PER_GROUP = 50;
  let worst = false;

  // A pair whose doubt nobody knows comes last; equal ones stay in the order of the text.
  const doubt = (li) => +(li.dataset.doubt ?? -1);
  const wanted = () => {
    const text = Blocks.inText();
    return worst ? text.toSorted((a, b) => doubt(b) - doubt(a)) : text;
  };

  const arrange = () => {
    const all = wanted();
    const groups = [];
    for (let at = 0; at < all.length; at += PER_GROUP) groups.push(Cells.element("div", { class: "group", role: "presentation" }, ...all.slice(at, at + PER_GROUP)));
    Dom.list.replaceChildren(...groups);
  };

  // Puts elements that a change has made where they belong. Others stay where they are, and keep the focus.
  const place = (made) => {
    if (!worst || !made.length) return;
    const all = wanted();
    all.forEach((li, at) => {
      if (!made.includes(li)) return;
      if (at) all[at - 1].after(li);
      else all[1]?.before(li);
    });
    // A group without pairs would still take its room.
    for (const group of Dom.list.querySelectorAll(".group:empty")) group.remove();
  };

  // To the worst pair, or to the one in hand where it stands in the text. The focus goes along if it is in a pair.
  const turn = () => {
    if (!$("#worst") || !Editor.finish()) return;
    const inPair = document.activeElement.closest(".pair") !== null;
    const here = Here.current();
    worst = !worst;
    $("#worst").setAttribute("aria-pressed", String(worst));
    Dom.list.classList.toggle("worst", worst);
    arrange();
    Find.refresh();
    Here.go(worst || !here || here.hidden ? Dom.shown()[0] : here, inPair);
    Here.current()?.scrollIntoView({ block: "center" });
    Dom.say(worst ? "The most doubtful first" : "In the order of the text");
  };

  return { turn, place, isText: () => !worst };
})();
