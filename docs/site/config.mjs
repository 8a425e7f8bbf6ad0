// The manual as a site: the pages of docs/ and README, with search.
import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Holdfast",
  description: "An MQTT broker inside a Jakarta EE server that never loses a retained message",
  base: process.env.HOLDFAST_MANUAL_BASE ?? "/",
  cleanUrls: false,
  // pages with wide tables
  head: [
    [
      "style",
      {},
      ".VPDoc .container { max-width: 1440px !important; } .VPDoc .content-container { max-width: 1000px !important; }" +
        " .VPDoc .content { max-width: 1064px !important; } .vp-doc table code { overflow-wrap: anywhere; }",
    ],
  ],
  ignoreDeadLinks: [/^https?:\/\/(localhost|127\.0\.0\.1)/, /api\/index/],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Operations", link: "/operations" },
      { text: "Applications", link: "/applications" },
      { text: "Java API", link: "/api/index.html", target: "_self" },
    ],
    sidebar: [
      {
        text: "Start",
        items: [
          { text: "Quick start", link: "/" },
          { text: "Concepts", link: "/concepts" },
          { text: "Comparison with other brokers", link: "/comparison" },
        ],
      },
      {
        text: "Operate",
        items: [
          { text: "Operations", link: "/operations" },
          { text: "Security", link: "/security" },
          { text: "Troubleshooting", link: "/troubleshooting" },
        ],
      },
      {
        text: "Develop",
        items: [
          { text: "Applications", link: "/applications" },
          { text: "Contributing", link: "/CONTRIBUTING" },
          { text: "Decisions", link: "/decisions" },
          { text: "Benchmarks", link: "/benchmarks" },
          { text: "Conformance", link: "/conformance" },
          { text: "Writing style", link: "/style" },
        ],
      },
    ],
  },
});
