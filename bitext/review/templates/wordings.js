// Other wordings of a pair, to choose from. What is chosen is an edit like any other.
const Wordings = (() => {
  const dialog = $("#choose");
  let found; // number of an original pair → the texts of its other wordings
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
    const texts = of(li);
    if (!texts.length) return [];
    const now = Blocks.itemOf(li);
    const was = Blocks.untouched(numberOf(li));
    return [was, ...texts.map((text) => Model.rewrite(was, [text]))]
      .filter((item) => item.text.join("") !== now.text.join(""))
      .map((item) => ({ ...item, checked: now.checked }));
  };

  const open = (li) => {
    if (!Editor.finish()) return;
    const items = choices(li);
    if (!items.length) return Dom.say("There are no other wordings of this pair");
    const { lang } = $(".en", li);
    $(".for", dialog).lang = $(".fr", li).lang;
    $(".for", dialog).textContent = $(".fr", li).textContent;
    const buttons = items.map((item) => {
      const made = Cells.element("button", { type: "button", lang }, ...Cells.english(item));
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
