// Whether a file of corrections is one, and fits this text: by the rules and in the words of the command line,
// which the page holds as data.
const Rules = (() => {
  const { schema, forms, messages, marks, dashes } = Dom.data.rules;
  const usual = new Set([...marks, ...dashes]);

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const refuse = (rule, values = {}) => {
    throw new Error(fill(messages[rule], values));
  };

  // ---- The form: a small part of JSON Schema, as much as the file needs.

  const typeOf = (value) => {
    if (value === null) return "null";
    if (Array.isArray(value)) return "array";
    if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
    return { string: "str", boolean: "bool" }[typeof value] ?? "object";
  };
  const NAMES = { integer: "int", string: "str", boolean: "bool" };
  const resolved = (rule) => (rule.$ref ? schema.$defs[rule.$ref.split("/").at(-1)] : rule);
  const wanted = (rule) => NAMES[resolved(rule).type] ?? resolved(rule).type ?? (rule.enum ? "str" : rule.anyOf?.map(wanted).join(" | "));

  const fail = (text, path) => {
    throw new Error(fill(forms.form, { error: path === "$" ? text : `${text} - at \`${path}\`` }));
  };

  const conform = (value, rule, path) => {
    const { anyOf, enum: choices, minimum, minItems, items, properties, required = [] } = resolved(rule);
    const chosen = anyOf?.find((each) => wanted(each) === typeOf(value));
    if (chosen) return conform(value, chosen, path);
    if (wanted(rule) !== typeOf(value)) fail(`Expected \`${wanted(rule)}\`, got \`${typeOf(value)}\``, path);
    if (choices && !choices.includes(value)) fail(`Invalid enum value '${value}'`, path);
    if (value < minimum) fail(`Expected \`int\` >= ${minimum}`, path);
    if (items && value.length < minItems) fail(`Expected \`array\` of length >= ${minItems}`, path);
    if (items) value.forEach((each, at) => conform(each, items, `${path}[${at}]`));
    if (!properties) return;
    for (const [name, inner] of Object.entries(value)) if (Object.hasOwn(properties, name)) conform(inner, properties[name], `${path}.${name}`);
    for (const name of required) if (!Object.hasOwn(value, name)) fail(`Object missing required field \`${name}\``, path);
  };

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error(fill(forms.json, { error: error.message }));
    }
  };

  // What a file says, or an error that says what is wrong and where.
  const read = (text) => formed(parsed(text));
  const formed = (corrections) => {
    const { properties, required } = resolved(schema);
    const header = ["format", "version"];
    conform(corrections, { type: "object", properties: { format: properties.format, version: properties.version }, required: header }, "$");
    if (corrections.version > 1) throw new Error(forms.newer);
    conform(corrections, { type: "object", properties, required }, "$");
    return corrections;
  };

  // ---- Whether it fits.

  const pairsOf = ({ first, last }) => (first === last ? `pair ${first}` : `pairs ${first} to ${last}`);
  const count = Dom.originals.length;
  const range = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);
  const listed = (numbers) => `[${numbers.join(", ")}]`;

  const version = ({ digest }) => {
    if (digest === Dom.data.digest) return;
    if (digest !== Dom.data.older) refuse("version");
    if (!Dom.data.first_cut) refuse("older");
  };

  const place = (edit, name) => {
    const pairs = pairsOf(edit);
    if (!(edit.first <= edit.last && edit.last < count)) refuse("range", { name, pairs, count });
    const given = edit.pairs.flatMap((pair) => pair.source);
    const due = range(Dom.firstSource(edit.first), Dom.firstSource(edit.last + 1));
    if (listed(given) !== listed(due)) refuse("sentences", { name, pairs, wanted: listed(due), given: listed(given) });
  };

  const overlaps = (edits, names) => {
    const sorted = edits.toSorted((a, b) => a.first - b.first || a.last - b.last);
    sorted.slice(1).forEach((edit, at) => {
      const before = sorted[at];
      if (edit.first > before.last || same(edit, before)) return;
      refuse("overlap", { pairs: pairsOf(edit), one: names.get(before), other: names.get(edit) });
    });
  };

  // Fields that are left out are the same as those that say nothing.
  const full = ({ first, last, pairs }) => ({
    first,
    last,
    pairs: pairs.map(({ source, target, checked = false, quotes = [] }) => ({
      source,
      target,
      checked,
      quotes: quotes.map(({ link, open = null, close = null }) => ({ link, open, close })),
    })),
  });
  const same = (one, other) => JSON.stringify(full(one)) === JSON.stringify(full(other));

  const isMark = (text, link, at) => {
    const known = [...(Dom.data.marks[link] ?? []), ...dashes];
    const rest = text.slice(at, at + 4).join("");
    return known.some((mark) => rest.startsWith(mark)) || usual.has(text.slice(at, at + 2).join("")) || usual.has(text[at]);
  };

  const quoted = (character) => (character === "'" ? `"'"` : `'${character.replace("\\", "\\\\")}'`);

  // Marks that were placed by hand stand on marks, each once, the opening one first.
  const markPlaces = (edits, names) => {
    const order = [...edits].sort((a, b) => a.first - b.first);
    const placed = new Map();
    const each = (action) => {
      for (const edit of order) edit.pairs.forEach((pair, k) => {
        const text = Model.points(pair.target.join(" "));
        (pair.quotes ?? []).forEach((quote, q) => {
          for (const role of ["open", "close"]) {
            const at = quote[role] ?? null;
            const name = `${names.get(edit)}.pairs[${k}].quotes[${q}].${role}`;
            if (at !== null) action({ at, name, text, role, link: quote.link, order: [edit.first, k, at] });
          }
        });
      });
    };
    each(({ at, name, text }) => /^[\s\x1c-\x1f\x85]?$/u.test(text[at] ?? "") && refuse("no-mark", { name, at }));
    each(({ at, name, text, role, link, order }) => {
      if (link >= Dom.data.links) refuse("link", { name, link, count: Dom.data.links });
      if (!isMark(text, link, at)) refuse("not-a-mark", { name, text: quoted(text[at]) });
      const key = `${link} ${role}`;
      if (placed.has(key)) refuse("second", { name });
      placed.set(key, order);
    });
    for (const [key, opens] of placed) {
      const [link, role] = key.split(" ");
      const closes = placed.get(`${link} close`);
      const way = opens.map((value, at) => value - closes?.[at]).find((value) => value !== 0) ?? 0;
      if (role === "open" && closes && way >= 0) refuse("swapped", { name: `quotes[${link}]` });
    }
  };

  // The edits of corrections that change something; an error where they do not fit this text.
  const fitting = (corrections) => {
    version(corrections);
    corrections.edits.forEach((edit, at) => place(edit, `edits[${at}]`));
    const names = new Map(corrections.edits.map((edit, at) => [edit, `edits[${at}]`]));
    const changing = corrections.edits.filter((edit) => !same(edit, Blocks.original(edit.first, edit.last)));
    overlaps(changing, names);
    const seen = new Map();
    for (const edit of changing) if (!seen.has(JSON.stringify(full(edit)))) seen.set(JSON.stringify(full(edit)), edit);
    const once = [...seen.values()];
    markPlaces(once, names);
    return once;
  };

  // What is to be said of each pair of corrections that has lost all its English.
  const emptied = ({ edits }) => {
    const had = ({ first, last }, sentence) =>
      range(first, last + 1).some((number) => {
        const { source, target } = Blocks.original(number, number).pairs[0];
        return source.includes(sentence) && target.some((line) => line.trim());
      });
    const lost = (edit, { source, target }) => !target.some((line) => line.trim()) && source.some((sentence) => had(edit, sentence));
    return edits.flatMap((edit, at) =>
      edit.pairs.flatMap((pair, k) => (lost(edit, pair) ? [fill(messages.emptied, { name: `edits[${at}].pairs[${k}]` })] : [])),
    );
  };

  // One edit as the browser has stored it.
  const stored = (text) => {
    const edits = [parsed(text)];
    return fitting(formed({ format: "bitext-corrections", version: 1, digest: Dom.data.digest, edits }))[0];
  };

  return { read, fitting, emptied, stored, same };
})();
