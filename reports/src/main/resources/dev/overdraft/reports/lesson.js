// Drives a race along the tree of all orders that were run on the server beforehand.
(() => {
  "use strict";
  const lesson = JSON.parse(document.getElementById("lesson").textContent);
  const race = document.getElementById("race");
  document.getElementById("noscript").remove();
  const make = (tag, className, ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const button = (label, act, className = "") => {
    const made = make("button", className, label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...children);
    return made;
  };

  let part = lesson.parts.find((each) => each.id === "fixed" && document.querySelector("main").dataset.mended === "true") ?? lesson.parts[0];
  let tree = part.trees[0];
  let path = [];
  const seen = new Map();
  const seenOf = (one) => {
    if (!seen.has(one)) seen.set(one, new Set());
    return seen.get(one);
  };
  const nodes = () => path.reduce((all, actor) => [...all, tree.nodes[all[all.length - 1].n[actor]]], [tree.nodes[0]]);
  const moments = (all) => all.flatMap((node) => node.m.map(([kind, actor, sql, answer, holders, source]) =>
    ({ kind, actor, sql: tree.texts[sql], answer: tree.texts[answer], holders, source: tree.texts[source] })));
  const names = (actors) => actors.map((actor) => tree.actors[actor]).join(", ") || "somebody";

  // Who waits, and for whom: whoever waited and has not been woken.
  const waits = (happened) => {
    const waiting = new Map();
    happened.forEach((moment) => {
      if (moment.kind === "waits") waiting.set(moment.actor, moment);
      if (moment.kind === "woke") waiting.delete(moment.actor);
    });
    return waiting;
  };

  const go = (actor) => {
    const now = nodes().at(-1);
    if (!(actor in now.n)) return;
    path.push(Number(actor));
    if (nodes().at(-1).e) seenOf(tree).add(path.join(" "));
    draw();
  };
  const back = () => {
    path.pop();
    draw();
  };
  const restart = () => {
    path = [];
    draw();
  };
  const change = (to, level, keep) => {
    part = to;
    tree = to.trees.find((each) => each.level === level) ?? to.trees[0];
    const clicks = keep ? path : [];
    path = [];
    // The same clicks, as far as the other code allows them.
    clicks.forEach((actor) => {
      const now = nodes().at(-1);
      if (actor in now.n) path.push(actor);
    });
    draw();
  };

  // A path to some end that is broken, or not: the one with the fewest changes of hands.
  const example = (broken) => {
    const open = [{ at: 0, way: [], turns: 0 }];
    let best = null;
    while (open.length) {
      const { at, way, turns } = open.pop();
      const node = tree.nodes[at];
      if (node.e && Boolean(node.e.f) === broken && (!best || turns < best.turns)) best = { way, turns };
      Object.entries(node.n).forEach(([actor, next]) => open.push({
        at: next, way: [...way, Number(actor)],
        turns: turns + (way.length && way.at(-1) !== Number(actor) ? 1 : 0) }));
    }
    return best?.way;
  };
  const show = (broken) => {
    const way = example(broken);
    if (!way) return;
    path = way.slice();
    if (nodes().at(-1).e) seenOf(tree).add(path.join(" "));
    draw();
  };

  const choices = () => {
    const bar = make("div", "choices");
    const versions = make("div", "group", "Code ");
    lesson.parts.forEach((each) => {
      const choice = button(each.label, () => change(each, tree.level, false));
      choice.setAttribute("aria-pressed", String(each === part));
      versions.append(choice);
    });
    bar.append(versions);
    if (part.trees.length > 1) {
      const levels = make("div", "group", "Isolation ");
      part.trees.forEach((each) => {
        const choice = button(each.level, () => change(part, each.level, true));
        choice.setAttribute("aria-pressed", String(each === tree));
        levels.append(choice);
      });
      bar.append(levels);
    }
    const moves = make("div", "group");
    const undo = button("◀ Step back", back);
    undo.disabled = path.length === 0;
    const anew = button("Start again", restart);
    anew.disabled = path.length === 0;
    moves.append(undo, anew);
    if (tree.broken) moves.append(button("Show an order that breaks it", () => show(true)));
    if (tree.broken < tree.orders) moves.append(button("Show one that does not", () => show(false)));
    bar.append(moves);
    return bar;
  };

  const actors = (now, happened) => {
    const waiting = waits(happened);
    const row = make("div", "actors");
    tree.actors.forEach((name, actor) => {
      const card = make("section", "actor");
      card.dataset.actor = actor;
      const state = make("span", "state");
      const head = make("h3", "", make("bdi", "", name), state);
      const press = button("", () => go(actor), "go");
      const last = happened.filter((moment) => moment.actor === actor).at(-1);
      const said = make("p", "said", last
        ? (last.kind === "waits" ? "asked, and waits" : last.answer ? `last answer: ${last.answer}` : `${last.sql}: done`)
        : "has not begun");
      if (actor in now.n) {
        state.textContent = "can go";
        press.append(make("small", "", `Let ${name} go (key ${actor + 1})`), make("code", "", tree.texts[now.p[actor]]));
      } else if (waiting.has(actor)) {
        card.classList.add("waiting");
        state.textContent = `waits for ${names(waiting.get(actor).holders)}`;
        press.append(make("small", "", "blocked by a lock"), make("code", "", waiting.get(actor).sql));
        press.disabled = true;
      } else {
        const told = now.e ? now.e.t[actor] : "";
        const failed = /threw|exception|error/i.test(told) || (last?.answer ?? "").startsWith("ERROR");
        card.classList.add(failed ? "failed" : "done");
        state.textContent = told && told !== "-" ? told : failed ? "failed" : "done";
        press.append(make("small", "", "nothing left to do"));
        press.disabled = true;
      }
      card.append(head, press, said);
      row.append(card);
    });
    return row;
  };

  const lanes = (happened) => {
    const table = make("table", tree.actors.length > 3 ? "lanes many" : "lanes");
    table.append(make("caption", "", happened.length ? "What the server did, in its order" : "Nothing has happened yet. Predict the end, then let somebody go."));
    const head = make("tr", "");
    tree.actors.forEach((name) => {
      const cell = make("th", "", make("bdi", "", name));
      cell.scope = "col";
      head.append(cell);
    });
    table.append(make("thead", "", head));
    const body = make("tbody", "");
    const waiting = new Set();
    happened.forEach((moment) => {
      if (moment.kind === "woke") waiting.delete(moment.actor);
      const row = make("tr", "");
      tree.actors.forEach((_, actor) => {
        if (actor !== moment.actor) {
          row.append(make("td", waiting.has(actor) ? "open waits" : ""));
          return;
        }
        const cell = make("td", moment.kind === "waits" ? "step open waits" : "step open");
        if (moment.kind !== "ran") cell.append(make("span", "kind", moment.kind === "waits" ? "waits" : "woken"));
        cell.append(make("code", "", moment.sql));
        const answer = moment.kind === "waits" ? `blocked by ${names(moment.holders)}` : moment.answer && `→ ${moment.answer}`;
        if (answer) cell.append(make("span", "answer", answer));
        row.append(cell);
      });
      if (moment.kind === "waits") waiting.add(moment.actor);
      body.append(row);
    });
    table.append(body);
    const box = make("div", "scroll around-lanes", table);
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "What the server did");
    return box;
  };

  const tables = (all) => {
    const side = make("div", "now");
    const now = tree.tables[all.at(-1).s];
    const before = all.length > 1 ? tree.tables[all.at(-2).s] : now;
    Object.entries(tree.columns).forEach(([name, columns]) => {
      const table = make("table", "");
      table.append(make("caption", "", make("bdi", "", name), all.at(-1).e ? " in the end" : ", as others see it"));
      const head = make("tr", "");
      columns.forEach((column) => {
        const cell = make("th", "", make("bdi", "", column));
        cell.scope = "col";
        head.append(cell);
      });
      const body = make("tbody", "");
      (now[name] ?? []).forEach((values, at) => {
        const old = (before[name] ?? []).find((row) => row[0] === values[0]);
        body.append(make("tr", "", ...values.map((value, column) =>
          make("td", old && old[column] === value ? "" : "changed", make("bdi", "", value)))));
      });
      if (!body.children.length) {
        const empty = make("td", "", "no row");
        empty.colSpan = columns.length;
        body.append(make("tr", "", empty));
      }
      table.append(make("thead", "", head), body);
      const box = make("div", "scroll", table);
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `Table ${name}`);
      side.append(box);
    });
    return side;
  };

  const ending = (now) => {
    if (!now.e) return "";
    const broken = Boolean(now.e.f);
    const box = make("div", `end ${broken ? "broken" : "kept"}`);
    box.append(make("h3", "", broken ? `✗ Broken: ${now.e.f}` : "✓ Every rule holds"));
    box.append(make("p", "", tree.actors.map((name, actor) => `${name} ${now.e.t[actor]}`).join("; ") + "."));
    box.append(make("p", "", `${tree.broken} of all ${tree.orders} orders break it. You have seen ${seenOf(tree).size} of them to the end.`));
    const other = lesson.parts.find((each) => each !== part);
    if (other) {
      const same = button(part.id === "broken" ? "The same clicks, now with the fix" : "The same clicks with the broken code",
        () => change(other, tree.level, true));
      box.append(same);
    }
    return box;
  };

  const odds = () => {
    const table = make("table", "plain odds-table");
    table.append(make("caption", "", "How many of all orders break it"));
    const heads = make("tr", "");
    ["code", "isolation", "broken orders"].forEach((words) => {
      const cell = make("th", "", words);
      cell.scope = "col";
      heads.append(cell);
    });
    const body = make("tbody", "");
    lesson.parts.forEach((each) => each.trees.forEach((one) => {
      const share = 100 * one.broken / one.orders;
      const meter = svg("svg", { class: "meter", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("rect", { class: "all", width: 100, height: 8 }), svg("rect", { class: "bad", width: share, height: 8 }));
      const name = make("th", "", make("bdi", "", each.label));
      name.scope = "row";
      body.append(make("tr", "", name, make("td", "", one.level), make("td", "", meter, `${one.broken} of ${one.orders}`)));
    }));
    table.append(make("thead", "", heads), body);
    const box = make("div", "scroll odds around-plain", table);
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "How many orders break it");
    return box;
  };

  const live = make("p", "hidden-live");
  live.setAttribute("aria-live", "polite");
  const content = make("div", "");
  race.append(make("h2", "", "The race"), content, live);

  const draw = () => {
    const focused = document.activeElement?.closest?.(".actor")?.dataset.actor;
    const all = nodes();
    const now = all.at(-1);
    const happened = moments(all);
    content.replaceChildren(
      choices(),
      actors(now, happened),
      ending(now),
      make("div", "stage", lanes(happened), tables(all)),
      odds());
    if (focused !== undefined) {
      (content.querySelector(`.actor[data-actor="${focused}"] .go:enabled`) ?? content.querySelector(".go:enabled, .end button"))?.focus();
    }
    const latest = now.m.map(([kind, actor, sql, answer, holders]) => `${tree.actors[actor]}: ${tree.texts[sql]}, `
      + (kind === "waits" ? `waits for ${names(holders)}` : tree.texts[answer] || "done")).join(". ");
    live.textContent = now.e ? `${latest}. ${now.e.f ? `Broken: ${now.e.f}` : "Every rule holds"}` : latest;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[1-9]$/.test(event.key)) go(Number(event.key) - 1);
    else if (event.key === "Backspace" || (event.key === "ArrowLeft" && !event.target.closest?.(".scroll, pre"))) back();
    else return;
    event.preventDefault();
  });
  draw();
})();
