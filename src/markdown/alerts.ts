/** How serious an alert is, by the words of GitHub's alerts. */
export type AlertTone = 'note' | 'tip' | 'important' | 'warning' | 'caution';

const kinds: Readonly<Record<string, AlertTone>> = {
  note: 'note',
  info: 'note',
  abstract: 'note',
  summary: 'note',
  question: 'note',
  example: 'note',
  quote: 'note',
  seealso: 'note',
  tip: 'tip',
  hint: 'tip',
  success: 'tip',
  check: 'tip',
  important: 'important',
  attention: 'important',
  warning: 'warning',
  moniker: 'note',
  zone: 'note',
  caution: 'caution',
  danger: 'caution',
  error: 'caution',
  bug: 'caution',
  failure: 'caution',
  critical: 'caution',
};

export interface AlertOpening {
  readonly tone: AlertTone;
  readonly title: string;
}

/** The first line of `> [!NOTE]`. */
export function alertOpening(text: string): AlertOpening | undefined {
  const line = text.split('\n', 1)[0]!.trim();
  const quoted = /^\[!([A-Za-z]+)\]\s*(.*)$/.exec(line);
  return quoted ? make(quoted[1]!, quoted[2]!) : undefined;
}

/** A container's name as an alert; undefined for those that carry no meaning of their own. */
export function namedAlert(name: string, title: string): AlertOpening | undefined {
  return Object.hasOwn(kinds, name) ? make(name, title) : undefined;
}

/** A quote's text without `[!NOTE]`. */
export function withoutAlert(text: string): string {
  return text.replace(/^\s*\[![A-Za-z]+\][+-]?\s*/, '');
}

function make(word: string, title: string): AlertOpening {
  const name = word.toLowerCase();
  const kind = Object.hasOwn(kinds, name) ? kinds[name]! : 'note';
  return { tone: kind, title: title.trim() || kind[0]!.toUpperCase() + kind.slice(1) };
}
