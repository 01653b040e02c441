import type { Block } from '../blocks/model.ts';
import type { Way } from '../procedures/writtenAlternatives.ts';
import type { Lead } from './leads.ts';

/** What one does and what takes it back. */
const OPPOSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^freez(?:e|ing)$/, /^(?:unfreez(?:e|ing)|resum(?:e|ing)|thaw(?:ing)?)$/],
  [
    /^(?:suspend(?:ing)?|paus(?:e|ing)|halt(?:ing)?)$/,
    /^(?:resum(?:e|ing)|unpaus(?:e|ing)|unsuspend(?:ing)?|continu(?:e|ing))$/,
  ],
  [/^enabl(?:e|ing)$/, /^disabl(?:e|ing)$/],
  [/^activat(?:e|ing)$/, /^deactivat(?:e|ing)$/],
  [/^start(?:ing)?$/, /^stop(?:ping)?$/],
  [/^stop(?:ping)?$/, /^resum(?:e|ing)$/],
  [
    /^(?:lock|block|mount|cordon|mut(?=e|ing)|silenc(?=e|ing)|seal|drain|ban)(?:n?ing|e)?$/,
    /^un(?:lock|block|mount|cordon|mut(?=e|ing)|silenc(?=e|ing)|seal|drain|ban)(?:n?ing|e)?$/,
  ],
  [/^grant(?:ing)?$/, /^revok(?:e|ing)$/],
  [
    /^(?:add|creat(?=e|ing)|attach|install|open|show)(?:ing|e)?$/,
    /^(?:remov(?=e|ing)|delet(?=e|ing)|detach|uninstall|clos(?=e|ing)|hid(?=e|ing))(?:ing|e)?$/,
  ],
  [/^(?:up|on|in)$/, /^(?:down|off|out)$/],
];
const EITHER =
  /^\W*(?:to |how to |you can |(?:manually|temporarily) )?(?:(?:scal(?:e|ing)|turn(?:ing)?|switch(?:ing)?|bring(?:ing)?) )?([a-z]+)(?: ?\/ ?| or (?:to )?(?:(?:scale|turn|switch|bring) )?)([a-z]+)\b/i;

/** "Freeze or resume:", "To enable/disable the job": the two that are offered, of which nobody does both in a row. */
export function eitherVerbs(lead: string): readonly [string, string] | undefined {
  const [, one = '', other = ''] = EITHER.exec(lead) ?? [];
  return areOpposedVerbs(one, other) ? [one, other] : undefined;
}

/** "Freeze / revert (stop it right now):" offers two things, whatever they are called. */
const OFFERS_TWO = /^\W*(?:to )?[a-z]+(?: ?\/ ?| or )[a-z]+\b/i;

/** The same where the words alone do not say so, and two commands do: of `touch a` and `rm a` the second undoes the first. */
export function offersOpposed(lead: string, [one = '', other = '', ...more]: readonly string[]): boolean {
  if (more.length > 0 || !OFFERS_TWO.test(lead)) return false;
  const [first, second] = [one, other].map((command) =>
    command
      .replace(/\s#.*$/s, '')
      .split(/\s+/)
      .filter((word) => word !== '' && !/^-[a-z]$|^sudo$/.test(word)),
  ) as [string[], string[]];
  const apart = first.flatMap((word, i) => (word === second[i] ? [] : [[word, second[i] ?? ''] as const]));
  const [words] = apart;
  if (words === undefined || apart.length > 1 || first.length !== second.length || first.length < 2) return false;
  return areOpposedVerbs(...words) || (/^(?:touch|mkdir)$/.test(words[0]) && /^(?:rm|rmdir)$/.test(words[1]));
}

/** Two blocks right behind each other below such a lead: each does one of the two. */
export function eitherBlocks(leads: readonly Lead[], blocks: readonly Block[]): readonly Way[][] {
  return leads.flatMap(({ text, below }): Way[][] => {
    const verbs = below.length === 2 ? eitherVerbs(text) : undefined;
    if (verbs === undefined) return [];
    const commands = below.map(({ line }) => blocks.find((one) => one.line === line && one.kind === 'command'));
    if (commands.some((one) => one === undefined)) return [];
    return [below.map(({ line, endLine }, i) => ({ name: verbs[i]!, line, endLine }))];
  });
}

/** Whether one word says to do what the other takes back, in either order. */
export function areOpposedVerbs(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return OPPOSED.some(([first, second]) => (first.test(a) && second.test(b)) || (first.test(b) && second.test(a)));
}
