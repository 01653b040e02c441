import { isImperative } from '../blocks/imperative.ts';
import { withoutAlert } from '../markdown/alerts.ts';
import { plainText } from '../markdown/markdown.ts';
import type { MdNode } from '../markdown/mdNode.ts';

/** More of a text is not looked at for a name. */
const MAX_TITLE_SOURCE = 2000;

/** What a reader sees of a text: no marks of any dialect, no links' targets. */
export function visibleText(source: string): string {
  const raw = source.slice(0, MAX_TITLE_SOURCE);
  if (!/[*_`[\]<\\&~!{]/.test(raw)) return raw.replace(/\s+/g, ' ').trim();
  const text = withoutAlert(raw)
    // Roles of MyST: {ref}`text <target>`; `${NAME}` in code is none.
    .replace(/(?<=^|[\s(*"'])\{[a-z][\w:.-]{0,40}\}`([^`<]*)(?:<[^`>]*>)?`/g, (_, shown: string) => shown.trim())
    .replace(
      /\{\{[<%]\s*[\w/.-]+\s*([^{}]*?)[>%]\}\}/g,
      (_, words: string) => /\btext\s*=\s*"([^"]*)"/.exec(words)?.[1] ?? '',
    )
    .replace(/\{\{-?\s*[.$]?([\w.-]*)[^{}]*\}\}/g, '$1')
    .replace(/\{%[^{}%]*%\}/g, '')
    // What was left of a link may be no link to CommonMark.
    .replace(/\[([^[\]]*)\]\([^()\s]*\s[^()]*\)/g, '$1')
    .replace(/\s*\{:?\s*[#.][^{}]*\}(?=\s|$)/g, '')
    // Icons of Material for MkDocs.
    .replace(/(?:^|\s+):(?:material|octicons|fontawesome|simple)-[\w-]+:/g, '');
  return plainText(text)
    .replace(/\*\*|__(?=\s|$)|(?<=^|\s)__/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A step's name: its first sentence, not too long. */
export function titleOf(text: string): string {
  const sentence = text.length > 120 ? firstSentence(text) : text;
  const short = sentence.length > 160 ? `${sentence.slice(0, 157).replace(/\s+\S*$/, '')}…` : sentence;
  return short.replace(/\s*:$/, '');
}

/** What an item is called, where its author says so on a line of its own: in bold, or with a colon behind it. */
export function ownLine(raw: string): string {
  const [first = '', second = ''] = raw.trimStart().split('\n');
  const named = /^(?:\*\*|__)[^*_]{3,100}(?:\*\*[:.]?|__[:.]?|[:.]\*\*)\s*$|^[^.!?]{10,120}:\s*$/.test(first.trimEnd());
  return named && second.trim() !== '' ? first : raw;
}

const SENTENCE =
  /^.{20,400}?(?<!\b(?:i\.e|e\.g|i\. e|e\. g|etc|vs|cf|incl|approx|resp|esp|no|fig|ca|St|Dr))([.!?:])(?=\s)/;

/** Up to its end, or to a colon, unless what stands before that only says where: "On the host: delete the files". */
function firstSentence(text: string): string {
  const found = SENTENCE.exec(text);
  if (found?.[1] === ':' && !isImperative(found[0]) && isImperative(text.slice(found[0].length).trim()))
    return `${found[0]} ${firstSentence(text.slice(found[0].length).trim())}`;
  return found?.[0] ?? text;
}

export function headingTitle(node: MdNode): { readonly title: string; readonly id: string | undefined } {
  const raw = (node.children[0]?.content ?? '').trimEnd();
  const open = raw.endsWith('}') ? raw.lastIndexOf('{') : -1;
  const explicit = open < 0 ? null : /^\{:?\s*#([\w-]+)[^}]*\}$/.exec(raw.slice(open));
  return { title: visibleText(explicit ? raw.slice(0, open) : raw), id: explicit?.[1] };
}

/** Spaces and case do not make another step. */
export function normalTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
}

/** Says little about what is done: the heading names the step better. */
export function isLabel(text: string): boolean {
  return /^(?:use (?:this|it) (?:when|if)|when to use|notes?|warning|example|output|where|for example|e\.g\.)\b/i.test(
    text,
  );
}
