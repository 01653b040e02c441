import { escapeHtml } from '../text/html.ts';

/** A table that can be scrolled sideways with the keyboard. */
export function figuresTable(name: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const top = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('');
  const lines = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td class="number">${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(first)}</th>${cells}</tr>`;
  });
  return `<div class="figures" tabindex="0" role="region" aria-label="${escapeHtml(name)}">
<table>
<thead><tr>${top}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>
</div>`;
}
