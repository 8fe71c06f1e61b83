// The view of the journey, as far as it knows nothing of VS Code.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { campaignAt, page, root } = require("../src/page");

const TEXT = "# one\ncampaign one\n  wait 1 day\n\nmessage m\n  sms\n\ncampaign 둘\n  wait 1 day\n";

test("the campaign that the cursor is in", () => {
  assert.strictEqual(campaignAt(TEXT, TEXT.indexOf("wait")), "one");
  assert.strictEqual(campaignAt(TEXT, TEXT.indexOf("sms")), undefined);
  assert.strictEqual(campaignAt(TEXT, TEXT.length), "둘");
  assert.strictEqual(campaignAt(TEXT, 0), undefined);
});

test("the project of a file is the nearest folder with a segue.toml", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "segue-page-"));
  fs.mkdirSync(path.join(folder, "deep"));
  fs.writeFileSync(path.join(folder, "segue.toml"), "");
  assert.strictEqual(root(path.join(folder, "deep", "a.campaign")), folder);
  fs.rmSync(path.join(folder, "segue.toml"));
  assert.strictEqual(root(path.join(folder, "deep", "a.campaign")), undefined);
  fs.rmSync(folder, { recursive: true });
});

test("what is wrong is text, and nothing in the picture is executed", () => {
  assert.ok(page("one", "", "<script>1</script>").includes("&#60;script&#62;"));
  const shown = page("one", "<svg><script>alert(1)</script></svg>", "");
  assert.ok(!shown.includes("<script>"));
  assert.ok(shown.includes("default-src 'none'"));
});
