// A text or a file in; pair by pair the English; the page to read and correct; the corrected document out.
import { ask, events, Trouble } from "./service.js";
import { attempt, forget, keep, kept } from "./keeping.js";

const $ = (id) => document.getElementById(id);
const limits = { characters: +document.body.dataset.mostCharacters, bytes: +document.body.dataset.mostBytes };
const views = ["start", "coming", "reading"];
let file = null; // the one that was chosen
let work = null; // what is read: {title, name, file, result, pairs, digest}
let stop = null; // ends what is under way

const show = (view) => {
  for (const each of views) $(each).hidden = each !== view;
  document.body.dataset.view = view;
};
const say = (text) => ($("status").textContent = text);
const number = (count) => count.toLocaleString("en");
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;

const tell = (text, where) => {
  $("trouble").textContent = text;
  if (text) (where ?? $("translate")).focus();
};

// ---- What is given.

const length = () => [...$("source").value].length;

const count = () => {
  const many = length();
  $("count").textContent = many ? `${number(many)} of ${number(limits.characters)} characters` : "";
  $("count").classList.toggle("over", many > limits.characters);
  if (many <= limits.characters) tell("");
};

const choose = (found) => {
  file = found ?? null;
  $("chosen").hidden = !file;
  $("source").hidden = $("count").hidden = Boolean(file);
  $("chosen-name").textContent = file ? `${file.name}, ${size(file.size)}` : "";
  tell(file && file.size > limits.bytes ? tooLarge() : "");
  if (file) say(`${file.name} chosen`);
  (file ? $("translate") : $("source")).focus();
};

const tooLarge = () => `${file.name} has ${size(file.size)}; the service takes files of at most ${size(limits.bytes)}. Send a part of it.`;

// What is wrong with what is given, and where; nothing where it can be sent.
const wrong = () => {
  if (file) return file.size > limits.bytes ? [tooLarge(), $("remove")] : null;
  if (!$("source").value.trim()) return ["There is no text yet: paste one, or choose a file.", $("source")];
  if (length() > limits.characters)
    return [`The text has ${number(length())} characters; the service takes ${number(limits.characters)} at once. Send it in parts.`, $("source")];
  return null;
};

const key = () => {
  const value = $("key")?.value ?? "";
  attempt(() => sessionStorage.setItem("bitext:key", value));
  return value;
};

