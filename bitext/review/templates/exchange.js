// Corrections out to a file and in from one, from the last time, and from other tabs.
const Exchange = (() => {
  const exported = () => ({
    format: "bitext-corrections",
    version: 1,
    digest: Dom.data.digest,
    edits: Blocks.all().map(Blocks.edit),
  });

  const save = () => {
    if (!Editor.finish()) return;
    Dom.download(`${Dom.title()}.corrections.json`, `${JSON.stringify(exported(), null, 1)}\n`);
    Store.exported();
    const count = Blocks.all().length;
    Dom.say(`${count === 1 ? "One correction" : `${count} corrections`} saved; bring them back with: bitext merge`);
  };

  // ---- Opening a file: read and checked whole before anything changes.

  const open = async (file) => {
    try {
      const corrections = Rules.read(decoded(await file.arrayBuffer()));
      const edits = Rules.fitting(corrections);
      if (Editor.finish()) await take(edits, file.name, Rules.emptied(corrections));
    } catch (error) {
      Dom.say(`${file.name}: ${error.message}`, true);
    }
  };

  const decoded = (bytes) => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new Error("this is not text in UTF-8.");
    }
  };

  // Takes edits of a file as one step; where they touch the reader's own corrections, the reader decides.
  const take = async (edits, name, warnings) => {
    const fresh = edits.filter((edit) => !Blocks.touching(edit.first, edit.last).some((block) => Rules.same(Blocks.edit(block), edit)));
    const clashing = fresh.filter((edit) => Blocks.touching(edit.first, edit.last).length);
    const answer = clashing.length ? await ask(clashing, edits.length, name) : "file";
    if (answer === null) return Dom.say("Nothing was opened");
    const taken = answer === "mine" ? fresh.filter((edit) => !clashing.includes(edit)) : fresh;
    History.step("corrections opened", joined(taken));
    if (!taken.length) return Dom.say(edits.length ? "Nothing new in this file" : "There are no corrections in this file");
    const count = `${taken.length === 1 ? "One correction" : `${taken.length} corrections`} opened`;
    Dom.say([count, ...warnings].join(". "), warnings.length > 0);
  };

  const ask = (clashing, count, name) => {
    const shown = clashing.slice(0, 8).map((edit) => (edit.first === edit.last ? edit.first + 1 : `${edit.first + 1}–${edit.last + 1}`));
    const more = clashing.length > shown.length ? " …" : "";
    const rest = count > clashing.length ? "What the file says of other pairs is opened as well." : "";
    return Dom.ask(
      `You and ${name} have corrected the same pairs, and not in the same way: ${shown.join(", ")}${more}. Whose corrections are to stand there? ${rest}`,
      [["mine", "Mine"], ["file", "The file’s"], [null, "Cancel"]],
    );
  };

  // Changes for edits; a change reaches over all blocks that it touches, and over one of them once.
  const joined = (edits) => {
    const changes = [];
    for (const edit of [...edits].sort((a, b) => a.first - b.first)) {
      const { first, last } = Blocks.reach(edit.first, edit.last);
      const block = Blocks.block(edit);
      const before = changes.at(-1);
      if (before && before.last >= first) {
        before.last = Math.max(before.last, last);
        before.blocks.push(block);
      } else changes.push({ first, last, blocks: [block] });
    }
    return changes;
  };

  // ---- What was corrected before in this browser.

  const resume = () => {
    const edits = Store.load();
    for (const change of joined(edits)) Blocks.replace(change);
    const earlier = Store.earlier().filter((edit) => !Blocks.touching(edit.first, edit.last).length);
    for (const change of joined(earlier)) {
      Blocks.replace(change);
      Store.write(change);
    }
    Progress.show();
    if (edits.length + earlier.length) Dom.say("Your corrections from last time are here");
    Store.follow(another);
    Editor.resume();
  };

  // Another tab has put an edit at a pair, or the original again.
  const another = (number, edit) => {
    const draft = Editor.lift();
    // Both tabs have cut the same pairs, and neither knew of the other: what cannot stand is set aside.
    for (const block of edit ? Blocks.touching(edit.first, edit.last) : [])
      if (block.first !== number && (block.first < edit.first || block.last > edit.last)) Store.giveWay(block.first);
    if (edit) for (const change of joined([edit])) Blocks.replace(change);
    else if (Blocks.touching(number, number)[0]?.first === number) {
      const { first, last } = Blocks.reach(number, number);
      Blocks.replace({ first, last, blocks: [] });
    }
    Editor.lower(draft);
    Here.settle();
    Progress.show();
    Dom.say(draft ? "Another tab changed a pair; what you are writing stays" : "Another tab changed a pair");
  };

  return { exported, save, open, resume };
})();
