// How far the reader is.
const Progress = (() => {
  const show = () => {
    const { pairs, checked, edited } = Blocks.counts;
    $("[data-count=edited]").textContent = edited;
    $("#export").disabled = Blocks.none();
  };

  return { show };
})();
