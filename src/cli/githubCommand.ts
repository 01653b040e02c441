/** A place that GitHub shows an annotation at; positions are 1-based. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly title: string;
  readonly message: string;
}

/** The workflow command that GitHub shows as an annotation, line end included. */
export function githubCommand({ level, file, start, end, title, message }: Annotation): string {
  const place = {
    file,
    line: start.line,
    endLine: end.line,
    // GitHub refuses columns for annotations over several lines.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
