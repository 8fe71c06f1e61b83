// The view of the journey, as far as it knows nothing of VS Code.
"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { page } = require("../src/page");

test("the picture is shown, and nothing in it is executed", () => {
  const picture = "<svg><script>alert(1)</script>한글</svg>";
  const shown = page("<one>", picture);
  assert.ok(!shown.includes("<script>") && !shown.includes("<one>"));
  assert.ok(shown.includes("default-src 'none'"));
  const [, encoded] = shown.match(/base64,([^"]*)"/);
  assert.strictEqual(Buffer.from(encoded, "base64").toString("utf-8"), picture);
});