const firstLine = (text) => {
  const line = text.trim().split("\n")[0];
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, "")}…` : line;
};

// ---- Pair by pair.

const begin = async () => {
  const trouble = wrong();
  if (trouble) return tell(...trouble);
  const text = $("source").value;
  const next = file
    ? { title: file.name.replace(/\.[^.]*$/, ""), name: file.name, file }
    : { title: firstLine(text), name: "text.txt", file: null };
  const fields = file ? { file } : { source: text };
  expect(next.title);
  try {
    await come(next, { ...fields, api_key: key() });
    offer(next);
    await read(next);
  } catch (error) {
    leave(error);
  }
};

const expect = (title) => {
  tell("");
  stop = new AbortController();
  $("coming-title").textContent = title;
  $("pairs").replaceChildren();
  $("notice").textContent = "";
  $("progress").removeAttribute("value");
  $("done").textContent = "Sending";
  show("coming");
  $("coming-title").focus();
  say("The translation has begun");
};

const come = async (next, fields) => {
  const answer = await ask("align", fields, { signal: stop.signal, accept: "text/event-stream" });
  $("done").textContent = "Translating";
  let came = 0;
  for await (const { name, data } of events(answer)) {
    if (name === "bitext") next.result = new Blob([data], { type: "application/json" });
    if (name === "warning") doubt(JSON.parse(data).language);
    if (name === "error") throw new Trouble(JSON.parse(data).error);
    if (name === "pair") put(JSON.parse(data), ++came);
  }
  if (stop.signal.aborted) throw new DOMException("", "AbortError");
  if (!next.result) throw new Trouble(`The connection broke after ${plural(came, "sentence")}. Your text is still here: try again.`);
  next.pairs = came;
};

const doubt = (language) => {
  const name = new Intl.DisplayNames(["en"], { type: "language" }).of(language);
  $("notice").textContent = `This looks like ${name}, not French. It is translated as if it were French.`;
};

const put = (pair, came) => {
  const row = document.createElement("li");
  for (const [side, lang] of [["source", "fr"], ["target", "en"]]) {
    const cell = document.createElement("p");
    cell.lang = lang;
    cell.dir = "auto";
    cell.textContent = pair[side]?.text ?? "";
    row.append(cell);
  }
  $("pairs").append(row);
  $("progress").max = pair.of;
  $("progress").value = came;
  $("done").textContent = `${number(came)} of ${number(pair.of)}`;
};

const leave = (error) => {
  show("start");
  if (error.name === "AbortError") {
    say("Cancelled");
    $("translate").focus();
  } else {
    tell(error instanceof Trouble ? error.message : `The page cannot go on: ${error.message}`, error.about === "key" ? $("key") : null);
  }
};

// ---- The page to read and correct.

const read = async (next) => {
  $("done").textContent = "Making the page";
  keep(next); // before anything goes wrong with the page
  const answer = await ask("view", { result: next.result, title: next.title, api_key: key() }, { signal: stop?.signal });
  const url = URL.createObjectURL(await answer.blob());
  await new Promise((resolve) => {
    $("frame").onload = resolve;
    $("frame").src = url;
    show("reading");
  });
  URL.revokeObjectURL(url);
  next.digest = corrections().digest;
  keep(next);
  $("reading-title").textContent = next.title;
  document.title = `${next.title} – bitext`;
  $("reading-title").focus();
  say(`${plural(next.pairs, "pair")} to read and to correct`);
};

const goBack = () => {
  show("start");
  document.title = "bitext: French in, English out";
  (file ? $("remove") : $("source")).focus();
};

const forgetAll = () => {
  forget(work);
  offer(null);
  $("frame").src = "about:blank";
  $("source").value = "";
  choose(null);
  count();
  say("Forgotten");
};

const offer = (last) => {
  work = last ?? null;
  $("again").hidden = !work;
  $("again-title").textContent = work ? `${work.title} (${plural(work.pairs, "pair")})` : "";
};

const goOn = async () => {
  if ($("frame").contentWindow?.bitext && $("reading-title").textContent === work.title) return show("reading");
  expect(work.title);
  await read(work).catch(leave);
};

// ---- The corrected document.

const corrections = () => $("frame").contentWindow.bitext.corrections();

const openForms = () => {
  const many = corrections().edits.length;
  const open = $("frame").contentDocument.querySelector("textarea");
  $("corrected").textContent =
    (many ? `With your corrections in ${plural(many, "place")}.` : "Nothing is corrected so far.") +
    (open ? " The pair that you are editing counts as it was: keep it first." : "");
  $("document-name").textContent = work.file ? `${work.name} in English` : "The English text";
  $("taken").textContent = "";
  $("forms").showModal();
};

const take = async (format) => {
  const made = corrections();
  $("taken").textContent = "One moment…";
  try {
    const answer = await ask("merge", {
      result: work.result,
      corrections: made.edits.length ? new Blob([JSON.stringify(made)], { type: "application/json" }) : null,
      file: format ? null : work.file,
      format,
      name: work.name,
      api_key: key(),
    });
    const name = decodeURIComponent(answer.headers.get("content-disposition").split("''")[1]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    $("taken").textContent = `${name} is in your downloads.`;
  } catch (error) {
    $("taken").textContent = error.message;
  }
};

// ---- What the reader does.

$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  begin();
});
$("source").addEventListener("input", count);
$("source").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) begin();
});
$("choose").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  choose($("file").files[0]);
  $("file").value = "";
});
$("remove").addEventListener("click", () => choose(null));
$("cancel").addEventListener("click", () => stop.abort());
$("back").addEventListener("click", goBack);
$("go-on").addEventListener("click", goOn);
$("forget").addEventListener("click", forgetAll);
$("take").addEventListener("click", openForms);
$("document").addEventListener("click", () => take(""));
$("forms").addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-format]");
  if (chosen) take(chosen.dataset.format);
});

const withFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragover", (event) => {
  if (!withFiles(event)) return;
  event.preventDefault();
  $("sheet").classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) $("sheet").classList.remove("over");
});
addEventListener("drop", (event) => {
  $("sheet").classList.remove("over");
  if (!withFiles(event)) return;
  event.preventDefault();
  if (!$("start").hidden) choose(event.dataTransfer.files[0]);
});
$("source").addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  choose(event.clipboardData.files[0]);
});

// The page in the frame has a button for light or dark, and both are one page to the reader.
const dress = () => {
  const theme = attempt(() => localStorage.getItem("bitext:theme"));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
};
addEventListener("storage", dress);
addEventListener("beforeunload", (event) => {
  if (!$("coming").hidden) event.preventDefault();
});

dress();
if ($("key")) $("key").value = attempt(() => sessionStorage.getItem("bitext:key")) ?? "";
count();
show("start");
offer(await kept());
