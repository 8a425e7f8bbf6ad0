// The server says when an import has come further. It says so once: what is shown as running is asked for again
// when the connection opens, and at each look at the broker.
"use strict";

(() => {
  const refresh = () => {
    if (document.querySelector("#progressForm progress")) {
      window.showImport();
    }
  };

  Holdfast.whenHeard("import", () => window.showImport());
  Holdfast.whenHeard("open", refresh);
  Holdfast.whenHeard("sample", refresh);
})();
