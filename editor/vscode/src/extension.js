// The extension: starts `segue lsp`, and shows the journey of the campaign that the cursor is in.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { Journeys } = require("./journeys");

/** @type {LanguageClient | undefined} */
let client;

/** How `segue` is started, as the settings say. */
function command() {
  return vscode.workspace.getConfiguration("segue").get("command", "segue");
}

async function start() {
  const options = { documentSelector: [{ scheme: "file", language: "campaign" }] };
  client = new LanguageClient("segue", "Segue", { command: command(), args: ["lsp"] }, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const said = await vscode.window.showErrorMessage(
      `\`${command()} lsp\` does not start: install it with \`pip install "segue[lsp]"\`, or name ` +
        `its path in the setting segue.command. (${error})`,
      "Open the Setting"
    );
    if (said) {
      vscode.commands.executeCommand("workbench.action.openSettings", "segue.command");
    }
  }
}

async function restart() {
  await client?.stop();
  await start();
}

/** @param {vscode.ExtensionContext} context */
async function activate(context) {
  const journeys = new Journeys(() => client);
  context.subscriptions.push(
    journeys,
    vscode.commands.registerCommand("segue.journey", () => journeys.show()),
    vscode.commands.registerCommand("segue.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("segue.command")) {
        restart();
      }
    })
  );
  await start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
