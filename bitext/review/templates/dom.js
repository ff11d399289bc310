// The page's own elements, and what every part of the script needs of them.
const $ = (selector, root = document) => root.querySelector(selector);

const Dom = (() => {
  const list = $(".pairs");
  const pairs = () => [...list.querySelectorAll(".pair")];
  const originals = pairs();
  const heads = [0];
  for (const li of originals) heads.push(heads.at(-1) + +li.dataset.n);
  let lines;
  let speaking;

  const button = (text, label, action) => {
    const made = Cells.element("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", action);
    return made;
  };

  // What stays on the screen until something is done about it; `name` tells the notices apart.
  const notice = (name, text, ...buttons) => {
    const shown = $(`#notices [data-name="${name}"]`);
    if (!text) return shown?.remove();
    if (shown?.firstElementChild.textContent === text) return;
    const made = Cells.element("div", { "data-name": name, role: "alert", class: "notice" }, Cells.element("p", {}, text), ...buttons);
    if (shown) shown.replaceWith(made);
    else $("#notices").append(made);
  };

  // A question with its answers; gives the value of the one that is chosen, null where none is.
  const ask = (text, answers) =>
    new Promise((done) => {
      const dialog = $("#ask");
      $("p", dialog).textContent = text;
      let chosen = null;
      const choose = (value) => {
        chosen = value;
        dialog.close();
      };
      $(".answers", dialog).replaceChildren(
        ...answers.map(([value, label]) => {
          const made = Cells.element("button", { type: "button" }, label);
          made.addEventListener("click", () => choose(value));
          return made;
        }),
      );
      dialog.addEventListener("close", () => done(chosen), { once: true });
      dialog.showModal();
    });

  // Saves a text to the reader's disk.
  const download = (name, text) => {
    const link = Cells.element("a", { download: name });
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.click();
    URL.revokeObjectURL(link.href);
  };

  return {
    data: JSON.parse($("#data").textContent),
    list,
    pairs,
    originals,
    button,
    notice,
    ask,
    download,
    title: () => $("h1").textContent,
    // Index of the first source sentence of an original pair, which is counted from 0.
    firstSource: (number) => heads[number],
    wordLine: (number) => (lines ??= $("#words").textContent.split("\n"))[number + 1],
    // In the order in which they stand in the page.
    shown: () => pairs().filter((li) => !li.hidden),
    // Tell what happened, on the screen and to a screen reader: a text, or its parts where they have languages.
    say: (text, stays = false) => {
      clearTimeout(speaking);
      $("#status").replaceChildren(...[text].flat());
      if (text.length && !stays) speaking = setTimeout(Find.tell, 6000);
    },
  };
})();
