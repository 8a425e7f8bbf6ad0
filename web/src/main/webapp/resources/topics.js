// The server says when an import has come further.
"use strict";

Holdfast.imports = (message) => {
  if (message === "import" && typeof window.showImport === "function") {
    window.showImport();
  }
};
