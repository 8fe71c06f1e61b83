// The highlighting, as VS Code itself reads it, over lines that people write.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const FILE = path.join(__dirname, "..", "syntaxes", "campaign.tmLanguage.json");
const WASM = require.resolve("vscode-oniguruma/release/onig.wasm");

async function grammar() {
  await oniguruma.loadWASM(fs.readFileSync(WASM).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(FILE, "utf-8"), FILE),
  });
  return registry.loadGrammar("source.campaign");
}

const loaded = grammar();

/** The innermost scope of each word of a text, spaces and what has no scope left out. */
async function scopes(text) {
  let stack = INITIAL;
  const found = [];
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = (await loaded).tokenizeLine(line, stack);
    stack = ruleStack;
    for (const token of tokens) {
      const word = line.slice(token.startIndex, token.endIndex).trim();
      const scope = token.scopes[token.scopes.length - 1].replace(/\.campaign$/, "");
      if (word && scope !== "source") {
        found.push([word, scope]);
      }
    }
  }
  return found;
}

const LINES = [
  ['campaign cart "Bring carts back"', [
    ["campaign", "storage.type"], ["cart", "entity.name.type"],
    ['"', "string.quoted.double"], ["Bring carts back", "string.quoted.double"],
    ['"', "string.quoted.double"],
  ]],
  ["segment 잠든_고객  # 45 days", [
    ["segment", "storage.type"], ["잠든_고객", "entity.name.type"],
    ["# 45 days", "comment.line.number-sign"],
  ]],
  ["  wait until Monday at 10:00", [
    ["wait", "keyword.control"], ["until", "keyword.other"], ["Monday", "constant.language.weekday"],
    ["at", "keyword.other"], ["10:00", "constant.numeric.instant"],
  ]],
  ["  total     money from cart_total", [
    ["total", "variable.other.member"], ["money", "support.type"], ["from", "keyword.other"],
  ]],
  ["  wants_email  yes/no", [
    ["wants_email", "variable.other.member"], ["yes/no", "support.type"],
  ]],
  ["  has purchase in last 30 days where amount >= 12.50", [
    ["has", "keyword.control"], ["in", "keyword.other"], ["last", "keyword.other"],
    ["30", "constant.numeric"], ["days", "support.type.unit"], ["where", "keyword.other"],
    [">=", "keyword.operator"], ["12.50", "constant.numeric"],
  ]],
  ["  at 2026-03-02 10:00 ada does purchase", [
    ["at", "keyword.control"], ["2026-03-02 10:00", "constant.numeric.instant"],
    ["does", "keyword.other"],
  ]],
  ["  send sent_before by email, else sms", [
    ["send", "keyword.control"], ["by", "keyword.other"], ["else", "keyword.other"],
  ]],
];

for (const [line, expected] of LINES) {
  test(`colours of: ${line}`, async () => {
    assert.deepStrictEqual(await scopes(line), expected);
  });
}

test("a text block ends at its quotes, and shows what it is filled in with", async () => {
  const found = await scopes(
    'message m\n  email subject "Hi {{ customer.name }}"\n    """\n    wait for {{ entry.product | upcase }}\n    """\n  for service'
  );
  const text = "string.quoted.triple";
  assert.deepStrictEqual(found[2], ["subject", "keyword.other"]);
  assert.ok(found.some(([word, scope]) => word === "wait for" && scope === text));
  assert.ok(found.some(([word, scope]) => word === "entry.product" && scope.includes("liquid")));
  assert.ok(found.some(([word, scope]) => word === "upcase" && scope.includes("filter")));
  assert.notStrictEqual(found[found.length - 1][1], text);
});

test("no line of the demo has a string that is not closed", async () => {
  const folder = path.join(__dirname, "..", "..", "..", "campaigns", "shop");
  for (const name of fs.readdirSync(folder).filter((each) => each.endsWith(".campaign"))) {
    const text = fs.readFileSync(path.join(folder, name), "utf-8");
    const found = await scopes(`${text}\nsegment behind`);
    assert.deepStrictEqual(found.slice(-2), [
      ["segment", "storage.type"], ["behind", "entity.name.type"],
    ], name);
  }
});
