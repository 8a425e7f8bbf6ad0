// The server says when an import has come further.
"use strict";

Holdfast.whenHeard("import", () => window.showImport());
Holdfast.whenHeard("open", () => {
  if (document.querySelector("#progressForm progress")) {
    window.showImport();
  }
});
