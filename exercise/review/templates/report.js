
"use strict";
(() => {
  const chart = document.querySelector(".chart");
  const slider = document.getElementById("moment");
  if (!chart || !slider) return;
  document.documentElement.classList.add("js");
  const end = Number(slider.max);
  const shown = document.getElementById("shown");
  const play = document.getElementById("play");
  const lately = document.getElementById("lately");
  const cursor = chart.querySelector(".cursor");
  const plot = chart.querySelector("svg");
  const events = [...chart.querySelectorAll("[data-t]")].sort((a, b) => a.dataset.t - b.dataset.t);
  const curves = [...chart.querySelectorAll("polyline")].map((line) => ({
    low: Number(line.dataset.low), high: Number(line.dataset.high), height: Number(line.dataset.height),
    unit: line.dataset.unit, value: line.closest(".lane").querySelector(".value"),
    points: line.getAttribute("points").split(" ").map((pair) => pair.split(",").map(Number)),
  }));
  const two = (number) => String(number).padStart(2, "0");
  const clock = (t) => {
    const days = Math.floor(t / 86400);
    return "T+" + (days ? days + "d" : "") + two(Math.floor(t % 86400 / 3600)) + ":" + two(Math.floor(t % 3600 / 60));
  };
  const at = (curve, x) => {
    let after = curve.points.findIndex((point) => point[0] > x);
    if (after < 0) after = curve.points.length - 1;
    const [x0, y0] = curve.points[Math.max(0, after - 1)], [x1, y1] = curve.points[after];
    const y = x1 > x0 ? y0 + (y1 - y0) * Math.min(1, (x - x0) / (x1 - x0)) : y1;
    const value = curve.low + (curve.high - curve.low) * (curve.height - 2 - y) / (curve.height - 4);
    return value.toFixed(Math.abs(value) >= 100 ? 0 : 1) + (curve.unit ? " " + curve.unit : "");
  };
  const show = (t) => {
    shown.value = clock(t);
    slider.setAttribute("aria-valuetext", clock(t));
    const past = [];
    for (const event of events) {
      const future = Number(event.dataset.t) > t;
      event.classList.toggle("future", future);
      if (!future) past.push(event);
    }
    const told = past.slice(-40).map((event) => event.querySelector("title").textContent);
    lately.textContent = [...new Set(told)].slice(-2).join("  ·  ");
    for (const curve of curves) curve.value.textContent = at(curve, 1000 * t / end);
    cursor.style.display = "block";
    cursor.style.left = plot.getBoundingClientRect().left - chart.getBoundingClientRect().left
      + plot.getBoundingClientRect().width * t / end + "px";
  };
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; play.textContent = "▶ Play"; };
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (Number(slider.value) >= end) slider.value = 0;
    play.textContent = "❚❚ Pause";
    timer = setInterval(() => {
      slider.value = Number(slider.value) + end / 400;
      show(Number(slider.value));
      if (Number(slider.value) >= end) stop();
    }, 50);
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  addEventListener("resize", () => show(Number(slider.value)));
  show(Number(slider.value));
})();
