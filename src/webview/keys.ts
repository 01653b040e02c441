/** What single keys do. None of them runs a command: that takes Enter on its Run button or on the block, or Ctrl+Enter. */
export type KeyActions =
  | 'next'
  | 'previous'
  | 'tick'
  | 'undo'
  | 'toRun'
  | 'runFocused'
  | 'refuseSpace'
  | 'skip'
  | 'note'
  | 'values'
  | 'toCancel'
  | 'filter'
  | 'source'
  | 'help'
  | 'leave';

/** On what the focus is: a field, a button that runs something, a block's code, another control, the list, or none of them. */
export type Place = 'typing' | 'run' | 'code' | 'control' | 'list' | 'page';

export interface KeyPress {
  readonly key: string;
  /** It is held down. */
  readonly repeat: boolean;
  /** With Ctrl or Cmd. */
  readonly chord: boolean;
  readonly alt: boolean;
}

const actions: Readonly<Record<string, KeyActions>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  ' ': 'tick',
  u: 'undo',
  Enter: 'toRun',
  s: 'skip',
  n: 'note',
  v: 'values',
  c: 'toCancel',
  '/': 'filter',
  e: 'source',
  '?': 'help',
  Escape: 'leave',
};

/** Keys that controls and scrolling output use themselves. */
const own = new Set([' ', 'Enter', 'ArrowDown', 'ArrowUp']);
/** Keys that go on while they are held down. */
const going = new Set(['j', 'k', 'ArrowDown', 'ArrowUp']);

/**
 * What a key does with the focus in a place. `nothing`: it is taken from the page and from the editor; undefined: it
 * is theirs.
 */
export function actionOf(press: KeyPress, place: Place): KeyActions | 'nothing' | undefined {
  const { key, repeat, chord, alt } = press;
  // A hand that rests on the key must not run a command time and again.
  if (key === 'Enter' && repeat && place !== 'typing') return 'nothing';
  if (chord && key === 'Enter' && repeat) return 'nothing';
  if (chord || alt || !Object.hasOwn(actions, key)) return undefined;
  if (place === 'typing') return key === 'Escape' ? 'leave' : undefined;
  if (place === 'run' && key === ' ') return 'refuseSpace';
  if (place === 'code' && key === 'Enter') return 'runFocused';
  if (place === 'list' && (key === ' ' || key === 'Enter')) return repeat ? 'nothing' : undefined;
  if (place !== 'list' && place !== 'page' && own.has(key)) return undefined;
  if (repeat && !going.has(key)) return 'nothing';
  return actions[key];
}

/** For people: what can be pressed, in the order of use. */
export const keyHelp: readonly (readonly [key: string, meaning: string])[] = [
  ['j  or  ↓', 'next step'],
  ['k  or  ↑', 'previous step'],
  ['Space', 'check off the step, or undo it'],
  ['u', 'undo the last check-off or skip'],
  ['Enter', 'go to the step’s Run button; Enter there runs'],
  ['Ctrl+Enter', 'run the step’s next command  (Cmd on a Mac)'],
  ['Ctrl+Shift+Enter', 'run all unfinished steps up to this one'],
  ['s', 'skip the step'],
  ['n', 'add a note, escalation, message, severity or role'],
  ['v', 'set inputs'],
  ['c', 'go to the Cancel button of the running command'],
  ['/', 'filter steps'],
  ['e', 'go to the step in the text editor'],
  ['Esc', 'back to the step'],
  ['?', 'show these keys'],
];
