import type { Frame } from 'playwright-core';

/** Runs one of the functions below in a page. */
export async function audit<A, R>(frame: Frame, look: (argument: A) => R, argument: A): Promise<R> {
  // The loader of these tests names functions through a helper of its own, which the page does not have.
  await frame.evaluate('globalThis.__name = (one) => one');
  return frame.evaluate(look as (argument: unknown) => R, argument);
}

/** What a screen reader would stumble over: an empty list for a good page. */
export function stumbles(): string[] {
  const found: string[] = [];
  const visible = (element: Element): boolean => element.getClientRects().length > 0;
  const nameOf = (element: HTMLElement): string => {
    const label = element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`)?.textContent;
    return (element.getAttribute('aria-label') || label || element.textContent || element.title || '').trim();
  };
  const controls =
    'button, a, input, select, textarea, summary, progress, dialog, nav, section, figure, [tabindex="0"]';
  for (const element of document.querySelectorAll<HTMLElement>(controls))
    if (visible(element) && !nameOf(element)) found.push(`no name: ${element.outerHTML.slice(0, 120)}`);
  for (const image of document.querySelectorAll('img'))
    if (!image.hasAttribute('alt')) found.push(`no alt: ${image.src}`);
  const live = document.querySelectorAll(
    '[aria-live]:not([aria-live="off"]), [role="alert"], [role="status"], output',
  ).length;
  if (live !== 1) found.push(`${live} live regions`);
  const current = document.querySelectorAll('[aria-current="step"]').length;
  if (current !== 1) found.push(`${current} elements are aria-current`);
  if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) found.push('not one main');
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  if (new Set(ids).size < ids.length) found.push('an id stands twice');
  if (!document.documentElement.lang) found.push('no language');
  return found;
}

/** Whether the focus can be seen, and on what it is. */
export function focus(): { on: string; seen: boolean } {
  const element = document.activeElement as HTMLElement;
  const outlined = (one: Element | null): boolean => {
    const style = one && getComputedStyle(one);
    return !!style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  };
  const shown = element.matches('.main') ? element.querySelector('.document .current') : element;
  return { on: `${element.tagName} ${element.className}`, seen: outlined(shown) };
}

/** Texts whose contrast with what is behind them is below `least`. */
export function faint(least: number): string[] {
  type Colour = [number, number, number, number];
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })!;
  const parse = (colour: string): Colour => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r!, g!, b!, a! / 255];
  };
  const over = (top: Colour, under: Colour): Colour => {
    const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + under[i] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const behind = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 1];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };
  const light = ([r, g, b]: Colour): number => {
    const part = (value: number): number =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const found = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>('#app *')) {
    const said = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim());
    if (!said || element.getClientRects().length === 0 || element.closest(':disabled, .visually-hidden')) continue;
    const back = behind(element);
    let opacity = 1;
    for (let up: Element | null = element; up; up = up.parentElement) opacity *= Number(getComputedStyle(up).opacity);
    const colour = parse(getComputedStyle(element).color);
    const text = over([colour[0], colour[1], colour[2], colour[3] * opacity], back);
    const [high, low] = [light(text), light(back)].sort((a, b) => b - a) as [number, number];
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < least) found.add(`${element.className || element.tagName} ${contrast.toFixed(2)}`);
  }
  return [...found];
}
