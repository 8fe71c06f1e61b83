// What the view shows, and of which campaign; knows nothing of VS Code.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/**
 * The campaign whose lines hold an offset; undefined outside of all.
 * @param {string} text @param {number} offset
 */
function campaignAt(text, offset) {
  let name;
  for (const head of text.matchAll(/^([a-z]+)(?:[ ]+([\p{L}_][\p{L}\p{M}\p{N}_]*))?/gmu)) {
    if (head.index > offset) {
      break;
    }
    name = head[1] === "campaign" ? head[2] : undefined;
  }
  return name;
}

/**
 * The nearest folder above a file that has a segue.toml.
 * @param {string} file
 */
function root(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "segue.toml"))) {
      return folder;
    }
    if (folder === path.dirname(folder)) {
      return undefined;
    }
  }
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * The picture, or what is wrong instead of it. Nothing in it is executed or fetched.
 * @param {string} name @param {string} svg @param {string} wrong
 */
function page(name, svg, wrong) {
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  const shown = wrong
    ? `<pre>${escaped(wrong)}</pre>`
    : `<img alt="The journey of ${escaped(name)}" src="${picture}">`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body { background: white; color: black; } img { max-width: 100%; }</style>
</head>
<body>${shown}</body>
</html>`;
}

module.exports = { campaignAt, root, page };
