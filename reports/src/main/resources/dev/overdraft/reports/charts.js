// Draws the charts from the numbers that the page carries. Needs uPlot; the tables say the same.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("charts").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const styles = () => getComputedStyle(document.documentElement);
  const colour = (name) => styles().getPropertyValue(name).trim();
  const palette = () => (dark.matches
    ? ["#6fd597", "#86bdf7", "#f0c46a", "#d7a6f2", "#7adfe0", "#f2a07b", "#c8d66b", "#f49ac1"]
    : ["#12652f", "#0b5cad", "#a06a00", "#7a3ca8", "#007a7d", "#b5471b", "#5f6f00", "#b02a6f"]);
  const font = "12px system-ui, sans-serif";
  const axis = (more) => ({
    stroke: colour("--quiet"), font, grid: { stroke: colour("--line"), width: 1 },
    ticks: { stroke: colour("--line"), width: 1 }, ...more });
  const short = (value) => value == null ? "" : value >= 1e4 ? `${Math.round(value / 1e3)}k`
    : value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
  const box = (id) => document.getElementById(id);
  const drawn = new Map();
  const draw = (id, options, columns) => {
    const place = box(id);
    drawn.get(id)?.destroy();
    place.textContent = "";
    place.classList.remove("empty");
    const width = Math.max(240, place.clientWidth);
    drawn.set(id, new uPlot({ width, height: 300, padding: [12, 12, 0, 0], legend: { show: true, live: false }, ...options }, columns, place));
  };
  const nothing = (id, words) => {
    drawn.get(id)?.destroy();
    drawn.delete(id);
    box(id).textContent = words;
    box(id).classList.add("empty");
  };

  // Which strategies are drawn: the fastest safe ones and the first unsafe ones to begin with.
  const all = data.strategies;
  const first = (place, most) => all.filter((each) => each.place === place).slice(0, most);
  const picked = new Set([...first("ranked", 5), ...first("undecided", 2), ...first("unsafe", 2)]);
  const look = (each) => {
    const colours = palette();
    const at = all.indexOf(each);
    return each.place === "unsafe"
      ? { stroke: colour("--lane"), dash: [5, 4], width: 1.5 }
      : { stroke: colours[at % colours.length], dash: at < colours.length ? undefined : [10, 3], width: 2 };
  };
  const label = (each) => (each.place === "unsafe" ? `✗ ${each.name}` : each.name).slice(0, 48);
  const chosen = (has) => all.filter((each) => picked.has(each) && has(each));

  const whiskers = (series) => ({ hooks: { draw: [(plot) => {
    const { ctx } = plot;
    ctx.save();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    series.forEach((each) => {
      ctx.strokeStyle = look(each).stroke;
      each.rates.forEach((rate, at) => {
        if (rate == null || !each.errors[at]) return;
        const x = plot.valToPos(at, "x", true);
        const top = plot.valToPos(rate + each.errors[at], "y", true);
        const foot = plot.valToPos(Math.max(plot.scales.y.min, rate - each.errors[at]), "y", true);
        const arm = 4 * devicePixelRatio;
        ctx.beginPath();
        ctx.moveTo(x, top); ctx.lineTo(x, foot);
        ctx.moveTo(x - arm, top); ctx.lineTo(x + arm, top);
        ctx.moveTo(x - arm, foot); ctx.lineTo(x + arm, foot);
        ctx.stroke();
      });
    });
    ctx.restore();
  }] } });

  const price = () => {
    if (!box("chart-price")) return;
    const series = chosen((each) => each.rates.some((rate) => rate != null));
    if (data.contentions.length === 0 || series.length === 0) {
      nothing("chart-price", "Nothing was measured, or nothing is chosen.");
      return;
    }
    if (data.contentions.length === 1) {
      // One contention is a ranking, not a line: each strategy gets a place of its own.
      const order = [...series].sort((a, b) => b.rates[0] - a.rates[0]);
      const top = 1.25 * Math.max(...order.map((each) => each.rates[0]));
      draw("chart-price", {
        legend: { show: false },
        height: Math.max(120, 44 + 26 * order.length),
        scales: { x: { time: false, range: [0, top] }, y: { range: [order.length - 0.4, -0.6] } },
        axes: [axis({ values: (_, ticks) => ticks.map(short) }), { show: false }],
        series: [{}, { show: false }],
        hooks: { draw: [(plot) => {
          const { ctx } = plot;
          const ratio = devicePixelRatio;
          ctx.save();
          ctx.font = `${12 * ratio}px system-ui, sans-serif`;
          ctx.textBaseline = "middle";
          ctx.textAlign = "left";
          order.forEach((each, at) => {
            const y = plot.valToPos(at, "y", true);
            const from = plot.valToPos(0, "x", true);
            const to = plot.valToPos(each.rates[0], "x", true);
            ctx.globalAlpha = each.place === "unsafe" ? 0.25 : 0.3;
            ctx.fillStyle = look(each).stroke;
            ctx.fillRect(from, y - 9 * ratio, to - from, 18 * ratio);
            ctx.globalAlpha = 1;
            ctx.strokeStyle = look(each).stroke;
            ctx.lineWidth = 2 * ratio;
            ctx.beginPath();
            // Below the words: through them it would look struck out.
            const low = y + 8 * ratio;
            ctx.moveTo(plot.valToPos(Math.max(0, each.rates[0] - each.errors[0]), "x", true), low);
            ctx.lineTo(plot.valToPos(Math.min(top, each.rates[0] + each.errors[0]), "x", true), low);
            ctx.stroke();
            ctx.fillStyle = each.place === "unsafe" ? colour("--quiet") : colour("--ink");
            const words = `${each.name.slice(0, 40)}  ${short(each.rates[0])} ± ${short(each.errors[0])}`;
            ctx.fillText(words, from + 6 * ratio, y);
            if (each.place === "unsafe") {
              const name = ctx.measureText(each.name.slice(0, 40)).width;
              ctx.strokeStyle = colour("--quiet");
              ctx.lineWidth = ratio;
              ctx.beginPath();
              ctx.moveTo(from + 6 * ratio, y);
              ctx.lineTo(from + 6 * ratio + name, y);
              ctx.stroke();
            }
          });
          ctx.restore();
        }] },
      }, [[0, top], [0, 0]]);
      return;
    }
    const safe = all.filter((each) => each.place === "ranked");
    const frontier = data.contentions.map((_, at) => {
      const rates = safe.map((each) => each.rates[at]).filter((rate) => rate != null);
      return rates.length ? Math.max(...rates) : null;
    });
    const marks = whiskers(series);
    draw("chart-price", {
      scales: { x: { time: false, range: [-0.3, data.contentions.length - 0.7] }, y: { range: (_, low, high) => [0, high * 1.08] } },
      axes: [
        axis({ splits: () => data.contentions.map((_, at) => at), values: () => data.contentions.map((name) => name.replace(/^accounts-(\d+)$/, "$1 accounts")) }),
        axis({ values: (_, ticks) => ticks.map(short), size: 56 })],
      series: [{ label: "contention" },
        { label: "frontier of the safe", stroke: colour("--pass"), width: 9, alpha: 0.25, points: { show: false } },
        ...series.map((each) => ({ label: label(each), points: { show: true, size: 6 }, ...look(each) }))],
      ...marks,
    }, [data.contentions.map((_, at) => at), frontier, ...series.map((each) => each.rates)]);
  };

  const latency = () => {
    if (!box("chart-latency")) return;
    const series = chosen((each) => each.latency);
    if (series.length === 0) {
      nothing("chart-latency", "No latencies were kept with this run, or nothing is chosen.");
      return;
    }
    const nines = (percentile) => -Math.log10(1 - percentile / 100);
    const marks = [0, 50, 90, 99, 99.9, 99.99];
    draw("chart-latency", {
      padding: [12, 28, 0, 0],
      scales: { x: { time: false, range: [0, 4] }, y: { distr: 3 } },
      axes: [
        axis({ splits: () => marks.map(nines), values: () => marks.map((mark) => `${mark} %`) }),
        axis({ size: 76, values: (_, ticks) => ticks.map((tick) => tick == null ? "" : `${short(tick)} ms`) })],
      series: [{ label: "percentile" },
        ...series.map((each) => ({ label: label(each), points: { show: false }, ...look(each) }))],
    }, [data.percentiles.map(nines), ...series.map((each) => each.latency.map((micros) => Math.max(0.001, micros / 1000)))]);
  };

  const storm = () => {
    const select = box("storm");
    if (!select) return;
    const each = all.find((one) => one.name === select.value && one.storm) ?? all.find((one) => one.storm);
    if (!each) return;
    const { storm: run } = each;
    const seconds = run.ok.map((_, at) => (at + 0.5) * run.bucketMillis / 1000);
    const rate = (counts) => counts.map((count) => count * 1000 / run.bucketMillis);
    const millis = (micros) => micros.map((value) => value ? value / 1000 : null);
    const red = colour("--fail");
    const time = axis({ values: (_, ticks) => ticks.map((tick) => `${tick} s`) });
    draw("chart-storm", {
      scales: { x: { time: false }, y: { range: (_, low, high) => [0, Math.max(1, high * 1.1)] }, ms: { distr: 3 }, n: { range: (_, low, high) => [0, Math.max(1, high * 3)] } },
      axes: [time, axis({ values: (_, ticks) => ticks.map((tick) => `${short(tick)}/s`), size: 60 }),
        axis({ scale: "ms", side: 1, size: 72, grid: { show: false }, values: (_, ticks) => ticks.map((tick) => tick == null ? "" : `${short(tick)} ms`) })],
      series: [{ label: "s" },
        { label: "committed", stroke: colour("--pass"), width: 2, points: { show: false } },
        { label: "refused or failed", stroke: colour("--lane"), width: 1.5, points: { show: false } },
        { label: "p50", scale: "ms", stroke: colour("--link"), width: 1.5, points: { show: false } },
        { label: "p99", scale: "ms", stroke: colour("--link"), dash: [4, 3], width: 1.5, points: { show: false } },
        { label: "anomalies", scale: "n", stroke: red, fill: `${red}55`, width: 1, points: { show: false }, paths: uPlot.paths.bars({ size: [0.8] }) }],
    }, [seconds, rate(run.ok), rate(run.fail.map((count, at) => count + run.info[at])), millis(run.p50), millis(run.p99), run.anomalies]);
    draw("chart-money", {
      scales: { x: { time: false }, y: { range: (_, low, high) => low === high ? [low - 1, high + 1] : [Math.min(0, low) * 1.1, Math.max(0, high) * 1.1] } },
      axes: [time, axis({ size: 64 })],
      series: [{ label: "s" }, { label: "found less expected, minor units", stroke: run.drift.some((cents) => cents !== 0) ? red : colour("--pass"), width: 2, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) }],
    }, [seconds, run.drift]);
    const many = run.anomalies.reduce((sum, count) => sum + count, 0);
    const difference = run.found - run.expected;
    box("storm-words").textContent = `${each.name.slice(0, 60)}: `
      + (many === 0 ? "no write left a balance wrong" : `${many} writes left a balance wrong or below zero`)
      + `; expected ${run.expected}, found ${run.found}`
      + (difference === 0 ? ", nothing is missing." : difference < 0 ? `, ${-difference} missing.` : `, ${difference} too much.`)
      + (run.marks.length ? ` First at ${run.marks[0].millis.toFixed(1)} ms: account ${run.marks[0].account}, ${run.marks[0].operation}.`.slice(0, 200) : "");
  };

  const picks = box("picks");
  const offer = () => {
    if (!picks) return;
    picks.textContent = "";
    all.filter((each) => each.latency || each.rates.some((rate) => rate != null)).forEach((each) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = each.place;
      button.setAttribute("aria-pressed", String(picked.has(each)));
      const line = document.createElement("i");
      line.style.borderTopColor = look(each).stroke;
      button.append(line, each.name.slice(0, 48));
      button.addEventListener("click", () => {
        if (!picked.delete(each)) picked.add(each);
        button.setAttribute("aria-pressed", String(picked.has(each)));
        price();
        latency();
      });
      picks.append(button);
    });
  };

  const everything = () => {
    offer();
    price();
    latency();
    storm();
  };
  box("storm")?.addEventListener("change", storm);
  const unsafe = all.find((each) => each.storm?.anomalies.some((count) => count > 0));
  if (unsafe && box("storm")) box("storm").value = unsafe.name;
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== innerWidth) {
      width = innerWidth;
      everything();
    }
  });
  dark.addEventListener("change", everything);
  everything();
})();
