import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import { plainText } from '../markdown/markdown.ts';
import { isImperative } from '../blocks/imperative.ts';
import { joinCutLists } from '../blocks/cutLists.ts';
import type { Section } from '../runbook/model.ts';

/** One of several ways to do the same. */
export interface Way {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** "Alternatively, ...": said after the way that is meant, where "or" alone leaves the choice open. */
  readonly second?: true;
}

/** `Option A: ...`, `Alternative 2`, `Method B`. */
const OPTION =
  /^(?:(?:option|alternative|variant|method|approach|choice|possibility|solution|workaround)\s+(?:#?\d+|[a-z]\b|one|two|three)|(?:for\s+)?(?:scenario|case)\s+#?(?:\d+|[a-z]\b))/i;
/** "Plan A", "Variante B", "Opción 1", "The second option is": labels of other words and languages. */
const LABELLED =
  /^(?:plan|variante?|lösung|möglichkeit|methode|méthode|solución|solução|soluzione|solution|opción|opcion|opção|opcao|optie|opzione|option|alternativa|método|metodo|metod|вариант|способ|方案|选项|方法|选择|オプション|방법)\s*(?:#?\d{1,2}|[a-h]|[一二三四]|eins|zwei|une?|deux|uno|dos)(?=\s*(?:$|[:：.,()–—-])|\s+(?:is|was|would be|ist|es|est)\s)|^(?:the |as (?:an? |the )?)?(?:first|second|third|1st|2nd|3rd) (?:option|alternative|variant|approach|possibility|method|workaround)\b/iu;
/** "Via Git", "Using Helm", "With the CLI", "In the console": a way, and nothing done with it. */
const BY_MEANS =
  /^(?:via|using|with|through|by means of)\s+(?:the\s+|an?\s+)?[\w./-]+(?:\s+[\w./()-]+){0,3}\s*:?$|^(?:in|from|on) the (?:ui|gui|cli|console|dashboard|command line|terminal|web(?: ui| interface| console)?|portal|api)\s*:?$|^(?:manual(?:ly)?|by hand|automatic(?:ally)?|automated|scripted)\s*:?$/i;
const LETTER = /^\(?([a-h])[).]\s+(?=\S)/;
/** "or" in other languages, with nothing else. */
const LONE_OR = /^\P{L}*(?:or|oder|ou|o|ou bien|o bien|oppure|of|eller|albo|lub|или|либо|或者?|または|또는)\P{L}*$/iu;
/** Says that one of what follows is meant. */
const CHOICE =
  /\b(?:either|one of|any of|options?|alternatives?|alternatively|choose|pick|depending on|(?:two|three|several|different|multiple|possible) (?:ways|methods|approaches|options|possibilities|fixes|solutions))\b/i;
const OR =
  /^(?:(?:or|alternatively)\b(?!\s+(?:else|otherwise))[^.]{0,60}:?|(?:or|alternatively),? .{0,160}:|(?:another|the other|a second|an alternative) (?:way|option|method|possibility|alternative|approach|command)\b.{0,120}:)$/i;
/** "There are two paths:", "in one of these ways": each item below is a way as a whole. */
const OFFERS =
  /\b(?:two|three|four|several|multiple|different|various) (?:\w+ ){0,2}?(?:ways|paths|methods|approaches|possibilities|alternatives|options)\b(?! (?:that|which) (?:must|need|have to))|\b(?:one of|either of|any (?:one )?of) (?:the|these) (?:(?:two|three|four|following) )?(?:\w+ )?(?:ways|paths|methods|approaches|options|possibilities|alternatives|commands|procedures|following)\b|\bonly (?:ever )?(?:need|have|use|choose|pick|follow)(?: to)?(?: (?:use|choose|pick|do|follow))? one\b/i;
/** The same as a sentence right above a list: "Choose one:", "Either:", "Run only one of:". */
const OFFERS_ITEMS =
  /^\W*(?:(?:(?:now|then|please|you (?:can|must|have to|need to)),? )?(?:choose|pick|select)\b(?: only| exactly| just)? (?:one|either|how\b|which\b|between\b|among\b|your (?:option|way|method|path)\b|an? (?:option|way|method|path)\b|the (?:option|way|method|path)\b).*|(?:do |use |run |try )?either(?: of these)?|(?:(?:your|the|available|possible|recovery|these are (?:the|your)) )*(?:options|alternatives)(?: are)?|(?:(?:you (?:can|must) )?(?:run|use|do|try|apply|follow|take|execute) )(?:only |exactly |just )(?:one|either)\b.*)\s*:?$/i;
const GOES_ON = /^(?:then|afterwards?|after (?:that|this)|finally|next|once|now|in (?:both|all|either) cases?)\b/i;

/** Groups of ways that sections name by their titles: each has at least two, beside each other. */
export function sectionWays(sections: readonly Section[], placeOf: (section: Section) => string): readonly Way[][] {
  const groups = new Map<string, Way[]>();
  for (const section of sections) {
    const kind = kindOf(section.title, false);
    if (kind === undefined) continue;
    const key = `${placeOf(section)} ${kind}`;
    groups.set(key, [...(groups.get(key) ?? []), { ...section, name: section.title }]);
  }
  return [...groups.values()].filter((ways) => ways.length > 1);
}

/** "There are multiple ways to deploy it" above sections "VM Deployment" and "Docker Deployment". */
export function offeredSections(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  return sections.flatMap((section, i): Way[][] => {
    const next = sections[i + 1];
    if (next === undefined || next.level <= section.level) return [];
    const said = nodes.filter(({ type, line }) => type === 'paragraph' && line > section.line && line < next.line);
    if (!said.some((node) => OFFERS.test(plainText(textOf(node))))) return [];
    const below = sections.filter((one) => placeOf(one) === placeOf(next) && one.line < section.endLine);
    const verbs = below.map(({ title }) => (isImperative(title) ? title.toLowerCase().split(' ')[0]! : ''));
    const nouns = verbs.every((verb) => verb !== '' && verb === verbs[0])
      ? verbs
      : below.map(({ title }) => nounOf(title));
    // "Methods": whatever stands below is one.
    if (below.length > 1 && METHODS.test(section.title)) return [below.map((one) => ({ ...one, name: one.title }))];
    // "There are two ways": as many as are offered stand below.
    const offered = said.map((node) => COUNTED.exec(plainText(textOf(node)))?.[1]?.toLowerCase());
    if (below.length > 1 && offered.some((word) => word !== undefined && NUMBERS.indexOf(word) === below.length))
      return [below.map((one) => ({ ...one, name: one.title }))];
    const ways = below.filter((_, at) => nouns[at] !== '' && nouns.filter((noun) => noun === nouns[at]).length > 1);
    return ways.length > 1 ? [ways.map((one) => ({ ...one, name: one.title }))] : [];
  });
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six'];
const COUNTED =
  /\b(two|three|four|five|six) (?:\w+ ){0,2}?(?:ways|paths|methods|approaches|possibilities|alternatives|options)\b(?! (?:that|which) (?:must|need|have to))/i;
const METHODS = /\b(?:methods|options|ways|approaches|alternatives|possibilities)\W*$/i;

/** "Docker Deployment (for tests)": deployment. */
function nounOf(title: string): string {
  const words = title
    .replace(/\([^)]*\)/g, '')
    .trim()
    .toLowerCase()
    .split(/\s+/);
  return words.length > 1 ? words.at(-1)! : '';
}

/** What kind of label a text is: those of one kind belong together. */
function kindOf(text: string, offered: boolean): 'option' | 'means' | 'letter' | undefined {
  const plain = plainText(text)
    .trim()
    .replace(/^\d+(?:\.\d+)*[.)]?\s+(?=\S)/, '');
  if (OPTION.test(plain.replace(/^as (?:an? )?/i, '')) || LABELLED.test(plain)) return 'option';
  const letter = LETTER.exec(plain);
  const rest = letter ? plain.slice(letter[0].length) : plain;
  if (BY_MEANS.test(rest)) return 'means';
  return letter && offered ? 'letter' : undefined;
}

/** Groups of ways that paragraphs, items of lists and a lone "or" between two blocks tell of. */
export function writtenWays(nodes: readonly MdNode[], lead = ''): readonly Way[][] {
  const found: Way[][] = [];
  found.push(...labelledParagraphs(nodes, CHOICE.test(lead)), ...joinedByOr(nodes));
  const joined = joinCutLists(nodes);
  joined.forEach((node, i) => {
    if (node.type === 'paragraph' || node.children.length === 0) return;
    const before = textOf(joined[i - 1]);
    if (/_list$/.test(node.type)) {
      const labelled = labelledItems(node, CHOICE.test(before));
      const ways = labelled.length > 1 ? labelled : offeredItems(node, before, joined[i + 1]);
      if (ways.length > 1) found.push(ways);
    }
    found.push(...writtenWays(node.children, /_list$/.test(node.type) ? '' : before));
  });
  return found;
}

function textOf(node: MdNode | undefined): string {
  return node?.type === 'paragraph' || node?.type === 'heading' ? (node.children[0]?.content ?? '').slice(0, 400) : '';
}

function labelledItems(list: MdNode, offered: boolean): Way[] {
  return list.children.flatMap((item) => {
    const text = ownText(item).split('\n')[0]!;
    return kindOf(text, offered) === undefined ? [] : [{ name: text, line: item.line, endLine: item.endLine }];
  });
}

/** All items of a list below a sentence that offers them, where each holds something to run. */
function offeredItems(list: MdNode, lead: string, next: MdNode | undefined): Way[] {
  const said = plainText(lead)
    .split(/(?<=[.!?])\s+/)
    .at(-1)!;
  if (list.children.length < 2 || !(OFFERS.test(said) || OFFERS_ITEMS.test(said.trim()))) return [];
  // Code at the margin below the list belongs to its last item.
  const code = next && isCode(next) ? next : undefined;
  const last = list.children.length - 1;
  const counts = (item: MdNode): boolean => item.children.some(({ type }) => type === 'ordered_list');
  if (!list.children.every((item, i) => holdsCode(item) || counts(item) || (i === last && code !== undefined)))
    return [];
  return list.children.map((item, i) => ({
    name: nameOf(item),
    line: item.line,
    endLine: i === last && code ? code.endLine : item.endLine,
  }));
}

function nameOf(item: MdNode): string {
  return plainText(ownText(item).split('\n')[0]!)
    .split(/[:.](?=\s|$)/)[0]!
    .slice(0, 80);
}

/** Each label with what stands below it, down to the next one, a heading, or a sentence that goes on after all of them. */
function labelledParagraphs(nodes: readonly MdNode[], offered: boolean): Way[][] {
  const groups: Way[][] = [];
  let ways: Way[] = [];
  let kind: string | undefined;
  let choice = offered;
  let open: { name: string; line: number; code: boolean } | undefined;
  const close = (endLine: number): void => {
    if (open?.code) ways.push({ name: open.name, line: open.line, endLine });
    open = undefined;
  };
  const end = (endLine: number): void => {
    close(endLine);
    if (ways.length > 1) groups.push(ways);
    ways = [];
    kind = undefined;
  };
  for (const node of nodes) {
    const text = textOf(node);
    const label = node.type === 'paragraph' && text.length <= 120 ? kindOf(text, choice) : undefined;
    if (node.type === 'heading' || (open?.code && GOES_ON.test(plainText(text)))) {
      end(node.line - 1);
      choice = CHOICE.test(text);
    } else if (label !== undefined) {
      if (kind !== undefined && label !== kind) end(node.line - 1);
      else close(node.line - 1);
      kind = label;
      open = { name: text, line: node.line, code: false };
    } else if (open) open.code ||= holdsCode(node);
    else if (text !== '') choice ||= CHOICE.test(text);
  }
  end(nodes.at(-1)?.endLine ?? 0);
  return groups;
}

function holdsCode(node: MdNode): boolean {
  return isCode(node) || (node.type !== 'paragraph' && node.children.some(holdsCode));
}

const FOLLOWED = /^\W*(?:and )?(?:followed by|then followed by|and then)\b.{0,80}:$/i;
const SECOND = /\b(?:alternatively|another (?:way|option)|otherwise)\b/i;

/** Two blocks with nothing but "or" between them. */
function joinedByOr(nodes: readonly MdNode[]): Way[][] {
  const groups: Way[][] = [];
  let ways: Way[] = [];
  nodes.forEach((node, i) => {
    const next = nodes[i + 1];
    const after = nodes[i + 2];
    if (!isCode(node) || next === undefined || after === undefined || !isCode(after)) return;
    const or = plainText(textOf(next)).trim();
    if (!OR.test(or) && !LONE_OR.test(or)) return;
    if (ways.at(-1)?.line !== node.line) {
      ways = [{ name: '', line: node.line, endLine: node.endLine }];
      groups.push(ways);
    }
    const said = plainText(textOf(next));
    // "Or as two commands: ... followed by: ...": the second way goes on.
    const more = nodes[i + 4];
    const goesOn = more !== undefined && isCode(more) && FOLLOWED.test(plainText(textOf(nodes[i + 3])));
    const { endLine } = goesOn ? more : after;
    ways.push({ name: '', line: after.line, endLine, ...(SECOND.test(said) ? { second: true } : {}) });
  });
  return groups;
}
