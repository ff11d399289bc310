// What can be done with a pair. Each is one step.
const Corrections = (() => {
  const { itemOf } = Blocks;
  const has = (li) => Blocks.blockOf(li) !== undefined;

  // The pairs that a change of some elements in a row replaces, and what stands there.
  const around = (...lis) => {
    const ranges = lis.map(Blocks.rangeOf);
    const first = Math.min(...ranges.map((range) => range.first));
    const last = Math.max(...ranges.map((range) => range.last));
    return { first, last, lis: Blocks.elements(first, last) };
  };

  // The change that puts `made` in place of the items of some elements in a row.
  const replacing = (lis, made) => {
    const { first, last, lis: all } = around(...lis);
    const items = all.flatMap((li) => (li === lis[0] ? made : lis.includes(li) ? [] : [itemOf(li)]));
    return { first, last, blocks: [{ first, last, items }] };
  };

  const change = (li, item, label = "edit") => History.step(label, [replacing([li], [item])]);

  const check = (li) => {
    if (!Editor.finish()) return;
    const item = itemOf(li);
    change(li, { ...item, checked: !item.checked }, item.checked ? "not checked" : "checked");
    Dom.say(item.checked ? "Not checked" : "Checked");
  };

  // The pair is right, in these words; on to the next one that nobody has checked, round to the first.
  const confirm = (li, item = itemOf(li)) => {
    if (!item.checked || item !== itemOf(li)) change(li, { ...item, checked: true }, "confirmed");
    const all = Dom.shown();
    const at = all.indexOf(li);
    const next = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find((each) => !each.classList.contains("checked"));
    Here.go(next ?? li);
    Here.tools();
    Dom.say(next ? "Confirmed" : "Confirmed; every pair here is checked");
  };

  // The pair and the next one as one. What is half written in either of them is kept first.
  const merge = (li, next = Blocks.neighbour(li, 1)) => {
    if (!Editor.finish()) return;
    if (!next) return Dom.say("There is no next pair");
    History.step("merge", [replacing([li, next], [Model.join(itemOf(li), itemOf(next))])]);
    Dom.say("Merged");
  };

  const splitHere = (li) => {
    if (!Editor.finish()) return;
    const item = itemOf(li);
    if (item.source.length < 2 && item.cuts.length < 2) return Dom.say("One sentence on each side: nothing to split");
    History.step("split", [replacing([li], Model.part(item, Math.min(1, item.source.length), Model.bestCut(item, 1)))]);
    Dom.say("Split");
  };

  // An English sentence to the pair before (-1) or to the next one (+1).
  const shift = (li, way) => {
    if (!Editor.finish()) return;
    const next = Blocks.neighbour(li, way);
    if (!next || !itemOf(li).cuts.length) return Dom.say("Nothing to move there");
    const [top, bottom] = (way < 0 ? [next, li] : [li, next]).map(itemOf);
    const parts = Model.part(Model.join(top, bottom), top.source.length, top.cuts.length + (way < 0 ? 1 : -1));
    const checked = [top, bottom].map((item) => item.checked);
    const lis = way < 0 ? [next, li] : [li, next];
    History.step("sentence moved", [replacing(lis, parts.map((part, k) => ({ ...part, checked: checked[k] })))]);
    Here.go(li);
    Dom.say(itemOf(li).cuts.length ? "Sentence moved" : "Sentence moved; this pair has no English now");
  };

  const restore = (li) => {
    if (!Editor.finish()) return;
    const block = Blocks.blockOf(li);
    if (!block) return Dom.say("Nothing was changed here");
    const { first, last } = block;
    History.step("the original again", [{ first, last, blocks: [] }]);
    Here.go(Blocks.elements(first, last)[0]);
    Dom.say("The original again");
  };

  return { itemOf, has, replacing, change, check, confirm, merge, splitHere, shift, restore };
})();
