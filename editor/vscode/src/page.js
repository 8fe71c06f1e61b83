// What the view of a journey shows; knows nothing of VS Code.
"use strict";

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * The picture as a page. Nothing in it is executed or fetched.
 * @param {string} name of the campaign @param {string} picture an SVG
 */
function page(name, picture) {
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body { background: white; } img { max-width: 100%; }</style>
</head>
<body><img alt="The journey of ${escaped(name)}" src="${source}"></body>
</html>`;
}

module.exports = { page };
