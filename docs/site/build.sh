#!/usr/bin/env bash
# Builds the manual as a site with search, and the Javadoc of the adapter's API beside it, in target/site.
# Needs Node.js 18 or newer, and what the build of Holdfast needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
pages=target/site-pages
rm -rf "$pages" target/site
mkdir -p "$pages/.vitepress"
cp docs/*.md CONTRIBUTING.md "$pages/"
cp docs/site/config.mjs "$pages/.vitepress/"
sed 's#](docs/#](#g' README.md > "$pages/index.md"
sed -i 's#](docs/#](#g; s#](README.md#](index.md#g' "$pages/CONTRIBUTING.md"
cp docs/site/package.json docs/site/package-lock.json "$pages/"
npm ci --prefix "$pages" --no-audit --no-fund
"$pages/node_modules/.bin/vitepress" build "$pages" --outDir "$PWD/target/site"
mvn -B -q -ntp -pl resources/adapter-api -am -DskipTests package
cp -r resources/adapter-api/target/reports/apidocs target/site/api
echo "The manual is in $PWD/target/site: open index.html through an HTTP server, for example npx serve target/site"
