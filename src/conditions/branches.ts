import { isForLater } from './forLater.ts';
import { plainText } from '../markdown/markdown.ts';
import { isBySelf, isCase } from './cases.ts';
import type { Told } from './forbidden.ts';
import { codeIn, isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Lead } from './leads.ts';
import type { Section } from '../runbook/model.ts';

const START = String.raw`^\W*(?:\d+[.)]\s*)?(?:step \d+\W+)?`;
/** "Optionally", "If you want to keep the data": for the responder to choose. */
const WISH = new RegExp(
  String.raw`${START}(?:optional(?:ly)?\b(?! (?:is|are)\b)|if (?:you|we|one)(?:['’]d| would| do)?(?: also| only| just)? (?:want|wish|like|prefer|need|desire|choose|decide)\b(?! (?:help|more (?:help|information|details))\b)|if (?:desired|wanted|preferred|you so choose|so desired)\b)`,
  'i',
);
const MARKED_OPTIONAL = /\((?:optional(?:ly)?|if (?:needed|necessary|required|desired|wanted|applicable))\)/i;
/** "If anything goes wrong", "If this fails": what is done where the way before it did not work. */
const WRONG = new RegExp(
  String.raw`${START}(?:(?:note|important|warning|caution|attention)\b\W+)?(?:(?:only |just )?(?:if|when|should|in case)\b[^.:;,]{0,80}\b(?:go(?:es)? (?:wrong|bad|badly|south|sideways)|went wrong|fails?|failed|does(?:n['’]t| not) (?:work|help|succeed)|did(?:n['’]t| not) (?:work|help|succeed)|(?:is|was) (?:not |un)successful|there (?:is|are|was|were) (?:an? |any |some )?(?:\w+ )?(?:issues?|problems?|errors?|failures?))\b|in (?:the )?(?:case|event) of (?:an? |any )?(?:fail\w*|problems?|errors?|emergenc\w+|trouble|issues?|rollback)\b|(?:to|if you (?:need|want|have) to|if needed,?) (?:roll(?: it| this)? ?back|revert|undo|back out)\b)`,
  'i',
);
/** A title names what the section is for; only what undoes the way before it is a branch. */
const WRONG_TITLE = new RegExp(
  String.raw`${START}(?:(?:if|when|in case) (?:any(?:thing| step)?|something|things?|it|this|that|all)\b[^.:;,]{0,40}\b(?:go(?:es)? wrong|went wrong|fails?|failed|does(?:n['’]t| not) (?:work|help))\b|in (?:the )?(?:case|event) of (?:an? |any )?(?:fail\w*|problems?|errors?|trouble|issues?|rollback)\b)`,
  'i',
);
/** "Extend the ban if necessary", too. */
const OPTIONAL_TITLE = new RegExp(
  String.raw`${START}optional(?:ly)?\b|${MARKED_OPTIONAL.source}|\S\s(?:if|where|as) (?:needed|necessary|required|applicable|desired|wanted)\W*$`,
  'i',
);
/** "Install the client (if missing)", "Reload the proxy (only if it is used)": the case behind the name of what is done. */
const CASE_BEHIND = /\(((?:only )?(?:if|unless) [^(),;]{1,80})\)\W*$/i;
/** "Upgrade with one file (deprecated)", "Update procedure before v4.3": what only old systems need. */
const OLD_TITLE =
  /\((?:deprecated|legacy|obsolete|outdated|old)\)|^(?:deprecated|legacy|obsolete)\b|\b(?:before|prior to|older than|earlier than) (?:version )?v?\d+\.\d/i;
/** "Alternative: copy it", "Alternative approach (offline)", "Restore by hand (alternative)": instead of the way before it. */
const OTHER_TITLE = new RegExp(
  String.raw`${START}(?:alternative(?:ly)?|alternate)(?:\s+(?:way|approach|method|procedure|option|route|path|solution|steps|process|plan|workflow))?(?=\s*(?:$|[:(),\u2013\u2014]|-\s|(?:if|when|using|with|via|without|for|to)\b))|\((?:alternative|alternate)(?: (?:way|approach|method|procedure|option))?\)\s*$`,
  'i',
);
/** "If the disk is full", "Only when it is a replica": what stands below is for nobody else. */
const IF_TITLE = new RegExp(String.raw`${START}(?:(?:only )?if\b|only (?:if|when|where|in case|for|on)\b)`, 'i');
/** Boxes beside the text. */
const BESIDE = /^(?:tip|info|hint|note|seealso|question|abstract|quote)$/i;
const MAY = /\b(?:you|we|one) (?:can|may|could)\b|\bif (?:you|your|the|it)\b|\boptional/i;

/** "Danger zone", "Appendix: how this cluster was built": beside the way, or what was done once. */
const BESIDE_TITLE =
  /^\W*(?:danger zone\W*$|(?:appendix\b[^\p{L}]*)?how (?:this|the|our) [\w -]{1,40} (?:was|were) (?:\w+ )?(?:built|created|made|installed|set up|provisioned)\b)/iu;

