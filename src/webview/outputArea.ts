import { visible } from '../text/visible.ts';
import { AnsiReader, type Span, type Style } from '../text/ansi.ts';
import { h } from './dom.ts';

/** Characters kept on the page; older ones make room, the log has them. */
const MAX_SHOWN_CHARACTERS = 150_000;

/** Shows a command's output as it comes, following its end unless the reader has scrolled away. */
export class OutputArea {
  readonly element = h('pre', {
    className: 'output',
    tabIndex: 0,
    attributes: { role: 'log', 'aria-label': 'Output', 'aria-live': 'off' },
  });
  #reader = new AnsiReader();
  #length = 0;
  #folded = false;
  #line = h('span', { className: 'line' });

  constructor() {
    this.clear();
  }

  clear(): void {
    this.#reader = new AnsiReader();
    this.#length = 0;
    this.#line = h('span', { className: 'line' });
    this.element.replaceChildren(this.#line);
    this.#draw();
  }

  /** Whether there is anything to show. */
  get empty(): boolean {
    return this.element.childNodes.length < 2 && !this.#line.textContent;
  }

  /** Folded away, it still takes what comes. */
  fold(folded: boolean): void {
    this.#folded = folded;
    this.#draw();
  }

  #draw(): void {
    this.element.hidden = this.#folded || this.empty;
  }

  get text(): string {
    return this.element.textContent;
  }

  append(chunk: string): void {
    if (!chunk) return;
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const following = scrollHeight - scrollTop - clientHeight < 24;
    // What would be thrown away at once needs no elements.
    const text = chunk.length > MAX_SHOWN_CHARACTERS ? chunk.slice(-MAX_SHOWN_CHARACTERS) : chunk;
    for (const span of this.#reader.read(text)) this.#write(span);
    this.#trim();
    this.#draw();
    if (following) this.element.scrollTop = this.element.scrollHeight;
  }

  #write({ text, style }: Span): void {
    const lines = text.replaceAll('\r\n', '\n').split('\n');
    lines.forEach((line, index) => {
      if (index > 0) {
        this.#line.append('\n');
        this.#line = h('span', { className: 'line' });
        this.element.append(this.#line);
        this.#length++;
      }
      // A lone carriage return starts the line again, as progress bars do.
      const from = line.lastIndexOf('\r');
      if (from >= 0 && from < line.length - 1) {
        this.#length -= this.#line.textContent.length;
        this.#line.replaceChildren();
      }
      const shown = line.slice(from < line.length - 1 ? from + 1 : 0).replaceAll('\r', '');
      if (!shown) return;
      this.#length += shown.length;
      this.#line.append(styled(shown, style));
    });
  }

  #trim(): void {
    while (this.#length > MAX_SHOWN_CHARACTERS) {
      const first = this.element.firstElementChild;
      if (!first || first === this.#line) return;
      this.#length -= first.textContent.length;
      first.remove();
    }
  }
}

function styled(text: string, style: Style): Node {
  const classes: string[] = [];
  for (const flag of ['bold', 'dim', 'italic', 'underline', 'inverse'] as const) if (style[flag]) classes.push(flag);
  const span = h('span', {}, text);
  for (const [side, colour] of [
    ['fg', style.foreground],
    ['bg', style.background],
  ] as const) {
    if (!colour) continue;
    if (colour.startsWith('rgb')) span.style.setProperty(side === 'fg' ? 'color' : 'background-color', colour);
    else classes.push(`${side}-${colour}`);
  }
  if (classes.length === 0 && !span.getAttribute('style')) return document.createTextNode(visible(text));
  span.className = classes.join(' ');
  return span;
}
