// Shows the status, and draws the last quarter of an hour: at the beginning, and whenever the server says that there is news.
"use strict";

(() => {
  const COLORS = ["var(--line-1)", "var(--line-2)"];
  const WIDTH = 300;
  const HEIGHT = 80;
  const SVG = "http://www.w3.org/2000/svg";

  function valueAt(status, path) {
    return path.split(".").reduce((value, name) => (value === undefined || value === null ? undefined : value[name]), status);
  }

  function show(status) {
    document.querySelectorAll("[data-show]").forEach((element) => {
      const value = valueAt(status, element.dataset.show);
      element.textContent = value === undefined ? "-" : Holdfast[element.dataset.as || "text"](value);
    });
    const state = document.getElementById("state");
    state.classList.toggle("failing", status.problems.length > 0);
    const problems = document.getElementById("problems");
    problems.replaceChildren(
      ...status.problems.map((problem) => {
        const item = document.createElement("li");
        item.className = "problem";
        item.textContent = problem;
        return item;
      }),
    );
  }

  function element(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function draw(figure, samples) {
    const fields = figure.dataset.chart.split(" ");
    const names = figure.dataset.names.split(", ");
    const format = (value) => Holdfast[figure.dataset.as](value);
    const most = Math.max(1, ...samples.flatMap((sample) => fields.map((field) => sample[field])));
    const last = samples[samples.length - 1];
    const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
    const label = fields.map((field, i) => `${names[i]} ${last ? format(last[field]) : "-"}`).join(", ");
    svg.setAttribute("aria-label", `${figure.querySelector("figcaption").textContent}: ${label}; at most ${format(most)}`);
    fields.forEach((field, i) => {
      const points = samples
        .map((sample, at) => {
          const x = WIDTH - (samples.length - 1 - at) * (WIDTH / 179);
          const y = HEIGHT - 2 - (sample[field] / most) * (HEIGHT - 4);
          return `${x.toFixed(1)},${y.toFixed(1)}`;
        })
        .join(" ");
      svg.append(element("polyline", { points, fill: "none", stroke: COLORS[i], "stroke-width": "1.5" }));
    });
    const legend = document.createElement("div");
    legend.className = "legend";
    legend.textContent = `${label} (at most ${format(most)})`;
    figure.querySelectorAll("svg, .legend").forEach((old) => old.remove());
    figure.append(svg, legend);
  }

  async function refresh() {
    const [status, history] = await Promise.all(
      ["api/v1/status", "api/v1/status/history"].map((path) => fetch(path, { headers: { Accept: "application/json" } })),
    );
    if (status.status === 401) {
      window.location.assign("login.xhtml?from=%2Foverview.xhtml");
      return;
    }
    show(await status.json());
    const samples = await history.json();
    document.querySelectorAll("figure[data-chart]").forEach((figure) => draw(figure, samples));
  }

  Holdfast.whenHeard("sample", refresh);
  refresh();
})();
