import { isProse, lineShape } from '../transcripts/lineShape.ts';

/** Whether an unclosed block holds what was surely meant to be text: headings, other fences, sentences, list items. */
export function swallowedMarkdown(content: string): boolean {
  const lines = content.split('\n');
  if (lines.some((line) => /^\s{0,3}#{2,6}\s+\S/.test(line) || /^\s*(?:`{3,}|~{3,})/.test(line))) return true;
  const after = lines.slice(1);
  return after.some(
    (line) => isProse(line) && lineShape(line) !== 'command' && /^[A-Z]|[.:]$|^(?:[-*]|\d+\.)\s/.test(line.trim()),
  );
}
