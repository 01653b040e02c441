import type { Draft } from './draft.ts';
import { lastSentence, leadsIntoContents } from './blockContext.ts';
import { leadsIntoFile } from './blockKind.ts';
import { assignedNames } from '../blanks/shellNames.ts';
import { readBlock, type BlockReading } from './readBlock.ts';
import { languageClass } from '../shell/language.ts';

/** One assignment and nothing else, with or without `export`; a comment may stand behind it. */
const ASSIGNMENT =
  /^\s*(?:export\s+)?[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|<[^<>]*>|\$\{[^{}]*\}|\$\([^()]*\)|[^\s"'<>|&;(){}])*\s*(?:#.*)?$/;

const FILE = String.raw`(?:(?:the|your|a|its)\s+)?(?:\w+\s+)?(?:file\s+)?(?:[~\w./$-]*\.[a-z]\w*|(?:[\w/~.-]*\.)?\w*(?:profile|rc)\b)`;
/** "Edit `deploy.sh`, find the settings", "add to `.env`", "put this in:" what follows is a piece of that file. */
const PIECE_OF_FILE: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:edit|open|modify|amend)\s+${FILE}`, 'i'),
  new RegExp(
    String.raw`\b(?:add|append|put|insert|paste|include|write|save|copy)\b[^.]*?\b(?:to|in|into|inside|(?:end|top|bottom) of)\s+${FILE}`,
    'i',
  ),
  /\b(?:specify|set|define|add|put)\b[^.]*\bin(?:to)? (?:the |your )?[\w./~-]+ file\W*$/i,
  /\b(?:put|paste|insert|write) (?:this|these|it|the following)(?: lines?)? (?:in|into)\W*$/i,
];

/** Whether the text above says that lines go into a file. */
function leadsIntoPiece(lead: string): boolean {
  const last = lastSentence(lead);
  if (/\b(?:run|execute|enter|type|terminal|shell session|command line)\b/i.test(last)) return false;
  const before = lead.slice(0, lead.length - last.length).trimEnd();
  const both = `${lastSentence(before)} ${last}`;
  // "Edit values.sh. Find the line with the region, e.g.:"
  const goesOn =
    /^\W*(?:then |and |now )*(?:find|look for|search for|locate|go to|set|change|adjust|replace|update)\b/i.test(last);
  return PIECE_OF_FILE.some((piece) => piece.test(goesOn ? both : last));
}

/** Whether lines are nothing but assignments, at least one. */
function onlyAssigns(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  return rows.length > 0 && rows.every((row) => ASSIGNMENT.test(row));
}

/**
 * What a person writes into a file is not typed, and sets nothing. Takes fences without a language that hold nothing but `NAME=value` for what is typed where commands below read those
 * names: left out as a file's content, they would leave the names empty.
 */
export function typeSettings(drafts: Draft[]): void {
  const opened = openedFiles(drafts);
  let read = '';
  for (let i = drafts.length - 1; i >= 0; i--) {
    const draft = drafts[i]!;
    if (isPiece(draft, opened) || isShownSetting(draft, read))
      drafts[i] = { ...draft, reading: contents(draft.site.node.content) };
    else if (draft.reading.kind === 'command') read += `\n${draft.reading.commands.join('\n')}`;
    else if (isTyped(draft) && isRead(assignedNames(draft.site.node.content, false), read))
      drafts[i] = { ...draft, reading: readBlock(draft.site.node.content, 'sh', { lead: '', heading: '' }) };
  }
}

/** Assignments, also with a shell's tag, of which the text says that they go into a file. */
function isPiece({ reading, site, attributes }: Draft, opened: RegExp | undefined): boolean {
  if (reading.kind !== 'command' || reading.prompts || attributes['kind'] !== undefined) return false;
  if (!onlyAssigns(site.node.content.split('\n'))) return false;
  const sentence = lastSentence(site.lead);
  const told = opened?.test(sentence) === true && !/\b(?:run|execute|type|terminal|command line)\b/i.test(sentence);
  return told || leadsIntoPiece(site.lead);
}

/** `DOMAINS=example.com` below "Example:" in a section on variables, whatever its tag: nothing below reads it. */
function isShownSetting({ reading, site, attributes }: Draft, read: string): boolean {
  if (reading.kind !== 'command' || reading.prompts || attributes['kind'] !== undefined) return false;
  const rows = site.node.content.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (rows.length === 0) return false;
  // A shell takes no call for a value.
  if (rows.every((row) => /^\s*[A-Za-z_]\w*=[A-Za-z]\w*\(/.test(row))) return true;
  if (!onlyAssigns(rows) || rows.some((row) => /^\s*export\s|\$/.test(row))) return false;
  if (isRead(assignedNames(site.node.content, false), read)) return false;
  const sentence = lastSentence(site.lead);
  if (/\b(?:run|execute|type|export|terminal|shell|commands?)\b/i.test(sentence)) return false;
  if (/^\W*examples?\W*$/i.test(sentence)) return true;
  return /\b(?:configur\w*|variables?|settings?|options?|environment|parameters?)\b/i.test(site.heading);
}

/** A sentence that leads into a file that commands of the document make or open in an editor. */
function openedFiles(drafts: readonly Draft[]): RegExp | undefined {
  const commands = drafts.flatMap(({ reading }) => (reading.kind === 'command' ? reading.commands : []));
  const files = commands.flatMap((command) => {
    const file = /^\s*(?:sudo\s+)?(?:vi|vim|nvim|nano|emacs|sudoedit|touch)\s+(?:-\S+\s+)*([\w./~-]*[\w-])\s*$/.exec(
      command,
    )?.[1];
    const name = file?.replace(/^.*\//, '') ?? '';
    return name.length > 2 ? [name.replace(/\./g, '\\.')] : [];
  });
  if (files.length === 0) return undefined;
  return new RegExp(String.raw`\b(?:in|to|into|inside) (?:the )?(?:${[...new Set(files)].join('|')})(?![\w/-])`);
}

function contents(text: string): BlockReading {
  return { kind: 'config', commands: [], inner: [text.trim()], output: '', root: false, prompts: false };
}

function isTyped({ reading, language, site, attributes }: Draft): boolean {
  if (reading.kind !== 'config' || !/^(?:none|output|session)$/.test(languageClass(language))) return false;
  const { lead, node } = site;
  if (attributes['kind'] !== undefined || leadsIntoContents(lead) || leadsIntoFile(lead, node.content)) return false;
  return !leadsIntoPiece(lead) && onlyAssigns(node.content.split('\n'));
}

function isRead(names: readonly string[], text: string): boolean {
  return names.some((name) => new RegExp(`\\$(?:${name}(?!\\w)|\\{#?${name}(?!\\w))`).test(text));
}
