import type { InlineToken, MdNode } from '../markdown/mdNode.ts';
import { slugOf } from '../text/address.ts';
import { finding, type CheckSubject, type RunbookCheck, type RunbookFinding } from './model.ts';
import { readFrontMatter } from '../runbook/frontMatter.ts';
import { inlineText, readMarkdown } from '../markdown/markdown.ts';

interface Link {
  readonly address: string;
  readonly image: boolean;
  readonly line: number;
}

/** Files of these kinds are named as they lie in the folder; `.html` and bare names may be made by a site's build. */
const asWritten = /\.(?:md|markdown|mdx|png|jpe?g|gif|svg|webp|ya?ml|json|sh|py|sql|pdf|txt|tf)$/i;

/** MyST: a label may be set in any file of the project. */
const namesLabels = /^[ \t]*(?:\([\w.:/ -]{1,200}\)=[ \t]*$|(?:`{3,}|:{3,})\{[A-Za-z])|\{(?:ref|doc|term|numref)\}`/m;

/** Marks by which sites put other files into a page. */
const includes =
  /\{%-?\s*(?:include|render|partial)|\[!INCLUDE\b|\{\{[<%]\s*(?:include|readfile|snippet|import|partial|render)|^[ \t]*-{2,}8<-{2,}|^[ \t]*<%=\s*partial|^include::/im;

/** Links to files and headings that are not there, and images that are not. */
export const linkCheck: RunbookCheck = (subject) => {
  const anchors = anchorsOf(subject.text, subject.nodes);
  return linksOf(subject.nodes).flatMap((link) => checkLink(subject, link, anchors));
};

const othersAnchors = new WeakMap<CheckSubject, boolean>();

/** Whether anchors of other files may count here. Looked for once: a page may have thousands of links. */
function hasOthersAnchors(subject: CheckSubject): boolean {
  let found = othersAnchors.get(subject);
  if (found === undefined)
    othersAnchors.set(subject, (found = namesLabels.test(subject.text) || includes.test(subject.text)));
  return found;
}

function checkLink(
  subject: CheckSubject,
  { address, image, line }: Link,
  anchors: ReadonlySet<string>,
): RunbookFinding[] {
  // `/x` and `~/x` begin at the root of a site, wherever that lies.
  if (/^[a-z][a-z0-9+.-]*:|^\/|^~\/|^\\|[{}<>$%]\{?|^\?/i.test(address.replace(/%[0-9a-f]{2}/gi, ''))) return [];
  const [path = '', fragment] = split(address);
  if (path === '') {
    // `#tab/bash` switches a tab on some sites.
    if (!fragment || fragment.includes('/') || hasAnchor(anchors, fragment)) return [];
    // What another file holds can't be told from this one: a label of the whole project, a heading of an included file.
    if (fragment.includes(':') || hasOthersAnchors(subject)) return [];
    return [finding(subject, line, 'dead-anchor', 'warning', `No heading #${fragment} in this document.`)];
  }
  if (!asWritten.test(path) || (!image && isRedirected(subject)) || isTemplate(subject)) return [];
  if (subject.options.exists?.(path) === false && !isTranslated(subject, path) && !isServedBelow(subject, path)) {
    const what = image ? 'Image' : 'File';
    return [finding(subject, line, image ? 'dead-image' : 'dead-link', 'warning', `${what} not found: ${path}.`)];
  }
  if (!fragment || !/\.(?:md|markdown)$/i.test(path)) return [];
  const other = subject.options.read?.(path);
  if (other === undefined || hasAnchor(anchorsOf(other), fragment)) return [];
  return [finding(subject, line, 'dead-anchor', 'warning', `No heading #${fragment} in ${path}.`)];
}

/** Templates of issues and requests: the host shows them elsewhere, and their links begin there or at the root. */
function isTemplate({ options }: CheckSubject): boolean {
  return /(?:^|[\\/])\.(?:gitlab|github|gitea|forgejo)[\\/](?:.*[\\/])?[^\\/]*template/i.test(options.fileName ?? '');
}

/**
 * Hugo serves `content/a/b.md` as `a/b/`: its links begin one folder deeper than the file, as those of `index.md` do not.
 */
function isServedBelow({ options }: CheckSubject, path: string): boolean {
  const [, name] =
    /(?:^|[\\/])content[\\/](?:[^\n]*[\\/])?([^\\/]+)\.(?:md|markdown)$/.exec(options.fileName ?? '') ?? [];
  if (name === undefined || /^_?index\b/.test(name)) return false;
  const below = path.replace(/^\.\//, '');
  return options.exists?.(below.startsWith('../') ? below.slice(3) : `${name}/${below}`) === true;
}

/** MkDocs keeps the languages of a page beside each other: `x.md` is written as `x.en.md`. */
function isTranslated({ options }: CheckSubject, path: string): boolean {
  const [, name, kind] = /^(.*[^/])\.(\w+)$/.exec(path) ?? [];
  if (name === undefined) return false;
  const own = /\.([a-z]{2}(?:[-_][A-Za-z]{2,4})?)\.(?:md|markdown|mdx)$/.exec(options.fileName ?? '')?.[1];
  const languages = own === undefined ? ['en', 'zh', 'de', 'fr', 'es', 'ja'] : [own, 'en'];
  return languages.some((language) => options.exists?.(`${name}.${language}.${kind!}`) === true);
}

/** Sites built from such front matter redirect pages that were moved; a file that is gone may still be found there. */
function isRedirected({ runbook }: CheckSubject): boolean {
  return Object.keys(runbook.frontMatter.other).some((key) =>
    /^ms\.(?:topic|date|author|service|subservice)$/.test(key),
  );
}

function split(address: string): [string, string | undefined] {
  const hash = address.indexOf('#');
  const path = (hash < 0 ? address : address.slice(0, hash)).replace(/\?.*$/, '');
  return [decodeAddress(path), hash < 0 ? undefined : decodeAddress(address.slice(hash + 1))];
}

function decodeAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Sites differ in how they make anchors of headings; only letters and digits are compared. */
function hasAnchor(anchors: ReadonlySet<string>, fragment: string): boolean {
  return (
    fragment === 'top' ||
    anchors.has(withoutFragment(fragment)) ||
    anchors.has(withoutFragment(fragment).replace(/\d+$/, ''))
  );
}

function withoutFragment(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** `id="x"`, `{#x}`, `{: #x}`, `(x)=` and `:name: x` of MyST, `[[x]]` and `[#x]` of AsciiDoc. */
const writtenAnchor =
  /\b(?:id|name)\s{0,9}=\s{0,9}["']?([\w.:-]+)|\{:?\s{0,9}#([\w.:-]+)|^[ \t>]*\(([\w.:/ -]{1,200})\)=[ \t]*$|^[ \t]*:name:[ \t]+(\S+)|^\[\[([\w.:-]+)\]\]|^\[#([\w.:-]+)/gm;

function anchorsOf(text: string, parsed?: readonly MdNode[]): ReadonlySet<string> {
  const nodes = parsed ?? readMarkdown(readFrontMatter(text).body, { inlines: true }).nodes;
  const anchors = new Set<string>();
  const taken = new Map<string, number>();
  const ids = new Map<string, number>();
  const numbered = new Set<string>();
  const walk = (list: readonly MdNode[]): void => {
    for (const node of list) {
      if (node.type === 'heading') {
        const raw = node.children[0]?.content ?? '';
        const explicit = /\{\s*#([\w-]+)/.exec(raw)?.[1];
        if (explicit) anchors.add(withoutFragment(explicit));
        const title = inlineText(node.children[0]?.inlines ?? []);
        anchors.add(withoutFragment(slugOf(title, taken)));
        const ascii = asciiId(title, ids);
        if (/[^\p{ASCII}]/u.test(title)) numbered.add(ascii);
        // Some sites make the slug from escaped text, where an apostrophe is `&#39;`.
        if (/['\u2019]/.test(title)) anchors.add(withoutFragment(title.replace(/['\u2019]/g, '39')));
      }
      walk(node.children);
    }
  };
  walk(nodes);
  for (const match of text.matchAll(writtenAnchor))
    anchors.add(withoutFragment(match.slice(1).find((name) => name !== undefined)!));
  for (const match of text.matchAll(/<h[1-6]\b[^<>]*>([^<\n]{1,300})/gi))
    anchors.add(withoutFragment(slugOf(match[1]!, taken)));
  for (const id of numbered) anchors.add(withoutFragment(id));
  return anchors;
}

/** Python-Markdown's id of a heading: what is not ASCII is left out, and `_1` follows what is taken or empty. */
function asciiId(title: string, ids: Map<string, number>): string {
  const base = title
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
  const [, stem = base, own] = /^(.*)_(\d+)$/.exec(base) ?? [];
  let id = base;
  // From the last number that was given: of equal titles there may be thousands.
  for (let count = Math.max(Number(own ?? 0), ids.get(base) ?? 0) + 1; id === '' || ids.has(id); count++) {
    id = `${stem}_${count}`;
    ids.set(base, count);
  }
  if (!ids.has(id)) ids.set(id, 0);
  return id;
}

function linksOf(nodes: readonly MdNode[]): Link[] {
  const out: Link[] = [];
  const inline = (tokens: readonly InlineToken[], line: number): void => {
    let at = line;
    for (const token of tokens) {
      if (token.type === 'softbreak' || token.type === 'hardbreak') at++;
      else if (token.type === 'html_inline') at += token.content.split('\n').length - 1;
      const address =
        token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' ? token.attrGet('src') : null;
      if (address) out.push({ address: String(address), image: token.type === 'image', line: at });
    }
  };
  const walk = (list: readonly MdNode[]): void => {
    for (const node of list) {
      if (node.inlines.length > 0) inline(node.inlines, node.line);
      walk(node.children);
    }
  };
  walk(nodes);
  return out;
}
