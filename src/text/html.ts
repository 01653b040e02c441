const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text fit for HTML, also inside quotes of both kinds. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/**
 * A whole page in one file: no scripts, nothing loaded from elsewhere.
 * @param main HTML, trusted; `style`: CSS, trusted; `title`: text.
 */
export function htmlPage(page: { title: string; style: string; main: string; bodyClass?: string }): string {
  const body = page.bodyClass === undefined ? '<body>' : `<body class="${escapeHtml(page.bodyClass)}">`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${page.style}</style>
</head>
${body}
<main>
${page.main}
</main>
</body>
</html>
`;
}
