// Corrections in the browser's own store: one value for each, so that an edit stores itself alone, and tabs
// that show the same page write side by side. Nothing here is taken as true before it is checked.
const Store = (() => {
  const prefix = `bitext:${Dom.data.digest}:`;
  const damagedPrefix = `${prefix}damaged:`;
  const marker = `${prefix}kept`; // there as soon as a correction is: where it is gone, all was cleared
  const known = new Map(); // number of a block's first pair → its value as this page knows it
  const unstored = new Map(); // number → the value that the browser did not take; null: to be removed
  let given = true; // whether what is not stored was saved to a file

  // A browser may forbid to store; what is kept then lasts as long as the page.
  const attempt = (action) => {
    try {
      return action(localStorage);
    } catch {
      return undefined;
    }
  };
  const get = (key) => attempt((storage) => storage.getItem(key)) ?? null;
  const set = (key, value) =>
    attempt((storage) => {
      if (value === null) storage.removeItem(key);
      else storage.setItem(key, value);
      return true;
    }) ?? false;
  const keys = (start) => attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(start))) ?? [];

  // ---- Writing.

  // What now stands in a range of pairs. Values that were there are removed after the new ones are in.
  const write = ({ first, last, blocks }) => {
    const values = new Map(blocks.map((block) => [block.first, JSON.stringify(Blocks.edit(block))]));
    for (const [number, value] of values) put(number, value);
    for (let number = first; number <= last; number++)
      if (!values.has(number) && (known.has(number) || unstored.has(number))) put(number, null);
    // The originals again: this makes room.
    if (!blocks.length) for (let number = first; number <= last; number++) if (unstored.has(number)) settle(number);
    retry();
    tell();
  };

  const put = (number, value) => {
    if (known.get(number) === value) return unstored.delete(number);
    unstored.set(number, value);
    given = false;
  };

  // New values first: a correction that takes the place of two others is there before they go. Where the
  // browser takes no more, the others wait for the next time.
  const retry = () => {
    const wanted = [...unstored].reverse();
    if (wanted.length) set(marker, "1");
    if (!wanted.every(([number, value]) => value === null || settle(number))) return;
    for (const [number, value] of wanted) if (value === null) settle(number);
  };

  const settle = (number) => {
    const value = unstored.get(number);
    if (!set(prefix + number, value)) return false;
    unstored.delete(number);
    if (value === null) known.delete(number);
    else known.set(number, value);
    return true;
  };

  const tell = () => {
    const count = unstored.size;
    const text = count && !given ? `Your browser stores no more: ${count === 1 ? "the last correction is" : `${count} corrections are`} in this page only. Export before you leave.` : "";
    Dom.notice("full", text, Dom.button("Export", "Save the corrections to a file", () => Exchange.save()));
  };

  const exported = () => {
    given = true;
    tell();
  };

  // ---- Reading.

  // The values that are stored, by number; what cannot be one is set aside.
  const values = () => {
    const found = new Map();
    for (const key of keys(prefix)) {
      if (key.startsWith(damagedPrefix) || [marker, `${prefix}taken`].includes(key)) continue;
      const name = key.slice(prefix.length);
      if (/^(0|[1-9]\d{0,8})$/.test(name)) found.set(+name, get(key));
      else setAside(key);
    }
    return found;
  };

  // The edits of the last time, in order.
  const load = () => {
    const edits = [];
    let end = -1;
    for (const [number, value] of [...values()].sort(([a], [b]) => a - b)) {
      const edit = checked(number, value);
      if (!edit || edit.first <= end) {
        if (edit !== undefined) setAside(prefix + number);
        continue;
      }
      end = edit.last;
      known.set(number, value);
      edits.push(edit);
    }
    tellDamaged();
    return edits;
  };

  // The edit of a value: null where there is none in it, undefined where it changes nothing.
  const checked = (number, value) => {
    try {
      const edit = Rules.stored(value);
      return !edit || edit.first === number ? edit : null;
    } catch {
      return null;
    }
  };

  // Corrections that an earlier page stored as one value; each such value is taken once.
  const earlier = () => {
    const found = [];
    for (const key of [`bitext:${Dom.data.digest}`, `bitext:${Dom.data.older}`]) {
      const value = get(key);
      const mark = `${key}:taken`;
      if (value === null || get(mark) === String(value.length)) continue;
      try {
        found.push(...Rules.fitting(Rules.read(value)));
        set(mark, String(value.length));
      } catch {
        if (set(damagedPrefix + key, value)) set(key, null);
      }
    }
    tellDamaged();
    return found;
  };

  // ---- What is damaged stays, under another name, until the reader has it or throws it away.

  const setAside = (key) => {
    const value = get(key);
    set(key, null);
    let name = damagedPrefix + key.slice(prefix.length);
    while (![null, value].includes(get(name))) name += "+";
    if (!set(name, value)) set(key, value);
  };

  // A correction that cannot stand beside another one.
  const giveWay = (number) => {
    known.delete(number);
    setAside(prefix + number);
    tellDamaged();
  };

  const tellDamaged = () => {
    const found = keys(damagedPrefix);
    const save = () => Dom.download(`${Dom.title()}.damaged.json`, `${JSON.stringify(found.map((key) => get(key)), null, 1)}\n`);
    const discard = () => {
      for (const key of found) set(key, null);
      Dom.notice("damaged", "");
    };
    Dom.notice(
      "damaged",
      found.length ? `Of the corrections that your browser stored, ${found.length} cannot be read. What cannot be read is kept until you save or discard it.` : "",
      Dom.button("Save", "Save what is damaged to a file", save),
      Dom.button("Discard", "Throw what is damaged away", discard),
    );
  };

  // ---- Other tabs of the same page.

  // Takes over what another tab has stored. `take` puts an edit, or null for the originals, at a number.
  const follow = (take) => {
    const news = (number, value) => {
      if ((known.get(number) ?? null) === value || unstored.has(number)) return;
      const edit = value === null ? undefined : checked(number, value);
      if (edit === null) return;
      if (value === null) known.delete(number);
      else known.set(number, value);
      take(number, edit ?? null);
    };
    const all = () => {
      if (known.size && get(marker) === null) return again();
      const now = values();
      for (const [number, value] of now) news(number, value);
      for (const number of [...known.keys()]) if (!now.has(number)) news(number, null);
    };
    addEventListener("storage", ({ key, newValue }) => {
      if (key === null) return again();
      const name = key.startsWith(prefix) ? key.slice(prefix.length) : "";
      if (/^\d+$/.test(name)) news(+name, newValue);
    });
    // A page that slept has heard nothing.
    addEventListener("pageshow", ({ persisted }) => persisted && all());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && all());
  };

  // All that was stored is gone, and not by undoing it: it is stored again.
  const again = () => {
    for (const [number, value] of known) if (!unstored.has(number)) unstored.set(number, value);
    known.clear();
    if (!unstored.size) return;
    given = false;
    retry();
    tell();
  };

  const isUnsaved = () => unstored.size > 0 && !given;

  return { get, set, write, load, earlier, follow, giveWay, exported, isUnsaved };
})();
