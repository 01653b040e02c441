import { fieldsOf } from '../record/rawFields.ts';

/** What an answer says by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** What an answer says by name: as JSON, as XML, or as `ok=false` or `status: error` in a line or form. */
export function fieldsIn(said: string): Fields | undefined {
  if (/^[{[]/.test(said)) {
    try {
      const answer: unknown = JSON.parse(said);
      return Array.isArray(answer) ? { results: answer } : fieldsOf(answer);
    } catch {
      return undefined;
    }
  }
  if (/^<(?!!doctype html|html)/i.test(said)) return fieldsOfXml(said.slice(0, 20_000));
  const pairs = said
    .split(/[&\r\n]+/)
    .map((part) => /^\s*"?(\w{1,30})"?[ \t]{0,4}[:=][ \t]{0,4}(.{0,100})$/.exec(part));
  if (pairs.length > 20 || pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!.trim().replace(/^"(.*)"$/, '$1')]));
}

/** Elements that hold nothing but what went wrong: S3's, those of other services of AWS, OGC's. */
const ERROR_ELEMENT =
  /^(?:errors?|error_?response|fault|exception|exception_?report|service_?exception(?:_?report)?)$/i;
const NOTHING = /^(?:|0|ok|none|false|null)$/i;

/** Elements without others in them, attributes of the first one, and that one where it is an error; a fault of SOAP. */
function fieldsOfXml(said: string): Fields {
  const fields: Record<string, string> = {};
  for (const [, name, text] of said.matchAll(/<(?:[\w-]{1,30}:)?(\w{1,40})(?:\s[^<>]{0,400})?>([^<]{1,400})<\//g))
    fields[name!] ??= text!.trim();
  const [, first = '', root = ''] =
    /^(?:<\?[^>]{0,200}\?>\s{0,20})?<(?:[\w-]{1,30}:)?([\w.-]{1,60})((?:\s[^<>]{0,400})?)>?/.exec(said) ?? [];
  const wrong = Object.values(fields).filter((text) => !NOTHING.test(text));
  if (ERROR_ELEMENT.test(first) && wrong.length > 0) fields['error'] ??= wrong.join(': ');
  for (const [, name, text] of root.matchAll(/\s(stat|status|result|code|success|ok)=["']([^"']{0,100})["']/gi))
    fields[name!.replace(/^stat$/i, 'status')] ??= text!;
  return /<(?:[\w-]{1,30}:)?Fault[\s>]/.test(said) ? { ...fields, error: 'Fault' } : fields;
}
