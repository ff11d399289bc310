// The one place where the English of a pair is being written. What is half written is kept by this tab as long
// as it lives, a reload included.
const Editor = (() => {
  const draftKey = `bitext:${Dom.data.digest}:draft`;
  let open = null; // {li, area, before: its text when it was opened, sure: an empty English was confirmed}

  const isIn = (li) => open?.li === li;
  const isOpen = () => open !== null;
  const isDirty = () => open !== null && open.area.value !== open.before;
  const textOf = (li) => Model.sentences(Blocks.itemOf(li)).join("\n");
  const isEmptied = () => !open.area.value.trim() && open.before.trim() !== "";

  const start = (li, value = null) => {
    if (isIn(li)) return open.area.focus();
    if (!finish()) return;
    Here.go(li);
    const cell = $(".en", li);
    const before = textOf(li);
    const language = $(".heads").children[2].textContent;
    const area = Cells.element("textarea", { class: "edit", lang: cell.lang, spellcheck: "true", "aria-label": `${language}, a line a sentence` });
    area.value = value ?? before;
    open = { li, area, before, sure: false };
    area.addEventListener("keydown", keys);
    area.addEventListener("input", () => {
      open.sure = false;
      keepDraft();
    });
    cell.replaceChildren(area, row());
    keepDraft();
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  };

  const row = () => {
    const made = Cells.element("div", { class: "editing", lang: "en" });
    made.append(
      Dom.button("Keep", "Keep the change (Ctrl+S)", () => close(true)),
      Dom.button("Confirm", "Keep it, mark the pair as checked and go to the next one (Ctrl+Enter)", () => confirm()),
      Dom.button("Cancel", "Leave it as it was (Esc)", () => close(false)),
      ...["“", "”", "‘", "’"].map((mark) => Dom.button(mark, `Insert ${mark}`, () => insert(mark))),
    );
    return made;
  };

  const insert = (mark) => {
    const { area } = open;
    area.setRangeText(mark, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
    area.focus();
  };

  const keys = (event) => {
    const control = event.ctrlKey || event.metaKey;
    const action = {
      Escape: () => close(false),
      Enter: control && confirm,
      s: control && (() => close(true)),
    }[event.key];
    event.stopPropagation();
    if (!action || event.isComposing) return;
    event.preventDefault();
    action();
  };

  // An English that was emptied is taken only when that was said, and meant.
  const mayTake = () => {
    if (!isEmptied() || open.sure) return true;
    open.sure = true;
    open.area.focus();
    Dom.say("The English is empty now. The same again keeps it so; Esc leaves it as it was.", true);
    return false;
  };

  // Closes the editor and gives the item as it is to be.
  const shut = (keep) => {
    const { li, area } = open;
    const item = Blocks.itemOf(li);
    const changed = keep && isDirty();
    open = null;
    keepDraft();
    Blocks.redraw(li);
    return changed ? Model.rewrite(item, area.value.split("\n")) : item;
  };

  const close = (keep) => {
    if (keep && !mayTake()) return;
    const { li } = open;
    const before = Blocks.itemOf(li);
    const item = shut(keep);
    if (item !== before) Corrections.change(li, item);
    Here.tools();
    li.focus();
  };

  const confirm = () => {
    if (!mayTake()) return;
    const { li } = open;
    Corrections.confirm(li, shut(true));
  };

  // Keeps what is being written, before something else is done. False if it cannot be kept as it is.
  const finish = () => {
    if (!open) return true;
    if (isDirty() && isEmptied()) {
      open.area.focus();
      Dom.say("First finish this line: its English is empty now. Esc leaves it as it was.", true);
      return false;
    }
    const { li } = open;
    const before = Blocks.itemOf(li);
    const item = shut(true);
    if (item !== before) Corrections.change(li, item);
    return true;
  };

  // ---- What is half written.

  const draft = () => {
    const { source } = Blocks.itemOf(open.li);
    return { home: Blocks.rangeOf(open.li).first, sentence: source[0] ?? null, before: open.before, value: open.area.value };
  };

  const keepDraft = () => {
    Progress.exportable();
    try {
      if (isDirty()) sessionStorage.setItem(draftKey, JSON.stringify(draft()));
      else sessionStorage.removeItem(draftKey);
    } catch {
      // Then the browser asks on leaving; see page.js.
    }
  };

  // Takes the editor away while pairs change under it, and puts it back where its text now is.
  const lift = () => {
    if (!open) return null;
    const lifted = draft();
    const { li } = open;
    open = null;
    Blocks.redraw(li);
    return lifted;
  };

  const lower = (lifted) => {
    if (!lifted) return;
    const { first, last } = Blocks.reach(lifted.home, lifted.home);
    const lis = Blocks.elements(first, last);
    const li = lis.find((each) => Blocks.itemOf(each).source.includes(lifted.sentence)) ?? lis[0];
    const now = textOf(li);
    start(li, now === lifted.before ? lifted.value : carried(now, lifted.before, lifted.value));
  };

  // A half-written text in place of what it was written over, within a text that has changed meanwhile.
  const carried = (now, before, value) => {
    const [lines, old, written] = [now, before, value].map((text) => text.split("\n"));
    const at = lines.findIndex((_, k) => old.every((line, n) => lines[k + n] === line));
    if (at >= 0) return [...lines.slice(0, at), ...written, ...lines.slice(at + old.length)].join("\n");
    return [...lines, ...written.filter((line) => !lines.includes(line))].join("\n");
  };

  const resume = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(draftKey));
    } catch {
      return;
    }
    const whole = Number.isInteger(kept?.home) && Dom.originals[kept.home] && typeof kept.value === "string" && typeof kept.before === "string";
    if (!whole) return;
    lower(kept);
    Dom.say("What you were writing is here again");
  };

  return { start, finish, isIn, isOpen, isDirty, lift, lower, resume };
})();
