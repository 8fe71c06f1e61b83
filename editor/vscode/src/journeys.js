// The journey beside the text: the picture that `segue graph` makes of the campaign that the cursor
// is in, drawn anew when a file is saved or the cursor comes to another campaign.
"use strict";

const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { campaignAt, page, root } = require("./page");

class Journeys {
  /** @param {() => string} command how `segue` is started */
  constructor(command) {
    this.command = command;
    /** @type {vscode.WebviewPanel | undefined} */
    this.panel = undefined;
    this.shown = "";
    this.listening = [
      vscode.workspace.onDidSaveTextDocument(() => this.draw(true)),
      vscode.window.onDidChangeTextEditorSelection(() => this.draw(false)),
    ];
  }

  dispose() {
    this.panel?.dispose();
    this.listening.forEach((each) => each.dispose());
  }

  show() {
    if (this.panel === undefined) {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.panel = vscode.window.createWebviewPanel("segue.journey", "Journey", beside);
      this.panel.onDidDispose(() => (this.panel = undefined));
    }
    this.draw(true);
  }

  /** @param {boolean} again also where the same campaign is shown already */
  draw(again) {
    const editor = vscode.window.activeTextEditor;
    if (this.panel === undefined || editor?.document.languageId !== "campaign") {
      return;
    }
    const document = editor.document;
    const name = campaignAt(document.getText(), document.offsetAt(editor.selection.active));
    const folder = root(document.uri.fsPath);
    const here = `${folder}\n${name}`;
    if (name === undefined || folder === undefined || (!again && here === this.shown)) {
      return;
    }
    this.shown = here;
    const words = ["graph", name, "--output", "svg", "--project", folder];
    execFile(this.command(), words, { maxBuffer: 1 << 26 }, (error, svg, said) => {
      if (this.panel !== undefined && this.shown === here) {
        this.panel.title = name;
        this.panel.webview.html = page(name, error ? "" : svg, error ? said || `${error}` : "");
      }
    });
  }
}

module.exports = { Journeys };
