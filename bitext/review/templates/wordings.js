// Other wordings of a pair, to choose from. What is chosen is an edit like any other.
const Wordings = (() => {
  const dialog = $("#choose");
  let found; // number of an original pair → its other wordings: text, and likeness if a memory has it
  const all = () => (found ??= dialog ? JSON.parse($("#wordings").textContent) : {});

  // The number of the original pair that has the French of this one; null where none has just that.
  const numberOf = (li) => {
    const { first, last } = Blocks.rangeOf(li);
    const source = String(Blocks.itemOf(li).source);
    for (let number = first; number <= last; number++) if (String(Blocks.untouched(number).source) === source) return number;
    return null;
  };

  const of = (li) => (dialog ? (all()[numberOf(li)] ?? []) : []);
  const has = (li) => of(li).length > 0;

  // The items that the pair can become: as it was translated first, but for what stands there now.
  const choices = (li) => {
    const wordings = of(li);
    if (!wordings.length) return [];
    const now = Blocks.itemOf(li);
    const was = Blocks.untouched(numberOf(li));
    return [{ item: was }, ...wordings.map(([text, likeness]) => ({ item: Model.rewrite(was, [text]), likeness }))]
      .filter(({ item }) => item.text.join("") !== now.text.join(""))
      .map(({ item, likeness }) => ({ item: { ...item, checked: now.checked }, likeness }));
  };

  const open = (li) => {
    if (!Editor.finish()) return;
    const found = choices(li);
    if (!found.length) return Dom.say("There are no other wordings of this pair");
    const { lang } = $(".en", li);
    $(".for", dialog).lang = $(".fr", li).lang;
    $(".for", dialog).textContent = $(".fr", li).textContent;
    const buttons = found.map(({ item, likeness }) => {
      const made = Cells.element("button", { type: "button", lang }, ...Cells.english(item));
      if (likeness) made.append(" ", Cells.element("small", { lang: "en" }, `memory, ${likeness} % like`));
      made.addEventListener("click", () => take(li, item));
      return made;
    });
    $(".choices", dialog).replaceChildren(...buttons.map((made) => Cells.element("li", {}, made)));
    dialog.addEventListener("close", () => leave(li), { once: true });
    dialog.showModal();
    buttons[0].focus();
  };

  const take = (li, item) => {
    Corrections.change(li, item, "other wording");
    dialog.close();
    Dom.say("Other wording taken");
  };

  const leave = (li) => {
    $(".choices", dialog).replaceChildren();
    Here.go(li);
  };

  // Arrows go from one to the next; a number takes the wording that has it.
  dialog?.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...dialog.querySelectorAll(".choices button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    const chosen = buttons[event.key - 1];
    if (to === undefined && !chosen) return;
    event.preventDefault();
    if (chosen) chosen.click();
    else buttons.at(to % buttons.length).focus();
  });

  return { has, open };
})();
