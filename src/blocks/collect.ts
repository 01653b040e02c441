import { readAnnotations, type Annotation } from './annotations.ts';
import { withoutAlert } from '../markdown/alerts.ts';
import { summaryOf } from '../markdown/details.ts';
import { plainText } from '../markdown/markdown.ts';
import { foldedAmong, hiddenAmong } from '../markdown/hiddenHtml.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';
import { roleHeadings } from '../markdown/roleHeadings.ts';
import { sshHosts } from './hosts.ts';
import { readInfoString } from './infoString.ts';
import { placeOfAbove, placeOfAll, placeOfBlock, reachOf } from './labelledPlace.ts';
import type { Place } from './model.ts';
import { placeSaid } from './sessionSaid.ts';

/** A code block where it stands, with what stands around it. */
export interface CodeSite {
  readonly node: MdNode;
  /** The text before it in the same container. */
  readonly lead: string;
  /** The paragraphs since the code block or heading before it, the lead among them. */
  readonly above: string;
  readonly heading: string;
  /** The paragraph right below it; empty where there is none. */
  readonly below: string;
  /** Where the text since the code block before it says that commands are typed. */
  readonly place?: Place;
  /** Only a line or so of text lies between it and the code block before it. */
  readonly adjacent: boolean;
  readonly annotations: readonly Annotation[];
  /** HTML around it hides it from readers. */
  readonly hidden: boolean;
  /** It only shows once the reader opens what is folded around it. */
  readonly folded: boolean;
  /** To CommonMark it is code, to its dialect a container: what is in it are blocks of their own. */
  readonly container: boolean;
}

/** Every code block of a document, in order. */
export function collectCode(nodes: readonly MdNode[]): {
  readonly sites: readonly CodeSite[];
  readonly variables: Readonly<Record<string, string>>;
} {
  const collector = new CodeCollector();
  collector.read(nodes);
  return collector;
}

class CodeCollector {
  readonly sites: CodeSite[] = [];
  readonly variables: Record<string, string> = {};
  #heading = '';
  #above = '';
  #pending: Annotation[] = [];
  #lastEnd = -10;
  #place: Place | undefined;
  #hidden = false;
  #folded = false;
  #roles: ReadonlySet<MdNode> = new Set();
  #hosts: ReadonlySet<string> = new Set();
  /** Where the page says that all of its commands are typed. */
  #everywhere: Place | undefined;
  /** The level of the section that says so, where it says it of that section alone. */
  #until = 0;
  #level = 0;
  /** Nothing but the title, or what is read first, stands above. */
  #isOpening = true;

  read(nodes: readonly MdNode[]): void {
    this.#roles = roleHeadings(nodes);
    this.#hosts = sshHosts(nodes);
    this.walk(nodes, '');
  }

  walk(children: readonly MdNode[], outerLead: string): void {
    let lead = outerLead;
    const hidden = hiddenAmong(children);
    const folded = foldedAmong(children);
    const outer = this.#hidden;
    const outerFolded = this.#folded;
    for (const [i, node] of children.entries()) {
      this.#hidden = outer || hidden.has(i);
      this.#folded = outerFolded || folded.has(i);
      switch (node.type) {
        case 'heading':
          this.#enter(node);
          this.#place = this.#passedOn(node);
          this.#heading = node.children[0]?.content ?? '';
          this.#place = placeSaid(this.#heading, this.#hosts) ?? this.#place ?? this.#everywhere;
          if (this.#roles.has(node)) this.#place ??= { kind: 'elsewhere', text: plainText(this.#heading) };
          lead = '';
          this.#above = '';
          break;
        case 'paragraph':
          lead = withoutAlert(node.children[0]?.content ?? '');
          this.#above = `${this.#above} ${lead}`.slice(-2000);
          this.#readAll(lead);
          this.#place = placeSaid(lead.slice(-1000), this.#hosts) ?? this.#place;
          break;
        case 'container':
          this.#walkContainer(node, lead);
          lead = '';
          break;
        case 'marker':
          break;
        case 'html_block':
          this.#annotate(node);
          lead = summaryOf(node.content) || lead;
          break;
        case 'fence':
        case 'code_block':
          this.#add(node, lead, false, children[i + 1]);
          lead = '';
          break;
        default:
          if (node.children.length > 0 && node.type !== 'table') {
            this.walk(node.children, lead);
            if (/_list$/.test(node.type)) lead = endOf(node);
          }
      }
    }
    this.#hidden = outer;
    this.#folded = outerFolded;
  }

  #walkContainer(node: MdNode, lead: string): void {
    const outer = this.#heading;
    if (node.code && !startsAt(node.children, node.code.line)) this.#add(node.code, '', true);
    this.walk(node.children, /^tab/.test(node.info) ? lead : node.content);
    this.#heading = outer;
  }

