// The page's own elements, and what every part of the script needs of them.
const $ = (selector, root = document) => root.querySelector(selector);

const Dom = (() => {
  const list = $(".pairs");
  const pairs = () => [...list.querySelectorAll(".pair")];
  const originals = pairs();
  const firsts = originals.map(((sum) => (li) => (sum += +li.dataset.n) - li.dataset.n)(0));
  const number = (li) => +li.id.slice(1);
  let lines;
  let speaking;

  return {
    data: JSON.parse($("#data").textContent),
    list,
    pairs,
    originals,
    number,
    // Index of the first French sentence of an original pair.
    firstSource: (li) => firsts[number(li) - 1],
    wordLine: (li) => (lines ??= $("#words").textContent.split("\n"))[number(li)],
    shown: () => pairs().filter((li) => !li.hidden),
    after: (li) => li.nextElementSibling ?? li.parentElement.nextElementSibling?.firstElementChild,
    before: (li) => li.previousElementSibling ?? li.parentElement.previousElementSibling?.lastElementChild,
    // Tell what happened, on the screen and to a screen reader.
    say: (text, stays = false) => {
      clearTimeout(speaking);
      $("#status").textContent = text;
      if (text && !stays) speaking = setTimeout(Find.tell, 6000);
    },
    button: (text, label, action) => {
      const made = Cells.element("button", { type: "button", "aria-label": label, title: label }, text);
      made.addEventListener("click", action);
      return made;
    },
    // A browser may forbid to store; what is kept then lasts as long as the page.
    stored: (action) => {
      try {
        return action(localStorage);
      } catch {
        return null;
      }
    },
  };
})();
