// Folding, deep links, filtering, sorting, copying and stepping. The page reads without any of it.
(() => {
  "use strict";
  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const button = (label, act) => {
    const made = make("button", label, { type: "button" });
    made.addEventListener("click", act);
    return made;
  };
  const tools = (...children) => {
    const made = make("div", "", { className: "tools" });
    made.append(...children);
    return made;
  };
  const folds = [...document.querySelectorAll("details")];

  // A link into folded evidence unfolds it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target.classList.contains("finding")) {
      target.querySelectorAll("details").forEach((fold) => { fold.open = true; });
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Paper cannot be unfolded.
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));

  if (folds.length > 1) {
    const all = (open) => () => folds.forEach((fold) => { fold.open = open; });
    document.querySelector("#evidence h2")?.after(
      tools(button("Unfold all", all(true)), button("Fold all", all(false))));
  }

  document.querySelectorAll("a.mark").forEach((mark) => { mark.title = mark.getAttribute("aria-label"); });

  // The matrix: many rows want a filter.
  const matrix = document.querySelector("table.matrix");
  if (matrix && matrix.tBodies[0].rows.length > 8) {
    const rows = [...matrix.tBodies[0].rows];
    const search = make("input", "", { type: "search", placeholder: "name, family or level" });
    search.setAttribute("aria-label", "Show strategies whose name, family or level contains");
    const shown = make("output", "");
    let place = "";
    const apply = () => {
      const words = search.value.trim().toLowerCase();
      let count = 0;
      rows.forEach((row) => {
        const hide = (place && !row.classList.contains(place))
          || !row.querySelector("th").textContent.toLowerCase().includes(words);
        row.classList.toggle("hidden", hide);
        count += hide ? 0 : 1;
      });
      shown.textContent = `${count} of ${rows.length}`;
    };
    const places = [["All", ""], ["Safe", "ranked"], ["Undecided", "undecided"], ["Unsafe", "unsafe"]]
      .filter(([, word]) => !word || rows.some((row) => row.classList.contains(word)))
      .map(([label, word]) => button(label, (event) => {
        place = word;
        places.forEach((each) => each.setAttribute("aria-pressed", String(each === event.target)));
        apply();
      }));
    places.forEach((each, at) => each.setAttribute("aria-pressed", String(at === 0)));
    search.addEventListener("input", apply);
    matrix.parentElement.before(tools(...places, search, shown));
    apply();
  }

  // Tables that sort by a heading.
  document.querySelectorAll("table.sortable").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const label = button(head.textContent, () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        [...table.tHead.rows[0].cells].forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const value = (row) => row.cells[column].textContent.trim();
        const number = (text) => Number(text.replaceAll(",", ""));
        const rows = [...table.tBodies[0].rows].sort((a, b) => {
          const [x, y] = [value(a), value(b)];
          const numeric = x !== "" && y !== "" && !Number.isNaN(number(x)) && !Number.isNaN(number(y));
          const order = numeric ? number(x) - number(y) : x.localeCompare(y);
          return down ? -order : order;
        });
        table.tBodies[0].append(...rows);
      });
      head.textContent = "";
      head.append(label);
    });
  });

  // Commands that repeat something.
  document.querySelectorAll("code.copy").forEach((code) => {
    const copy = button("Copy", async () => {
      const text = code.textContent;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const area = make("textarea", text);
        document.body.append(area);
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy"; }, 1500);
    });
    copy.className = "small";
    copy.setAttribute("aria-label", "Copy the command");
    code.after(copy);
  });

  // Evidence to take away.
  const offer = (label, name, text) => button(label, () => {
    const link = make("a", "", {
      href: URL.createObjectURL(new Blob([text()], { type: "application/json" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  document.querySelectorAll(".download").forEach((box) => {
    const text = () => box.querySelector("script").textContent;
    box.append(offer("Download this trace", box.dataset.name, text));
    box.classList.add("tools");
  });
  const verdicts = JSON.parse(document.getElementById("verdicts")?.textContent ?? "{}");
  document.querySelectorAll("article.finding").forEach((article) => {
    const card = verdicts.strategies?.[article.dataset.strategy];
    const verdict = card?.verdicts.find((each) => each.anomaly === article.dataset.anomaly);
    if (!verdict?.witness) return;
    const text = () => [{ type: "witness", strategy: card.strategy, anomaly: verdict.anomaly, sentence: verdict.witness.sentence, cents: verdict.witness.cents },
      ...verdict.witness.culprits.map((each) => ({ type: "operation", ...each })),
      ...verdict.witness.rows.map((each) => ({ type: "row", ...each })),
      ...verdict.witness.steps.map((each) => ({ type: "step", ...each }))]
      .map((each) => JSON.stringify(each)).join("\n") + "\n";
    article.append(tools(offer("Download this slice of the history", `${article.id}.jsonl`, text)));
  });

  // A slider over each set of lanes: what had happened up to that step.
  document.querySelectorAll("table.lanes").forEach((table) => {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) return;
    const slider = make("input", "", { type: "range", min: "1", max: String(rows.length) });
    slider.value = slider.max;
    slider.setAttribute("aria-label", "Show the steps up to");
    const where = make("output", "");
    const show = () => {
      const now = Number(slider.value);
      const whole = now === rows.length;
      rows.forEach((row, at) => {
        row.classList.toggle("later", at >= now);
        row.classList.toggle("now", !whole && at === now - 1);
      });
      where.textContent = whole ? `all ${rows.length} steps` : `step ${now} of ${rows.length}`;
    };
    const move = (by) => {
      slider.value = String(Number(slider.value) + by);
      show();
    };
    slider.addEventListener("input", show);
    table.parentElement.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (by) {
        event.preventDefault();
        move(by);
      }
    });
    show();
    table.parentElement.before(
      tools("Step through", button("◀", () => move(-1)), slider, button("▶", () => move(1)), where));
  });
  document.querySelectorAll(".tools button").forEach((each) => {
    if (each.textContent === "◀") each.setAttribute("aria-label", "One step back");
    if (each.textContent === "▶") each.setAttribute("aria-label", "One step on");
  });
})();
