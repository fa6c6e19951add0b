"use strict";
// Draws the charts in the colours of the style sheet, and lets icicle and sunburst zoom together.
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const zooming = ["icicle", "sunburst"].filter((id) => id in figures);
  const root = document.documentElement;
  const paperWidth = 680; // pixels of a printed page
  let level = "0";

  // The value with the colours of the style sheet in place of their names.
  function inked(value, style) {
    if (typeof value === "string" && value.startsWith("--")) {
      return style.getPropertyValue(value).trim();
    }
    if (Array.isArray(value)) return value.map((item) => inked(item, style));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inked(item, style)]));
  }

  const axis = { gridcolor: "--line", linecolor: "--line", zerolinecolor: "--line" };
  const common = {
    font: { color: "--ink", family: "system-ui, sans-serif", size: 13 },
    hoverlabel: { bgcolor: "--box", bordercolor: "--line", font: { color: "--ink" } },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 70, r: 70, t: 30, b: 50 },
    dragmode: false,
    xaxis: { ...axis, fixedrange: true },
    yaxis: { ...axis, fixedrange: true },
  };
  const tight = {
    margin: { l: 0, r: 0, t: 0, b: 0 },
    uniformtext: { minsize: 10, mode: "hide" },
  };

  function draw(width) {
    const style = getComputedStyle(root);
    const drawn = Object.entries(figures).map(([id, figure]) => {
      const { data, layout } = inked(figure, style);
      if (zooming.includes(id)) Object.assign(data[0], { level }), Object.assign(layout, tight);
      const full = { ...layout, width, template: { layout: inked(common, style) } };
      return Plotly.react(id, data, full, { displayModeBar: false, responsive: true });
    });
    return Promise.all(drawn);
  }

  function zoom(next) {
    const { ids, customdata } = figures.icicle.data[0];
    level = ids.includes(next) ? next : "0";
    const [, spoken] = customdata[ids.indexOf(level)];
    const title = document.querySelector(`.tree [data-zoom="${level}"]`).textContent;
    document.getElementById("zoomed").textContent = `Shown: ${title}, ${spoken}.`;
    document.getElementById("unzoom").disabled = level === "0";
    for (const id of zooming) Plotly.restyle(id, { level: [level] });
  }

  draw().then(() => {
    for (const id of zooming) {
      document.getElementById(id).on(`plotly_${id}click`, (event) => {
        if (event.nextLevel !== undefined) zoom(event.nextLevel);
        return false;
      });
    }
    root.dataset.drawn = "yes";
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(button.dataset.zoom));
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
  addEventListener("beforeprint", () => {
    root.dataset.print = "yes";
    for (const folded of document.querySelectorAll("details:not([open])")) {
      folded.open = true;
      folded.dataset.folded = "yes";
    }
    draw(paperWidth);
  });
  addEventListener("afterprint", () => {
    delete root.dataset.print;
    for (const folded of document.querySelectorAll("details[data-folded]")) {
      folded.open = false;
      delete folded.dataset.folded;
    }
    draw();
  });
})();
