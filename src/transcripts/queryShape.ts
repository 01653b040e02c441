/*
 * Texts that are typed into consoles of metrics and logs, opened in a browser, or drawn: no shell takes them.
 */

/** Metric names with operators, as typed into a metrics console. */
export function looksMeasured(text: string): boolean {
  return /[a-z]+_[a-z_]+/.test(text) && /[{}()[\]]|\s[/*+<>-]\s/.test(text) && !/^\s*(?:\$|#)\s/m.test(text);
}

/** A query of a metrics, log or search console. */
export function isQuery(text: string): boolean {
  return (
    /^(?:sum|avg|max|min|count|rate|irate|increase|histogram_quantile|topk|absent|delta|label_replace)\s*(?:by|without)?\s*\(/.test(
      text.trim(),
    ) ||
    /^[a-z_:]+\{[\w.]+=?[=~!]+"[^"]*".*\}(?:\s*(?:[=!<>]=?|\|=)\s*\S+)?$/.test(text.trim()) ||
    /^(?:GET|POST|PUT|DELETE|PATCH|HEAD) \/\S*/.test(text.trim()) ||
    /^(?:source|index|sourcetype)\s*=\s*\S+.*\|/.test(text.trim()) ||
    /^fields @\w+[\s\S]*\|\s*(?:filter|stats|sort|limit|parse|display)\b/.test(text.trim())
  );
}

/** A query of Prometheus, whatever the block's tag says: series with their labels, ranges and functions, and no program. */
export function isSeriesQuery(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim()).filter((row) => row !== '' && !row.startsWith('#'));
  const text = rows.join('\n');
  if (!/[\w:]\{[^{}]{0,400}?[=!]~?"[^"]{0,400}"/.test(text) || /[$`;|]/.test(text.replace(/"[^"]*"/g, '""')))
    return false;
  const opens =
    /^(?:\(|[a-z_:][\w:]*\{|(?:sum|avg|max|min|count|rate|irate|increase|histogram_quantile|topk|bottomk|absent|delta|label_replace|sort_desc|clamp_min|clamp_max|time|vector|scalar|predict_linear|changes|quantile)\b[\s\w(),]*\()/;
  return opens.test(rows[0]!) && /\)|\}|\]/.test(rows.at(-1)!) && !rows.some((row) => /\s--?[a-z]/.test(row));
}

/** An address, which may go on over several lines with its query, or words for a robot: no program has such a name. */
export function isAddressed(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim()).filter((row) => row !== '' && !row.startsWith('#'));
  return (
    rows.length > 0 &&
    (rows.every((row) => /^@[\w-]+(?:\s|$)/.test(row)) ||
      (/^https?:\/\/\S+$/.test(rows[0]!) && rows.slice(1).every((row) => /^[?&]\S+$/.test(row))))
  );
}

/** Nothing but addresses, one a line. */
export function isUrl(text: string): boolean {
  return text
    .trim()
    .split('\n')
    .every((line) => /^\s*(?:https?|ftp|ssh|git|s3):\/\/\S+\s*$/.test(line));
}

/** Boxes, arrows and trees. */
export function isDiagram(text: string): boolean {
  const marks = text.match(/[┌┐└┘├┤┬┴┼─│╔╗╚╝═║→←↑↓▶◀▼▲]|-{2,}>|<-{2,}/gu)?.length ?? 0;
  const branches = text.match(/^[\s│|]*[├└]/gmu)?.length ?? 0;
  if (branches > 0 && branches + 1 >= text.trim().split('\n').length) return true;
  const corners = text.match(/\+-{2,}\+/g)?.length ?? 0;
  return (
    (marks >= 4 &&
      !/^\s*[●○]/mu.test(text) &&
      /[┌└├│╔║→▼]|-->/u.test(text) &&
      !/\bactive \(|<!--|--from|systemd/.test(text)) ||
    (corners >= 3 && /[v^]\s*$|\|\s{2,}\|/m.test(text) && !/^\+[-+]+\+\n\|/.test(text.trim()))
  );
}