/** A sentence of its own that still asks for what is below it. */
const ASKS = /\b(?:run|use|execute|issue|try|do|following|below|commands?|restart|delete|revert|restore)\b/i;

/** What is only done where a condition holds that the responder decides on. There has to be a way before it to branch from. */
export function findBranches(nodes: readonly MdNode[], sections: readonly Section[], leads: readonly Lead[]): Told[] {
  const first = codeIn(nodes)[0]?.line ?? Infinity;
  const found: Told[] = sections
    .filter(
      ({ title }) =>
        isOptionalTitle(title) ||
        WRONG_TITLE.test(title) ||
        OLD_TITLE.test(title) ||
        isForLater(title) ||
        BESIDE_TITLE.test(title),
    )
    .map(({ title, line, endLine }) => ({ text: title, line, endLine }));
  found.push(...titlesAside(nodes, sections), ...labelsAside(nodes), ...wishedSections(nodes, sections));
  for (const { text, line, below } of leads) {
    const goesOn = !text.endsWith('.') || ASKS.test(text);
    if (
      BESIDE_TITLE.test(text) ||
      (goesOn && !isBySelf(text) && (WISH.test(text) || WRONG.test(text) || MARKED_OPTIONAL.test(text)))
    )
      found.push({ text, line, endLine: below.at(-1)!.endLine });
  }
  readItems(nodes, found);
  return [...found.filter(({ line }) => line > first), ...boxesAside(nodes)];
}

/**
 * What is optional although nothing stands before it: "Install the client (if missing)" at the top. Somebody is asked
 * whether it is needed; where the page holds nothing else, whoever reads it needs it.
 */
export function findOptionalFirst(nodes: readonly MdNode[], sections: readonly Section[]): Told[] {
  const codes = codeIn(nodes);
  const first = codes[0]?.line ?? Infinity;
  const found: Told[] = sections
    .filter(({ title }) => isOptionalTitle(title))
    .map(({ title, line, endLine }) => ({ text: title, line, endLine }));
  readItems(nodes, found);
  return found.filter(({ line, endLine }) => line <= first && first <= endLine && codes.at(-1)!.line > endLine);
}

/** Whether a title says that what stands below it is not for everybody: "(optional)", "(if missing)". */
export function isOptionalTitle(title: string): boolean {
  if (OPTIONAL_TITLE.test(title)) return true;
  const [, said] = CASE_BEHIND.exec(title) ?? [];
  return said !== undefined && isCase(said);
}

/** Sections that are instead of, or for a case of, the way before them; a page of nothing but cases has no such way. */
function titlesAside(nodes: readonly MdNode[], sections: readonly Section[]): Told[] {
  const aside = sections.filter(({ title }) => OTHER_TITLE.test(title) || IF_TITLE.test(title));
  if (aside.length === 0) return [];
  const main = codeIn(nodes).find(
    (code) => !aside.some(({ line, endLine }) => line < code.line && code.line <= endLine),
  );
  return aside
    .filter(({ line }) => (main?.line ?? Infinity) < line)
    .map(({ title, line, endLine }) => ({ text: title, line, endLine }));
}

/** A wish to know something is none to do it. */
const TO_KNOW = /^[^,]{0,60}\b(?:know|learn|read|see|look|understand|find out|contribute|report|discuss)\b/i;

/** "Kubernetes", "If you wish to run it there, use the chart.", and the sections below that say how. */
function wishedSections(nodes: readonly MdNode[], sections: readonly Section[]): Told[] {
  return sections.flatMap(({ title, line, endLine, level }, i): Told[] => {
    const next = sections[i + 1];
    if (next === undefined || next.level <= level) return [];
    const own = nodes.filter((node) => node.line > line && node.line < next.line && node.type !== 'heading');
    const said = own[0]?.type === 'paragraph' ? plainText(textOf(own[0])) : '';
    const wished = WISH.test(said) && !/^\W*optional/i.test(said) && !TO_KNOW.test(said);
    return wished && codeIn(own).length === 0 ? [{ text: title, line, endLine }] : [];
  });
}

/** "**Alternative: with links**": what stands below a label like a heading, down to the next one. */
function labelsAside(nodes: readonly MdNode[]): Told[] {
  const labels = nodes.filter((node) => node.type === 'heading' || /^\*\*[^*\n]+\*\*:?$/.test(textOf(node).trim()));
  return labels.flatMap((node): Told[] => {
    const text = plainText(textOf(node)).trim();
    if (node.type !== 'paragraph' || !(/^alternative(?:ly)?\b/i.test(text) || OPTIONAL_TITLE.test(text))) return [];
    const next = labels.find(({ line }) => line > node.line)?.line ?? Infinity;
    const endLine = Math.min(next - 1, nodes.at(-1)!.endLine);
    return [{ text, line: node.line, endLine }];
  });
}

