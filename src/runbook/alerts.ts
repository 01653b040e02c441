import type { AlertTone } from './view.ts';

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
  /** `[!NOTE]`, which counts only at the start of a quote. */
  readonly quoted: boolean;
}

/** The first line of `> [!NOTE]` and of `!!! note "Title"`. */
export function alertOpening(text: string): AlertOpening | undefined {
  const line = text.split('\n', 1)[0]!.trim();
  const quoted = /^\[!([A-Za-z]+)\]\s*(.*)$/.exec(line);
  if (quoted) return make(quoted[1]!, quoted[2]!, true);
  const bangs = /^(?:!!!|\?\?\?\+?)\s*([A-Za-z-]+)\s*(?:"([^"]*)")?/.exec(line);
  return bangs ? make(bangs[1]!, bangs[2] ?? '', false) : undefined;
}

/** The first line of `:::note`, `::: warning Title`, `:::note[Title]`. */
export function colonAlert(text: string): AlertOpening | undefined {
  const line = text.split('\n', 1)[0]!.trim();
  const match = /^:::+\s*\{?\.?([A-Za-z-]+)(?:\[([^\]]*)\])?\s*([^{}"]*)/.exec(line);
  return match && Object.hasOwn(kinds, match[1]!.toLowerCase())
    ? make(match[1]!, match[2] ?? match[3] ?? '', false)
    : undefined;
}

function make(word: string, title: string, quoted: boolean): AlertOpening {
  const name = word.toLowerCase();
  const kind = Object.hasOwn(kinds, name) ? kinds[name]! : 'note';
  return { tone: kind, title: title.trim() || kind[0]!.toUpperCase() + kind.slice(1), quoted };
}
