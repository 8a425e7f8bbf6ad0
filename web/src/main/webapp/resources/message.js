// Counts the lifetime of the message down.
"use strict";

(() => {
  const remaining = document.getElementById("remaining");
  const expires = remaining ? Date.parse(remaining.dataset.expires) : NaN;
  if (!Number.isNaN(expires)) {
    const show = () => {
      const left = Math.max(0, Math.ceil((expires - Date.now()) / 1000));
      remaining.textContent = left === 0 ? "expired" : Holdfast.seconds(left);
    };
    show();
    window.setInterval(show, 1000);
  }
})();
