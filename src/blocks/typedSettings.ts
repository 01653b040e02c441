import type { Draft } from './draft.ts';
import { lastSentence, leadsIntoContents } from './blockContext.ts';
import { leadsIntoFile } from './blockKind.ts';
import { assignedNames } from './shellNames.ts';
import { readBlock } from './readBlock.ts';
import { languageClass } from '../shell/language.ts';

/** One assignment and nothing else, with or without `export`; a comment may stand behind it. */
const ASSIGNMENT =
  /^\s*(?:export\s+)?[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|<[^<>]*>|\$\{[^{}]*\}|[^\s"'<>|&;(){}])*\s*(?:#.*)?$/;

/** "Edit `deploy.sh`, find the settings and change them": what follows is a piece of that file. */
const PIECE_OF_FILE =
  /^\W*(?:then |next,? |now |first,? )?(?:edit|open|modify|in)\b[^.]*?[\w-]+\.\w+|\b(?:add|put|append|insert|paste)\b[^.]*\b(?:this|these|the following|it|lines?)?\b[^.]*\b(?:to|in|into)\b\s+\S/i;

/** Whether lines are nothing but assignments, at least one. */
export function onlyAssigns(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  return rows.length > 0 && rows.every((row) => ASSIGNMENT.test(row));
}

/**
 * Takes fences without a language that hold nothing but `NAME=value` for what is typed where commands below read those
 * names: left out as a file's content, they would leave the names empty.
 */
export function typeSettings(drafts: Draft[]): void {
  let read = '';
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i]!;
    if (draft.reading.kind === 'command') read += `\n${draft.reading.commands.join('\n')}`;
    else if (isTyped(draft) && isRead(assignedNames(draft.site.node.content, false), read))
      drafts[i] = { ...draft, reading: readBlock(draft.site.node.content, 'sh', { lead: '', heading: '' }) };
  }
}

function isTyped({ reading, language, site, attributes }: Draft): boolean {
  if (reading.kind !== 'config' || !/^(?:none|output|session)$/.test(languageClass(language))) return false;
  const { lead, node } = site;
  if (attributes['kind'] !== undefined || leadsIntoContents(lead) || leadsIntoFile(lead, node.content)) return false;
  return !PIECE_OF_FILE.test(lastSentence(lead)) && onlyAssigns(node.content.split('\n'));
}

function isRead(names: readonly string[], text: string): boolean {
  return names.some((name) => new RegExp(`\\$(?:${name}(?!\\w)|\\{#?${name}(?!\\w))`).test(text));
}
