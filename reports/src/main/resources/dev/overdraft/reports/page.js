// Folding, deep links and stepping through lanes. The page reads without any of it.
(() => {
  "use strict";
  const folds = [...document.querySelectorAll("details")];

  // A link into folded evidence unfolds it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    target?.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Paper cannot be unfolded.
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };
  const tools = (...children) => {
    const made = document.createElement("div");
    made.className = "tools";
    made.append(...children);
    return made;
  };

  if (folds.length > 1) {
    const all = (open) => () => folds.forEach((fold) => { fold.open = open; });
    document.querySelector("#evidence h2").after(
      tools(button("Unfold all", all(true)), button("Fold all", all(false))));
  }

  // A slider under each set of lanes: what had happened up to that step.
  document.querySelectorAll("table.lanes").forEach((table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) return;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = "1";
    slider.max = String(rows.length);
    slider.value = slider.max;
    slider.setAttribute("aria-label", "Show the steps up to");
    const where = document.createElement("output");
    const show = () => {
      const now = Number(slider.value);
      const whole = now === rows.length;
      rows.forEach((row, at) => {
        row.classList.toggle("later", at >= now);
        row.classList.toggle("now", !whole && at === now - 1);
      });
      where.textContent = whole ? `all ${rows.length} steps` : `step ${now} of ${rows.length}`;
    };
    slider.addEventListener("input", show);
    show();
    table.parentElement.before(tools("Step through", slider, where));
  });
})();
