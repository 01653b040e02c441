import { isEmptyValue, strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';

const QUOTE = String.raw`\\{0,3}["']?`;
/** `"db_password": {`, `password = {` */
const OBJECT_OF = new RegExp(String.raw`(?<![\w.-])${QUOTE}([\w.-]{1,64})${QUOTE}\s{0,8}(?::|=>?)\s{0,8}\{`, 'g');
/** What the value is called one level down: in Terraform's outputs, DynamoDB's items, manifests and settings. */
const HELD = new RegExp(
  String.raw`(?<![\w.-])${QUOTE}(?:[SBN]|[Vv]alue|string|[Ss]tringValue|plain(?:text)?|data|raw|text|current)${QUOTE}\s{0,8}(?::|=>?)\s{0,8}(?=\S)`,
  'g',
);
/** Terraform says of an output whether it is a secret, whatever its name. */
const SENSITIVE =
  /\\{0,3}"sensitive\\{0,3}"\s{0,8}:\s{0,8}true\b[^{}]{0,400}?\\{0,3}"value\\{0,3}"\s{0,8}:\s{0,8}(?=\\{0,3}")/g;
/** The state of Terraform in one line. */
const MADE_UP = /"type"\s{0,4}:\s{0,4}"random_password"[^\r\n]{0,4000}?"result"\s{0,4}:\s{0,4}(?=")/g;
/** `<entry key="password">`, `<password><value>` */
const ELEMENT =
  /<[\w:.-]{1,64}\s[^<>]{0,200}?\b(?:key|name|id)=["']([\w.-]{1,64})["'][^<>]{0,200}>\s{0,8}(?=[^<\s])|<([\w:.-]{1,64})>\s{0,8}<(?:value|string|text|plain)>\s{0,8}(?=[^<\s])/g;

/** Lines that hold none of these have no such value. */
export const NESTED_HINT =
  /[:=]>?\s{0,8}\{|"sensitive\\{0,3}"|"random_password"|=["'][\w.-]{1,64}["'][^<>]*>[^<]|><(?:value|string|text|plain)>/;

/** A line of an output of Terraform's that says that its value, some lines on, is a secret. */
export const saysSensitive = (line: string): boolean => /^\s*"sensitive"\s*:\s*true\b(?!.*"value")/.test(line);

/** Secrets that an object or an element of a secret's name holds one level down, in one line. */
export function nestedSpans(line: string): Span[] {
  if (!NESTED_HINT.test(line)) return [];
  const spans: Span[] = [];
  const add = (at: number, until = ''): void => {
    const { start, end } = valueAt(line, at, until);
    if (end <= start || isEmptyValue(line.slice(start, end))) return;
    spans.push({ start, end, ...(end >= line.length && { open: true }) });
  };
  for (const match of line.matchAll(OBJECT_OF)) {
    if (strengthOf(match[1]!) !== 'strong') continue;
    const from = match.index + match[0].length;
    const inner = /^[^{}]{0,2000}/.exec(line.slice(from, from + 2000))![0];
    for (const held of inner.matchAll(HELD)) add(from + held.index + held[0].length);
  }
  for (const found of [SENSITIVE, MADE_UP])
    for (const match of line.matchAll(found)) add(match.index + match[0].length);
  for (const match of line.matchAll(ELEMENT))
    if (strengthOf(match[1] ?? match[2]!) === 'strong') add(match.index + match[0].length, '<');
  return spans;
}
