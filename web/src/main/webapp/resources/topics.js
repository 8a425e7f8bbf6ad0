// The server says when an import has come further.
"use strict";

Holdfast.whenHeard("import", () => window.showImport());
