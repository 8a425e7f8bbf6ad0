// What all pages share: values as people read them, and questions before something is gone.
"use strict";

const Holdfast = {
  units: ["bytes", "KB", "MB", "GB", "TB"],

  number(value) {
    return Number(value).toLocaleString("en-US");
  },

  bytes(value) {
    let unit = 0;
    while (value >= 1024 && unit < this.units.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit === 0 ? value : value.toFixed(1)) + " " + this.units[unit];
  },

  seconds(value) {
    const days = Math.floor(value / 86400);
    const hours = Math.floor(value / 3600) % 24;
    const minutes = Math.floor(value / 60) % 60;
    if (days > 0) {
      return days + " d " + hours + " h";
    }
    if (hours > 0) {
      return hours + " h " + minutes + " min";
    }
    return minutes > 0 ? minutes + " min " + (value % 60) + " s" : value + " s";
  },

  time(value) {
    return new Date(value).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
  },

  text(value) {
    return String(value);
  },

  /** What the server has pushed; each page listens for what concerns it. */
  heard(message) {
    document.dispatchEvent(new CustomEvent("heard", { detail: message }));
  },

  /** From now on nothing that is pushed is missed; what was pushed before may have been. */
  connected() {
    Holdfast.heard("open");
  },

  /** Runs an action whenever the server has pushed this. */
  whenHeard(message, action) {
    document.addEventListener("heard", (event) => {
      if (event.detail === message) {
        action();
      }
    });
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) {
    event.preventDefault();
  }
});
