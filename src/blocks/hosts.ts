import { isCode, type MdNode } from '../markdown/mdNode.ts';

/** Options of ssh whose value is the next word. */
const WITH_VALUE = /^-[A-Za-z]*[BbcDEeFIiJLlmOoPpQRSWw]$/;
/** What may stand before the command: a prompt, `sudo`, a setting. */
const BEFORE = /^(?:\S*[$#%>]|sudo|\w+=\S*)$/;
const NAME = /^[a-z_][\w.-]*$/i;
const SPANS = /(?<!`)`([^`\n]{3,300})`(?!`)/g;

/** The machines that a page connects to by ssh: where it then says "On old-host", their name means them. */
export function sshHosts(nodes: readonly MdNode[]): ReadonlySet<string> {
  const hosts = new Set<string>();
  const read = (line: string): void => {
    const host = hostOf(line);
    if (host !== undefined) hosts.add(host);
  };
  const walk = (node: MdNode): void => {
    if (isCode(node)) for (const line of node.content.split('\n')) read(line);
    else if (node.type === 'inline') for (const [, span = ''] of node.content.matchAll(SPANS)) read(span);
    node.children.forEach(walk);
  };
  nodes.forEach(walk);
  return hosts;
}

/** `db` of `$ ssh -i key root@db`. */
function hostOf(line: string): string | undefined {
  if (!line.includes('ssh') && !line.includes('mosh')) return undefined;
  const words = line.slice(0, 400).trim().split(/\s+/);
  const at = words.findIndex((word) => !BEFORE.test(word));
  if (!/^(?:ssh|mosh)$/.test(words[at] ?? '')) return undefined;
  for (let i = at + 1; i < words.length; i++) {
    const word = words[i]!;
    if (WITH_VALUE.test(word)) i++;
    else if (!word.startsWith('-')) {
      const name = word.replace(/^[^@]*@/, '').toLowerCase();
      return NAME.test(name) ? name : undefined;
    }
  }
  return undefined;
}

/** Prompts in parentheses in front of a title: "(`ncn-m001#`) Stop it", "(`db1#` or `db2#`)". */
const MARK = /^\s*\(\s*((?:`?[a-z][\w.@-]+[#$]`?)(?:\s*(?:,|\/|or|and|,\s*or)\s*`?[a-z][\w.@-]+[#$]`?)*)\s*\)\s*/i;
const HERE = /^(?:local|localhost|laptop|workstation|desktop|host|root|user|bash|sh|zsh|shell|your-\w+|my-\w+)[#$]$/i;

/** The machine that such a mark names, and the text without it; undefined where there is none, or it is this one. */
export function hostMark(text: string): { readonly host: string | undefined; readonly rest: string } | undefined {
  const found = MARK.exec(text.slice(0, 200));
  const rest = found ? text.slice(found[0].length) : '';
  if (!found || rest.trim() === '') return undefined;
  const names = found[1]!
    .replace(/`/g, '')
    .split(/\s*(?:,|\/|\bor\b|\band\b)\s*/)
    .filter((name) => name !== '');
  return { host: names.some((name) => HERE.test(name)) ? undefined : `The mark (${names.join(' or ')})`, rest };
}
