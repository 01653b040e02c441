import { visible } from '../text/visible.ts';

type Child = Node | string | undefined | null | false;

type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset' | 'children' | 'attributes'>
> & {
  /** Attributes by their own names, for what has no property. `undefined` leaves one out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly data?: Readonly<Record<string, string | undefined>>;
};

/** Makes an element. Text becomes text nodes: nothing that comes from a document is ever parsed as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { attributes = {}, data = {}, ...own } = properties;
  Object.assign(element, own);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  for (const [name, value] of Object.entries(data)) if (value !== undefined) element.dataset[name] = value;
  const shown = children.filter((child): child is Node | string => child != null && child !== false);
  // What would be obeyed instead of shown, or turn others around, is shown as an escape wherever it stands.
  element.append(...shown.map((child) => (typeof child === 'string' ? visible(child) : child)));
  return element;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

const shapes = {
  check: 'M3.5 8.500l3 3 6-7',
  cross: 'M4.500 4.500l7 7M11.500 4.500l-7 7',
  play: 'M5 3.500v9l7.500-4.500z',
  stop: 'M4.500 4.500h7v7h-7z',
  copy: 'M5.500 5.500h7v8h-7zM3.500 10.500v-8h7',
  skip: 'M4 4l5 4-5 4zM11.500 4v8',
  note: 'M3.500 2.500h9v8l-3 3h-6zM6 6h4M6 8.500h3',
  lock: 'M4.500 7.500h7v5.500h-7zM6 7.500v-2a2 2 0 0 1 4 0v2',
  source: 'M6 4l-4 4 4 4M10 4l4 4-4 4',
  terminal: 'M2.500 3.500h11v9h-11zM5 6.500l2 1.700-2 1.700M8.500 10.500h2.500',
  warning: 'M8 2.500l6 11H2zM8 6.500v3M8 11.300v.4',
  info: 'M8 2a6 6 0 1 0 .01 0M8 7.500v3.500M8 5v.3',
  back: 'M5.500 4L2.500 7l3 3M3 7h6.500a3 3 0 0 1 0 6H7',
  onward: 'M3 4l4 4-4 4zM8.500 4l4 4-4 4z',
  target: 'M8 2.500a5.500 5.500 0 1 0 .01 0M8 6.500a1.500 1.500 0 1 0 .01 0',
  fold: 'M4 10l4-4 4 4',
  unfold: 'M4 6l4 4 4-4',
  question: 'M5.800 6a2.200 2.200 0 1 1 3.400 1.800c-.8.5-1.200.9-1.200 1.700M8 11.800v.4',
  refused: 'M8 3a5 5 0 1 0 .01 0M4.500 4.500l7 7',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01',
  list: 'M6 4h7.500M6 8h7.500M6 12h7.500M2.800 4h.01M2.800 8h.01M2.800 12h.01',
  half: 'M4.500 8h7',
  changed: 'M12.500 6A5 5 0 1 0 13 9M12.900 2.800V6H9.700',
} as const;
export type Icon = keyof typeof shapes;

/** A small drawing in the colour of the text around it; screen readers pass over it. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}

/** A sentence with what stands between backquotes set as code. */
export function sentence(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part));
}

/** A button with an icon and, unless `iconOnly`, its label beside it. */
export function button(
  label: string,
  name: Icon | undefined,
  act: () => void,
  options: {
    readonly iconOnly?: boolean;
    readonly className?: string;
    readonly title?: string;
    /** It runs commands: no Space presses it. */
    readonly runs?: boolean;
  } = {},
): HTMLButtonElement {
  const made = h(
    'button',
    {
      type: 'button',
      className: ['button', options.iconOnly ? 'icon-only' : '', options.className ?? ''].join(' ').trim(),
      title: options.title ?? (options.iconOnly ? label : ''),
      attributes: { 'aria-label': options.iconOnly ? label : undefined },
      data: { runs: options.runs ? '' : undefined },
    },
    name && icon(name),
    !options.iconOnly && h('span', {}, label),
  );
  // The second click of a double click may be meant for the button that stood here before.
  made.addEventListener('click', (event) => event.detail <= 1 && act());
  return made;
}

/** `1.2 s`, `3 min 4 s`, `1 h 5 min`. @param milliseconds at least 0. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
