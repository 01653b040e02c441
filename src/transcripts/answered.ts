import { languageClass } from '../shell/language.ts';
import type { SessionText } from './session.ts';

/** A statement that only reads. */
const ASKS = /^(?:SHOW|DESC|DESCRIBE|EXPLAIN|SELECT(?![^;]*\bINTO\b)|\\d)/i;

/**
 * Whether lines right below statements show how a console answered them: a prompt, what was asked there and what it said.
 * @param above the language of the block above.
 */
export function isAnswered(session: SessionText | undefined, above: string): boolean {
  if (session === undefined || languageClass(above) === 'data') return false;
  const isAnswer = session.output.some((line) => line.trim() !== '');
  return isAnswer && session.inner.length > 0 && session.inner.every((line) => ASKS.test(line.trim()));
}