  /** Goes on to a section: what was said of all commands of the one before it ends there. */
  #enter({ headingLevel: level, children }: MdNode): void {
    if (level <= this.#until) {
      this.#everywhere = undefined;
      this.#until = 0;
    }
    this.#isOpening = this.sites.length === 0 && (level === 1 || OPENING.test(children[0]?.content ?? ''));
    this.#level = level;
  }

  #annotate(node: MdNode): void {
    const found = readAnnotations(node);
    this.#pending.push(...found);
    for (const { variables } of found) Object.assign(this.variables, variables ?? {});
  }

  /** "## 1. Log in" with nothing to run below: what it opens is for the next of the numbered sections. */
  #passedOn(next: MdNode): Place | undefined {
    const numbered = [this.#heading, next.children[0]?.content ?? ''].every((title) => NUMBERED.test(title));
    return numbered && this.#place?.kind === 'elsewhere' ? this.#place : undefined;
  }

  #readAll(text: string): void {
    const place = placeOfAll(text, (said) => placeSaid(said, this.#hosts));
    if (place?.kind !== 'elsewhere') return;
    this.#place = place;
    const reach = reachOf(place);
    if (reach === undefined) return;
    // Said before the first section, or in one that holds nothing else, it is said of all that follow.
    this.#everywhere = { ...place, all: true };
    this.#until = reach === 'page' || this.#isOpening ? 0 : this.#level;
  }

  /** What the block itself and the sentence behind it say counts before what leads to it. */
  #placeOf(node: MdNode, below: string): Place | undefined {
    const read = (said: string): Place | undefined => placeSaid(said, this.#hosts);
    return (
      placeOfBlock(node.content, readInfoString(node.info).attributes, read) ?? placeOfAbove(below, read) ?? this.#place
    );
  }

  #add(node: MdNode, lead: string, container: boolean, next?: MdNode): void {
    const below = next?.type === 'paragraph' ? plainText((next.children[0]?.content ?? '').slice(0, 400)) : '';
    const place = container ? undefined : this.#placeOf(node, below);
    this.sites.push({
      node,
      lead: plainText(lead.slice(-1000)).slice(-400),
      above: plainText(this.#above),
      heading: this.#heading,
      below,
      adjacent: node.line - this.#lastEnd <= 4,
      annotations: container ? [] : this.#pending,
      hidden: this.#hidden,
      folded: this.#folded,
      container,
      ...(place ? { place } : {}),
    });
    if (container) return;
    this.#place = this.#everywhere;
    this.#pending = [];
    this.#above = '';
    this.#lastEnd = node.endLine;
  }
}

/** Sections that are read before any other. */
const OPENING =
  /^\W*(?:[\d.]+\W+)?(?:before (?:you (?:begin|start)|starting)|prerequisites?|preparations?|requirements?|access|introduction|overview|important|notes?|read (?:this|me) first|getting started|connect(?:ing)?|log(?:ging)? ?in)\b/i;

const NUMBERED = /^\W*(?:(?:step|phase|part|stage)\s*#?\s*)?\d{1,3}(?:\.\d{1,3})*(?:[.):\]]|\s|$)/i;

/** The sentence that a list ends with: an author who forgets to indent a fence writes its lead there. */
function endOf(node: MdNode): string {
  const last = node.children[node.children.length - 1];
  if (last === undefined) return '';
  return last.type === 'paragraph' ? (last.children[0]?.content ?? '') : /list|item/.test(last.type) ? endOf(last) : '';
}

/** Whether a code block among nodes, at any depth, begins at a line. */
function startsAt(nodes: readonly MdNode[], line: number): boolean {
  return nodes.some(
    (node) =>
      (node.line === line && isCode(node)) ||
      (node.line <= line && node.endLine >= line && startsAt(node.children, line)),
  );
}
