import { isEmptyValue, looksRandom } from './names.ts';
import { valueAt } from '../text/writtenValue.ts';

/** Whether a name of a secret's is only part of an identifier of AWS: `arn:aws:secretsmanager:eu-west-1:...`. */
export function inArn(line: string, start: number): boolean {
  return /(?:^|[\s"'=(,[])arn:[a-z-]{3,16}:[^\s"']*$/.test(line.slice(Math.max(0, start - 256), start));
}

/** A file and a line of it, as grep and compilers print them: `src/password.ts:7:`. */
export function isFilePlace(name: string, after: string): boolean {
  return (
    /\.(?:[cm]?[jt]sx?|py|go|rb|java|kts?|rs|php|cs|c|cc|cpp|h|hpp|sh|ya?ml|json|toml|txt|md|sql|tf|ini|conf|cfg|xml|html?|css|log|properties|vue|swift|scala|pl|lua|exs?|proto)$/i.test(
      name,
    ) && /^\d{1,6}(?:[:)\s-]|$)/.test(after)
  );
}

/** What Terraform does with a resource of such a name: `aws_secret.db: Creating...`. */
export function isProgress(rest: string): boolean {
  return /^(?:Refreshing state|Creating|Still [a-z]+ing|Creation complete|Modifying|Modifications complete|Destroying|Destruction complete|Reading|Read complete|Importing|Import prepared|Plan to)(?:\.\.\.|\b)/.test(
    rest,
  );
}

/** What a help text writes for a value: `--password PASSWORD`, `[--api-key KEY]`. */
export function isMetavariable(name: string, value: string): boolean {
  const words = (text: string): string => text.toUpperCase().replace(/[^A-Z]/g, '');
  if (!/^[A-Z][A-Z_-]*\]?$/.test(value)) return false;
  return words(name).endsWith(words(value)) || /^(?:PASS(?:WD|PHRASE)?|PWD|NAME|STRING|VALUE|SECRET|TOKEN|KEY)\]?$/.test(value); // prettier-ignore
}

/** A word as people write it in a sentence, or a status. */
const SPOKEN_WORD = String.raw`[("']?(?:[A-Za-z][a-z'\u2019-]{0,14}|\d{1,3})[)"']?[.,;:!?]?`;
const SPOKEN_REST = new RegExp(
  String.raw`^[ \t]{1,4}(?=.{0,400}[a-z]{2})(?:${SPOKEN_WORD}[ \t]{1,4}){0,60}${SPOKEN_WORD}\s*$`,
);

/** Length of the value with which a text begins, where a machine made it and the rest is said about it: `X9fk... was wrong`. */
export function saidAbout(text: string, shortest: number): number | undefined {
  const word = /^\S{1,4096}(?=[ \t])/.exec(text)?.[0] ?? '';
  const isMade = word.length >= shortest && looksRandom(word);
  return isMade && SPOKEN_REST.test(text.slice(word.length, word.length + 1_000)) ? word.length : undefined;
}

/** What a value of a plan becomes: `password = "old" -> "new"`. */
export function changedTo(line: string, end: number): { readonly start: number; readonly end: number }[] {
  const arrow = /^["'`]?[ \t]{0,8}(?:->|=>|→)[ \t]{0,8}(?=["'`]?[^\s"'`])/.exec(line.slice(end, end + 32));
  if (arrow === null) return [];
  const { start, end: stop } = valueAt(line, end + arrow[0].length, '');
  return isEmptyValue(line.slice(start, stop)) ? [] : [{ start, end: stop }];
}
