import type { ItemState, RunView, StateName } from '../protocol/webview.ts';
import { duration, h, icon, type Icon } from './dom.ts';
import { own } from './own.ts';

/** What a step is in. */
export function stepState({ states }: RunView, id: string): ItemState {
  return own(states.steps, id) ?? states.none;
}

/** What a block is in. */
export function blockState({ states }: RunView, id: string): ItemState {
  return own(states.blocks, id) ?? states.none;
}

const icons: Partial<Readonly<Record<StateName, Icon>>> = {
  done: 'check',
  succeeded: 'check',
  failed: 'cross',
  cancelled: 'stop',
  refused: 'refused',
  skipped: 'skip',
  unknown: 'question',
  started: 'half',
};

/** The sign of a state; nothing for what has not started. */
export function stateSign(state: StateName): Node[] {
  if (state === 'running') return [h('span', { className: 'spinner', attributes: { 'aria-hidden': 'true' } })];
  const name = icons[state];
  return name ? [icon(name)] : [];
}

/** How long something has been running, kept up to date by `tickClocks`; screen readers pass over it. */
export function clock(since: string): HTMLElement {
  return h('span', { className: 'clock', data: { since }, attributes: { 'aria-hidden': 'true' } }, elapsed(since));
}

/** Sets all clocks on the page to now. */
export function tickClocks(): void {
  for (const one of document.querySelectorAll<HTMLElement>('.clock[data-since]')) {
    one.textContent = elapsed(one.dataset['since']!);
  }
}

/** From one time to another in whole seconds. */
export function elapsed(since: string, until = Date.now()): string {
  const milliseconds = Math.max(0, until - Date.parse(since)) || 0;
  return milliseconds < 1_000 ? '0 s' : duration(Math.floor(milliseconds / 1_000) * 1_000).replace('.0 s', ' s');
}
