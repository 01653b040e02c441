import type { Span } from '../secrets/named.ts';

/** Numbers that an issuer of cards could have given, in one piece or in groups. */
const CARD =
  /(?<![\w.+/-])(?<!\d[ ])(?:4\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|4\d{12}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720|6011|64[4-9]\d|65\d\d|35(?:2[89]|[3-8]\d))([ -]?)\d{4}\2\d{4}\2\d{4}|3[47]\d\d([ -]?)\d{6}\3\d{5}|3(?:0[0-5]|[68]\d)\d([ -]?)\d{6}\4\d{4})(?![\w/-]|[.:]\d|[ ]\d)/g;
/** What counts, finds or dates something. */
const COUNTED =
  /(?:id|ids|offset|seq|sequence|revision|version|time|timestamp|ts|epoch|nonce|size|bytes|count|counter|total|xid|lsn|scn|hash|trace|span|account|zxid|generation|index|cursor|checksum|nanos|micros|uid|gid|pid|snowflake|build|serial|key|#)["']?\s{0,4}[:= ]?\s{0,4}["'[(]?$/i;

export const CARD_HINT = /(?<!\d)[2-6]\d{3}[ -]?\d{4}/;

/** A number in one piece is only taken for a card's where a card is spoken of, or where it stands alone. */
const SPOKEN_OF = /card|(?:^|[^a-z])(?:cc|pan|ccnum|pans)(?:[^a-z]|$)|credit|debit|visa|amex|payment|^\s*\d+\s*$/i;

/** Numbers of payment cards: of a known issuer, and with the right last digit. */
export function cardSpans(line: string): Span[] {
  return [...line.matchAll(CARD)]
    .filter(({ 0: text }) => /\D/.test(text) || SPOKEN_OF.test(line))
    .filter(({ 0: text, index }) => isSummed(text) && !COUNTED.test(line.slice(Math.max(0, index - 40), index)))
    .map(({ 0: text, index }) => ({ start: index, end: index + text.length }));
}

/** By Luhn's sum; a digit over and over is none. */
function isSummed(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (/^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