/** Commands in a box that says what one may do, or that stands below the commands of its section. */
function boxesAside(nodes: readonly MdNode[]): Told[] {
  let before = false;
  return nodes.flatMap((node): Told[] => {
    if (node.type === 'heading') before = false;
    if (node.type !== 'container' || !BESIDE.test(node.info)) {
      before ||= isCode(node);
      return node.type === 'paragraph' ? [] : boxesAside(node.children);
    }
    if (codeIn([node]).length === 0) return [];
    const said = `${node.content} ${node.children.map((one) => plainText(ownText(one) || textOf(one))).join(' ')}`;
    return before || MAY.test(said)
      ? [{ text: node.content || said.trim(), line: node.line, endLine: node.endLine }]
      : [];
  });
}

function textOf(node: MdNode): string {
  return node.type === 'paragraph' ? (node.children[0]?.content ?? '').slice(0, 1000) : '';
}

/** An item is a branch as a whole where it begins as one. */
function readItems(nodes: readonly MdNode[], found: Told[]): void {
  for (const node of nodes) {
    if (node.type === 'list_item') {
      const text = plainText(ownText(node).slice(0, 300));
      const [name = ''] = text.split('\n');
      if (WISH.test(text) || WRONG.test(text) || MARKED_OPTIONAL.test(text.slice(0, 80)) || isOptionalTitle(name))
        found.push({ text: name, line: node.line, endLine: node.endLine });
    }
    if (node.type !== 'paragraph') readItems(node.children, found);
  }
}

const EXAMPLE =
  /^\W*(?:(?:for |an? |one |here is an? |usage )?(?:example|instance)s?(?: usage| command| invocation| call)?|e\.g\.?|so,? for example|such as|sample(?: usage| command)?)(?:\s+(?:for|with|using|of)\s[^.:]{1,60}|\s*\([^)]{1,60}\))?\s*[:.,]?\s*$/i;
const EXAMPLE_TITLE = /^\W*(?:usage |command |common |typical |sample )?examples?(?: usage| commands?)?\W*$/i;
const CASES_TITLE = /^\W*(?:common|typical|frequent|usual|known|sample)\s/i;
const BLANK = /<[^<>\n]{1,60}>/;

/** Blocks that show with values what a block before them does with blanks, or that the text calls its example. */
export function findExamples(nodes: readonly MdNode[], sections: readonly Section[], leads: readonly Lead[]): Told[] {
  const found: Told[] = [];
  for (const { text, below, before } of leads) {
    const [code] = below;
    if (!before || !code || !isCode(code) || !EXAMPLE.test(text)) continue;
    if (programsOf(before.content).some((name) => programsOf(code.content).includes(name)))
      found.push({ text, line: code.line, endLine: below.at(-1)!.endLine });
  }
  const codes = codeIn(nodes);
  let at = 0;
  codes.forEach((node, i) => {
    while (at < sections.length && sections[at]!.line <= node.line) at++;
    const section = sections[at - 1];
    const title = section?.title ?? '';
    const cases = EXAMPLE_TITLE.test(title) || CASES_TITLE.test(title);
    const from = cases ? 0 : (section?.line ?? 0);
    const earlier = codes.slice(Math.max(0, i - 20), i).filter(({ line }) => line > from);
    if (BLANK.test(node.content)) return;
    const template = earlier.find((one) => isCaseOf(one.content, node.content));
    if (template === undefined) return;
    const { line, endLine } = node;
    found.push({ text: cases ? title : 'with values', line, endLine, shows: template.line });
  });
  return found;
}

/** The programs of a block's lines. */
export function programsOf(content: string): string[] {
  return linesOf(content).flatMap((line) => {
    const name = /^(?:\$\s+)?(?:sudo\s+)?([\w./-]+)(?=\s|$)/.exec(line)?.[1];
    return name === undefined || /^(?:export|cd|echo|set)$/.test(name) ? [] : [name];
  });
}

/** Whether each line of a block with blanks stands in another one with values. */
function isCaseOf(template: string, text: string): boolean {
  if (!BLANK.test(template)) return false;
  const wanted = linesOf(template);
  const lines = linesOf(text);
  if (wanted.length === 0 || wanted.length > 30 || lines.length > 60) return false;
  return wanted.every((line) => lines.some((other) => fits(line, other)));
}

function fits(template: string, line: string): boolean {
  if (template === line) return true;
  const parts = template.split(/<[^<>]{1,60}>/);
  if (parts.length < 2 || parts.length > 8) return false;
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (line.startsWith(part) ? 0 : -1) : part === '' ? line.length : line.indexOf(part, at + 1);
    if (found < 0 || /\s/.test(line.slice(at, found))) return false;
    at = found + part.length;
  }
  return at === line.length;
}

function linesOf(content: string): string[] {
  return content
    .slice(0, 10_000)
    .split('\n')
    .map((line) => line.trim().replace(/\s+#.*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
}
