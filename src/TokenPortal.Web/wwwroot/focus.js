// When what has the focus is taken off an open page, as by another tab, a person goes on beside where it stood: at what
// took its place in the list, else at the heading of the part that is left. A browser would send them to the top.
{
  const spot = "[tabindex='-1'], h3 a";
  const patience = 250;
  let path = [];
  let place = 0;

  const beside = () => {
    const left = path.find(element => element.isConnected);
    const row = left.closest("li") ?? left.children[Math.min(place, left.children.length - 1)];
    const inRow = row?.matches("li") && row.querySelector(spot);
    if (inRow) return inRow;
    for (let part = left; part; part = part.parentElement) {
      const heading = part.querySelector(":is(h1, h2)[tabindex='-1']");
      if (heading) return heading;
    }
  };

  const goOn = () => {
    if (path.length > 0 && !path[0].isConnected && document.activeElement === document.body) beside()?.focus();
  };

  addEventListener("focusin", ({ target }) => {
    path = [];
    for (let element = target; element; element = element.parentElement) path.push(element);
    const row = target.closest("li");
    place = row ? [...row.parentElement.children].indexOf(row) : 0;
  });

  // Whoever clicks beside everything lets go of it, and whoever turns to another window does not.
  addEventListener("focusout", ({ target }) => queueMicrotask(() => {
    if (target.isConnected && document.activeElement === document.body) path = [];
  }));

  // The framework would only scroll there.
  addEventListener("click", event => {
    if (!event.target.closest("[data-skip]")) return;
    event.preventDefault();
    document.getElementById("main").focus();
  }, true);

  new MutationObserver(() => {
    // A dialog gives the focus back by itself, unless what opened it is gone as well.
    if (path.some(element => element.role === "dialog")) setTimeout(goOn, patience);
    else goOn();
  }).observe(document.body, { childList: true, subtree: true });
}
