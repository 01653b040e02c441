import type { Block } from './model.ts';

const THING = String.raw`(?:(?:ssh|network|database|db|secure|port)[- ])?(?:tunnel|connection|port[- ]?forward(?:ing)?|proxy|command|script)`;
const TERMINAL = String.raw`(?:terminal|console|shell|command prompt)?\s?(?:window|tab|session|terminal|shell|prompt|console)`;
const HELD =
  /\b(?:until|while|as long as|during|throughout|for the (?:rest|duration|remainder)|when you are (?:done|finished))\b/i;
const KEEPS = new RegExp(
  String.raw`\b(?:keep|leave|let)\s+(?:this|the|that|your)\s+${THING}\s+(?:open|run(?:ning)?|up|alive|established)\b`,
  'i',
);
const KEEPS_TERMINAL = new RegExp(
  String.raw`\b(?:keep|leave|let)\s+(?:this|the|that)\s+${TERMINAL}\s+(?:open|running|alone)\b`,
  'i',
);
const KEEPS_IT =
  /\b(?:keep|leave)\s+(?:it|this)\s+(?:running|open)\s+(?:in\s+(?:a|another|its own|the|one)\s+(?:\w+\s+)?(?:terminal|window|tab|shell|background)|while|until)\b/i;
const GOES_ON =
  /\b(?:command|script|tunnel|proxy|it|this)\s+(?:will\s+|must\s+|should\s+|has to\s+|needs to\s+)?(?:(?:keeps?|stays?|remains?)\s+(?:running|open|in the foreground)\s*(?:[.,;:!]|$|until|while|as long)|blocks?\s+(?:the|this|your)\s+(?:terminal|shell|console)|runs?\s+in the foreground|(?:doesn['’]t|does not|will not|won['’]t|never)\s+(?:(?:exit|end|terminate)\b|return(?=\s*(?:[.,;:!]|$|until|while|as long|to (?:the|your) (?:prompt|shell)|by itself|on its own))))/i;

/** What programs print that go on until somebody stops them. */
const PRINTED =
  /\b(?:press|hit|use|type)\s+(?:ctrl|control|\^)[-+ ]?c\b[^.\n]{0,30}\b(?:stop|quit|exit|end|close|terminate|shut ?down|disconnect)|\bleave this (?:terminal|window|tunnel|session)\b[^.\n]{0,20}\bopen\b|^Forwarding from (?:127\.0\.0\.1|\[::1\]|localhost)/im;

/** Commands that come back whatever is said around them: builtins, and programs that tell others what to do. */
const COMES_BACK =
  /^\s*(?:sudo\s+)?(?:export|cd|source|\.|set|unset|alias|eval|read|echo|systemctl|service|ufw|iptables|nft|git|apt|apt-get|yum|dnf|kubectl (?:apply|delete|create|scale|rollout|get|patch)|[A-Za-z_]\w*=)(?=\s|$|\S*$)/;

/**
 * Whether the last command of a block goes on until it is stopped, by what is said around it: "Keep this tunnel open until
 * the dump is done", or what it prints: "Press Control-C to stop".
 */
export function staysOpen({ kind, interactive, commands }: Block, text: string, output: string): boolean {
  const last = commands.at(-1);
  if (kind !== 'command' || interactive || last === undefined || COMES_BACK.test(last)) return false;
  return PRINTED.test(output) || text.split(/(?<=[.!?;])\s+/).some(saysSo);
}

function saysSo(sentence: string): boolean {
  if (/\b(?:don['’]t|do not|never|no longer|in case|need not)\b[^.]{0,30}\b(?:keep|leave)\b/i.test(sentence))
    return false;
  const terminal = KEEPS_TERMINAL.test(sentence) && HELD.test(sentence) && !/\bin case\b/i.test(sentence);
  return terminal || [KEEPS, KEEPS_IT, GOES_ON].some((pattern) => pattern.test(sentence));
}
