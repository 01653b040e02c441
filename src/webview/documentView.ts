import { visible } from '../text/visible.ts';
import type { DocumentView, RunView, StepOutline, ViewInline, ViewItem, ViewNode } from '../protocol/webview.ts';
import type { CodeBlock } from './blockView.ts';
import { h, icon } from './dom.ts';
import { own } from './own.ts';
import type { Send } from './send.ts';
import { stepState } from './states.ts';

/** How many top-level nodes are drawn before the page may paint; the rest follows in slices. */
const FIRST_SLICE_NODES = 24;
const LATER_SLICE_NODES = 250;

/** Draws a runbook's text. Blocks are given from outside, so that their output outlives a redraw. */
export class DocumentPage {
  readonly element = h('div', { className: 'document' });
  #document: DocumentView | undefined;
  #steps = new Map<string, StepOutline>();
  /** Steps that are done, as the responder said. */
  #ticked: ReadonlySet<string> = new Set();
  /** What is still to be drawn. */
  #rest: readonly ViewNode[] = [];
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: Send,
    private readonly block: (id: string) => CodeBlock | undefined,
    /** Called after more of the document has been drawn. */
    private readonly changed: () => void,
  ) {}

  update(view: DocumentView): void {
    this.#document = view;
    this.#steps = new Map(view.steps.map((step) => [step.id, step]));
    const nodes = withoutTitle(view);
    // A redraw shows as much at once as was there, else the place in the text would be lost.
    const first = this.element.childElementCount > FIRST_SLICE_NODES ? nodes.length : FIRST_SLICE_NODES;
    this.element.replaceChildren();
    this.#rest = nodes;
    this.#draw(first);
  }

  #draw(count: number): void {
    clearTimeout(this.#next);
    const fragment = document.createDocumentFragment();
    for (const node of this.#rest.slice(0, count)) fragment.append(this.#flow(node));
    this.#rest = this.#rest.slice(count);
    this.element.append(fragment);
    this.changed();
    if (this.#rest.length === 0) return;
    // In the frame after the next, so that what is drawn is on the screen before. A hidden page has no frames.
    const later = (): void => {
      clearTimeout(this.#next);
      this.#next = setTimeout(() => this.#draw(LATER_SLICE_NODES));
    };
    requestAnimationFrame(() => requestAnimationFrame(later));
  }

  /** An element of the document, which is drawn to its end where the element has not been yet. */
  #find(selector: string): HTMLElement | undefined {
    const find = (): HTMLElement | null => this.element.querySelector<HTMLElement>(selector);
    if (!find() && this.#rest.length > 0) this.#draw(this.#rest.length);
    return find() ?? undefined;
  }

  /** The element with which a step begins. */
  step(id: string): HTMLElement | undefined {
    return this.#find(`[data-step="${CSS.escape(id)}"]`);
  }

  /** The same, where it has been drawn already. */
  drawn(id: string): HTMLElement | undefined {
    return this.element.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`) ?? undefined;
  }

  show(run: RunView): void {
    this.#ticked = new Set(Object.keys(run.steps).filter((id) => run.steps[id]!.status === 'done'));
    for (const element of this.element.querySelectorAll<HTMLElement>('[data-step]')) {
      const id = element.dataset['step']!;
      const { state, text } = stepState(run, id);
      const said = own(run.steps, id);
      element.dataset['status'] = state;
      element.classList.toggle('current', run.current === id);
      element.classList.toggle('changed', said?.changedSince === true);
      const box = element.querySelector<HTMLInputElement>(':scope > .step-box, :scope > .step-head > .step-box');
      if (box) {
        box.checked = said?.status === 'done';
        box.indeterminate = said?.status === 'skipped';
        box.setAttribute('aria-label', `Step done: ${this.#steps.get(id)?.title ?? ''} (${text})`);
      }
    }
    for (const box of this.element.querySelectorAll<HTMLInputElement>('.check-box')) {
      box.checked = run.checks[box.dataset['check']!] === true;
    }
  }

  #flow(node: ViewNode): Node {
    switch (node.kind) {
      case 'heading':
        return this.#heading(node);
      case 'paragraph': {
        const paragraph = h('p', { data: { line: String(node.line) } }, ...this.#inlines(node.children));
        return this.#stepAround(node.step, paragraph);
      }
      case 'list': {
        const items = node.items.map((item) => this.#item(item));
        return node.ordered ? h('ol', { start: node.start }, ...items) : h('ul', {}, ...items);
      }
      case 'quote':
        return h('blockquote', {}, ...this.#flows(node.children));
      case 'alert':
        return this.#alert(node);
      case 'table':
        return this.#table(node);
      case 'block':
        return this.#stepAround(node.step, this.block(node.id)?.element ?? h('p'));
      case 'raw':
        return h('pre', { className: 'raw', title: 'Shown as plain text' }, node.text);
      case 'rule':
        return h('hr');
    }
  }

  #flows(nodes: readonly ViewNode[]): Node[] {
    return nodes.map((node) => this.#flow(node));
  }

  #alert({ tone, title, children }: Extract<ViewNode, { kind: 'alert' }>): HTMLElement {
    if (tone === 'details') {
      return h('details', { className: 'fold', open: true }, h('summary', {}, title), ...this.#flows(children));
    }
    const sign = tone === 'warning' || tone === 'caution' ? 'warning' : 'info';
    const head = h('p', { className: 'alert-title' }, icon(sign), title);
    return h('aside', { className: `alert alert-${tone}` }, head, ...this.#flows(children));
  }

  #heading(node: Extract<ViewNode, { kind: 'heading' }>): HTMLElement {
    const level = Math.min(Math.max(node.level, 1), 6) as 1 | 2 | 3 | 4 | 5 | 6;
    const heading = h(
      `h${level}`,
      { id: `at-${node.anchor}`, data: { line: String(node.line) } },
      ...this.#inlines(node.children),
    );
    if (!node.step) return heading;
    return h(
      'div',
      { className: 'step-head', tabIndex: -1, data: { step: node.step } },
      this.#stepBox(node.step),
      heading,
    );
  }

  #item(item: ViewItem): HTMLElement {
    const { step, check } = item;
    const children = this.#flows(item.children);
    const element = h('li', { data: { line: String(item.line), step } });
    if (step) element.append(this.#stepBox(step));
    else if (check) element.append(this.#checkBox(check, nameOf(item)));
    if (step) element.tabIndex = -1;
    if (step || check) {
      element.className = step ? 'step-item' : 'check-item';
      element.append(h('div', { className: 'item-body' }, ...children));
    } else element.append(...children);
    return element;
  }

  /** A paragraph or block that is a step by itself. */
  #stepAround(step: string | undefined, content: Node): Node {
    if (!step) return content;
    return h(
      'div',
      { className: 'step-item', tabIndex: -1, data: { step } },
      this.#stepBox(step),
      h('div', { className: 'item-body' }, content),
    );
  }

  #stepBox(step: string): HTMLInputElement {
    const box = h('input', {
      type: 'checkbox',
      className: 'step-box',
      tabIndex: -1,
      attributes: { 'aria-label': `Step done: ${this.#steps.get(step)?.title ?? ''}` },
    });
    // The host answers when it is on disk; only then the box changes.
    box.addEventListener('click', (event) => {
      event.preventDefault();
      this.send({ type: 'tick', step, ticked: !this.#ticked.has(step) });
    });
    return box;
  }

  #checkBox(check: string, label: string): HTMLInputElement {
    const attributes = { 'aria-label': label };
    const box = h('input', { type: 'checkbox', className: 'check-box', data: { check }, attributes });
    const step = this.#document?.steps.find(({ checks }) => checks.includes(check))?.id;
    box.addEventListener('click', (event) => {
      event.preventDefault();
      // While the event is handled the box already shows what was asked for.
      this.send({ type: 'check', check, step, ticked: box.checked });
    });
    return box;
  }

  #table({ align, head, rows }: Extract<ViewNode, { kind: 'table' }>): HTMLElement {
    const cell = (tag: 'th' | 'td', children: readonly ViewInline[], column: number): HTMLElement =>
      h(tag, { className: align[column] ? `align-${align[column]}` : '' }, ...this.#inlines(children));
    const top = h('tr', {}, ...head.map((children, column) => cell('th', children, column)));
    const body = rows.map((cells) => h('tr', {}, ...cells.map((children, column) => cell('td', children, column))));
    const table = h('table', {}, h('thead', {}, top), h('tbody', {}, ...body));
    return h('div', { className: 'table', tabIndex: 0, attributes: { role: 'group', 'aria-label': 'Table' } }, table);
  }

  #inlines(inlines: readonly ViewInline[]): Node[] {
    return inlines.map((inline) => this.#inline(inline));
  }

  #inline(inline: ViewInline): Node {
    switch (inline.kind) {
      case 'text':
        return document.createTextNode(visible(inline.text));
      case 'code':
        return h('code', {}, inline.text);
      case 'strong':
        return h('strong', {}, ...this.#inlines(inline.children));
      case 'emphasis':
        return h('em', {}, ...this.#inlines(inline.children));
      case 'strike':
        return h('s', {}, ...this.#inlines(inline.children));
      case 'break':
        return h('br');
      case 'image':
        return this.#image(inline);
      case 'link': {
        const { href, title, children } = inline;
        if (!href) return h('span', {}, ...this.#inlines(children));
        // No address of the document's own: the host decides what may be opened.
        const link = h('a', { href: '#', title: title ?? href }, ...this.#inlines(children));
        link.addEventListener('click', (event) => {
          event.preventDefault();
          this.#follow(href);
        });
        return link;
      }
    }
  }

  #image({ source, alt, title }: Extract<ViewInline, { kind: 'image' }>): Node {
    const missing = h('span', { className: 'no-image', title: source }, alt || source);
    const images = this.#document?.images ?? {};
    if (!Object.hasOwn(images, source)) return missing;
    const image = h('img', { src: images[source]!, alt, title: title ?? '', loading: 'lazy' });
    // Its words say more than a broken picture.
    image.addEventListener('error', () => image.replaceWith(missing));
    return image;
  }

  #follow(href: string): void {
    if (!href.startsWith('#')) return this.send({ type: 'open-link', href });
    this.#find(`#${CSS.escape(`at-${decode(href.slice(1))}`)}`)?.scrollIntoView();
  }
}

/** What a check says, for those who hear it. */
function nameOf({ children }: ViewItem): string {
  const first = children[0];
  return first && 'children' in first && first.kind === 'paragraph' ? textOf(first.children).trim() : 'Check';
}

/** The title stands in the page's head already. */
function withoutTitle({ title, nodes }: DocumentView): readonly ViewNode[] {
  const [first, ...rest] = nodes;
  const same = first?.kind === 'heading' && !first.step && textOf(first.children).trim() === title.trim();
  return same ? rest : nodes;
}

function textOf(inlines: readonly ViewInline[]): string {
  return inlines
    .map((inline) => ('children' in inline ? textOf(inline.children) : 'text' in inline ? inline.text : ''))
    .join('');
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
