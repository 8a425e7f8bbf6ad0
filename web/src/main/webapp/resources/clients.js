// Shows clients anew when the server says that there is news, and how fast their messages go: what has come since the last time.
"use strict";

(() => {
  let before = new Map();
  let at = performance.now();

  function showRates() {
    const now = performance.now();
    const counts = new Map();
    document.querySelectorAll("[data-rate]").forEach((element) => {
      const key = element.dataset.rate;
      const count = Number(element.dataset.count);
      counts.set(key, count);
      if (before.has(key) && now - at > 500) {
        const rate = Math.max(0, Math.round(((count - before.get(key)) * 1000) / (now - at)));
        element.title = Holdfast.number(rate) + " per second";
        element.append(" (" + Holdfast.number(rate) + "/s)");
      }
    });
    before = counts;
    at = now;
  }

  // A control that is about to be clicked is not replaced: the click would be lost.
  const inUse = "#listForm :focus, #listForm a:hover, #listForm button:hover";
  Holdfast.whenHeard("sample", () => {
    if (!document.querySelector(inUse)) {
      window.showClients();
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    showRates();
    window.jQuery(document).on("pfAjaxComplete", showRates);
  });
})();
