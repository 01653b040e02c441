import * as vscode from 'vscode';

/** The page of a runbook view. Nothing of a document is in it: the script draws what it is sent. */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, document: vscode.Uri): string {
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', 'runbook.css'));
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style.toString()}">
<title>Runbook</title>
</head>
<body>
<div id="app" class="breakwater-runbook" data-uri="${encodeURIComponent(document.toString())}"><p class="loading" role="status">Loading runbook...</p></div>
<script nonce="${nonce}" src="${script.toString()}"></script>
</body>
</html>`;
}
