// Steps back and forth. A step is what was done to the blocks, as changes (see blocks.js) that undo and redo it.
const History = (() => {
  const done = [];
  const undone = [];

  // Does the changes as one step.
  const step = (label, changes) => {
    if (!changes.length) return;
    done.push({ label, changes, inverse: run(changes) });
    undone.length = 0;
    show();
  };

  // Gives the changes that take these back, in the order in which they are to be done.
  const run = (changes) => {
    const inverse = changes.map((change) => {
      const before = Blocks.replace(change);
      Store.write(change);
      return before;
    });
    Here.settle(document.activeElement === document.body);
    Progress.show();
    return inverse.reverse();
  };

  // Whether what a step left is still what stands there: another tab may have changed it since.
  const stands = (changes) =>
    changes.every(({ first, last, blocks }) => {
      const now = Blocks.touching(first, last);
      const same = (block, k) => block.first === blocks[k]?.first && block.last === blocks[k].last && block.items.length === blocks[k].items.length && block.items.every((item, at) => item === blocks[k].items[at]);
      return now.length === blocks.length && now.every(same);
    });

  const move = (from, to, word) => {
    if (!Editor.finish()) return;
    const last = from.pop();
    if (!last) return Dom.say(`Nothing to ${word}`);
    const { label, changes, inverse } = last;
    if (stands(changes)) {
      to.push({ label, changes: inverse, inverse: run(inverse) });
      const [li] = Blocks.elements(inverse[0].first, inverse[0].last);
      Here.reveal(li);
      Dom.say(`${word === "undo" ? "Undone" : "Done again"}: ${label}`);
    } else Dom.say("This was changed in another tab since, and stays");
    show();
  };

  const show = () => {
    for (const [id, steps] of [["#undo", done], ["#redo", undone]]) $(id).disabled = !steps.length;
  };

  return { step, undo: () => move(done, undone, "undo"), redo: () => move(undone, done, "redo") };
})();
