import type { Token } from 'markdown-it';
import { safeAddress, safeImage } from '../text/address.ts';
import type { ViewInline } from './view.ts';

interface Frame {
  readonly kind: 'root' | 'strong' | 'emphasis' | 'strike' | 'link';
  readonly href?: string;
  readonly title?: string;
  readonly children: ViewInline[];
}

const opens: Readonly<Record<string, Frame['kind']>> = { strong_open: 'strong', em_open: 'emphasis', s_open: 'strike' };

/** Inline tokens as view nodes. HTML shows as text, but line breaks are meant and comments are not shown. */
export function renderInline(tokens: readonly Token[]): ViewInline[] {
  const stack: Frame[] = [{ kind: 'root', children: [] }];
  const top = (): ViewInline[] => stack[stack.length - 1]!.children;
  for (const token of tokens) {
    if (Object.hasOwn(opens, token.type)) stack.push({ kind: opens[token.type]!, children: [] });
    else if (token.type === 'link_open') stack.push(linkFrame(token));
    else if (token.nesting < 0) close(stack);
    else {
      const node = leaf(token);
      if (node) pushText(top(), node);
    }
  }
  while (stack.length > 1) close(stack);
  return stack[0]!.children;
}

function linkFrame(token: Token): Frame {
  const href = safeAddress(String(token.attrGet('href') ?? ''));
  const title = token.attrGet('title');
  return { kind: 'link', ...(href ? { href } : {}), ...(title ? { title: String(title) } : {}), children: [] };
}

function close(stack: Frame[]): void {
  if (stack.length < 2) return;
  const frame = stack.pop()!;
  const into = stack[stack.length - 1]!.children;
  if (frame.kind === 'link') {
    // What may not be followed is still to be read.
    if (frame.href === undefined) for (const child of frame.children) pushText(into, child);
    else
      into.push({
        kind: 'link',
        href: frame.href,
        ...(frame.title ? { title: frame.title } : {}),
        children: frame.children,
      });
  } else if (frame.kind !== 'root') into.push({ kind: frame.kind, children: frame.children });
}

function leaf(token: Token): ViewInline | undefined {
  switch (token.type) {
    case 'code_inline':
      return { kind: 'code', text: token.content };
    case 'softbreak':
      return { kind: 'text', text: '\n' };
    case 'hardbreak':
      return { kind: 'break' };
    case 'image': {
      const src = safeImage(String(token.attrGet('src') ?? ''));
      const title = token.attrGet('title');
      if (src === undefined) return token.content === '' ? undefined : { kind: 'text', text: token.content };
      return { kind: 'image', source: src, alt: token.content, ...(title ? { title: String(title) } : {}) };
    }
    case 'html_inline':
      if (/^<br\s*\/?>$/i.test(token.content)) return { kind: 'break' };
      return /^<!--/.test(token.content) ? undefined : { kind: 'text', text: token.content };
    default:
      return token.content === '' ? undefined : { kind: 'text', text: token.content };
  }
}

function pushText(into: ViewInline[], node: ViewInline): void {
  const last = into[into.length - 1];
  if (node.kind === 'text' && last?.kind === 'text')
    into[into.length - 1] = { kind: 'text', text: last.text + node.text };
  else into.push(node);
}
