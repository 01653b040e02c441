import { readDuration } from './duration.ts';

/** A service level objective for availability. */
export interface Slo {
  /** Share of time that the service has to be available: 0.999. */
  readonly target: number;
  /** Milliseconds over which it counts; absent: the window of the metrics. */
  readonly window?: number;
  /** As it was written. */
  readonly text: string;
}

/** Begins a window of time. */
const OVER = /(?:\b(?:over|in|within)|\/)\s*(-\s*)?\d|\bover\b(?! all\b)/i;

/**
 * Reads `99.9%`, `99.9 % over 30 days`, `99.95 / 28d`, `0.999`; undefined where the text says no objective, or more than one, or a window
 * that is none, such as `over 0 days` or `over 30`.
 */
export function readSlo(text: string): Slo | undefined {
  const match = /(?<![\d.-])(\d{1,3}(?:[.,]\d{1,6})?)\s*(%|percent\b)?/i.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]!.replace(',', '.'));
  const target = match[2] === undefined && value <= 1 ? value : value / 100;
  if (!(target > 0 && target < 1)) return undefined;
  const rest = text.slice(match.index + match[0].length);
  // "50% of 99.9%", "99.9% over 30 days and 99% over 7 days": which one is meant?
  if (/^\s*of\s+\d|\d\s*(?:%|percent\b)/i.test(rest)) return undefined;
  const length = /(\d{1,6}(?:\.\d{1,6})?)[\s-]*(weeks?|days?|hours?|[wdh])\b/i.exec(rest);
  const window = length === null ? monthly(rest) : readDuration(`${length[1]} ${length[2]}`);
  const written = OVER.exec(rest);
  if (written !== null && (window === undefined || window <= 0 || written[1] !== undefined)) return undefined;
  return { target, text: text.trim(), ...(window === undefined ? {} : { window }) };
}

/** "per month" is taken as 30 days, "per quarter" as 90, "per year" as 365. */
function monthly(text: string): number | undefined {
  const word = /\b(month|quarter|year)(?:ly|s)?\b/i.exec(text)?.[1]?.toLowerCase();
  const days = word === undefined ? undefined : { month: 30, quarter: 90, year: 365 }[word];
  return days === undefined ? undefined : days * 86_400_000;
}
