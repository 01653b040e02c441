import { RE2JS } from 're2js';

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * A pattern from settings or a runbook, matched in time linear to the text: `(a+)+$` must not stop the editor. What only
 * a backtracking engine can match (look-around, back references) is refused.
 * @param flags of `RegExp`; those that change no match (`g`, `u`) are ignored
 * @returns undefined where the pattern is invalid or refused
 */
export function linearPattern(source: string, flags = ''): ((text: string) => boolean) | undefined {
  try {
    const pattern = RE2JS.compile(
      source,
      [...flags].reduce((all, flag) => all | (FLAGS[flag] ?? 0), 0),
    );
    return (text) => pattern.matcher(text).find();
  } catch {
    return undefined;
  }
}
