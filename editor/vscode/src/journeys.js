// The journey beside the text: the server draws the campaign that the cursor is in as it stands in the
// editor; it is drawn anew while one types.
"use strict";

const vscode = require("vscode");
const { page } = require("./page");

const PAUSE = 250; // milliseconds without a key or a move of the cursor

class Journeys {
  /** @param {() => import("vscode-languageclient/node").LanguageClient | undefined} client */
  constructor(client) {
    this.client = client;
    /** @type {vscode.WebviewPanel | undefined} */
    this.panel = undefined;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
    this.listening = [
      vscode.workspace.onDidChangeTextDocument(() => this.soon()),
      vscode.window.onDidChangeTextEditorSelection(() => this.soon()),
    ];
  }

  dispose() {
    clearTimeout(this.timer);
    this.panel?.dispose();
    this.listening.forEach((each) => each.dispose());
  }

  show() {
    if (this.panel === undefined) {
      const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      this.panel = vscode.window.createWebviewPanel("segue.journey", "Journey", beside);
      this.panel.onDidDispose(() => (this.panel = undefined));
    }
    return this.draw();
  }

  soon() {
    clearTimeout(this.timer);
    if (this.panel !== undefined) {
      this.timer = setTimeout(() => this.draw(), PAUSE);
    }
  }

  /** Outside of campaigns what was drawn last stays. */
  async draw() {
    const editor = vscode.window.activeTextEditor;
    const client = this.client();
    if (client === undefined || editor?.document.languageId !== "campaign") {
      return;
    }
    const drawn = await client.sendRequest("segue/journey", {
      textDocument: { uri: editor.document.uri.toString() },
      position: editor.selection.active,
    });
    if (drawn && this.panel !== undefined) {
      this.panel.title = drawn.name;
      this.panel.webview.html = page(drawn.name, drawn.picture);
    }
  }
}

module.exports = { Journeys };
