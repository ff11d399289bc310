// How far the reader is: pairs that are checked, and the words of their source.
const Progress = (() => {
  const words = (li) => $(".fr", li).textContent.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  const number = new Intl.NumberFormat("en");
  let all;

  const show = () => {
    const { pairs, checked, edited, done } = Blocks.counts;
    all ??= Dom.originals.reduce((sum, li) => sum + words(li), 0);
    $("[data-count=edited]").textContent = edited;
    exportable();
    $("#progress span").textContent = `${number.format(checked)} of ${number.format(pairs)} checked, ${number.format(done)} of ${number.format(all)} words`;
    $("#progress progress").max = all || 1;
    $("#progress progress").value = done;
    Replace.recount();
  };

  // There is something to save: corrections, or a line that is being written.
  const exportable = () => ($("#export").disabled = Blocks.none() && !Editor.isDirty());

  return { show, words, exportable };
})();
