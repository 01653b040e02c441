import type { OpenValue } from './leftOpen.ts';
import { heredocBodies } from './shellNames.ts';

/*
 * Blanks in other languages and scripts: `ВАШ_IP`, `ваш_пароль`, `votre_domaine`, `你的域名`; and those that are words of a
 * sentence in quotes: `-m "Your message"`.
 */

/** "Your", as the first part of a name. */
const YOURS =
  /^(?:ваш(?:а|е|и|у|его|ему|ей|им)?|тво(?:й|я|е|и)|сво(?:й|я|е|и)|нов(?:ый|ая|ое)|вашия?|твоя|ваше|ваша|your|votre|deine?|ihre?|seu|sua|jouw|twoj[ae]|twój|váš|tvůj)[_-](?=\p{L})/iu;
/** The same in scripts that part no words. */
const YOURS_JOINED = /^(?:你的|您的|あなたの|당신의_?)./u;
const WORD =
  /(?<![\p{L}\p{N}\p{M}_$%{<.-])[\p{L}][\p{L}\p{N}\p{M}]*(?:[_-][\p{L}\p{N}\p{M}]+)*(?![\p{L}\p{N}\p{M}_(=])/gu;
/** Programs to which such a word is a pattern or a text. */
const SAYS = /(?:^|[|;&(\n]\s*)(?:sudo\s+)?(?:echo|printf|[ef]?grep|rg|sed|awk|git\s+commit|logger|say)\b[^|;&\n]*$/;

const SAID =
  /(?<=(?:^|\s)--?[A-Za-z][\w-]*[= ])(["'])([Yy]our(?: [a-z][a-z-]*){0,3} (?:message|name|description|title|comment|text|subject|password|token|key|email|reason|note))\1/g;

/** The blanks of a shell text that are written so. */
export function foreignBlanks(text: string): readonly OpenValue[] {
  const found: OpenValue[] = [...text.matchAll(SAID)].map(({ index, 2: words }) => ({
    start: index + 1,
    end: index + 1 + words!.length,
    name: words!,
  }));
  if (!/[^\x20-\x7e\n\t]|(?:votre|deine?|ihre?|seu|sua|jouw|twoj[ae])[_-]/i.test(text)) return found;
  const bodies = heredocBodies(text);
  for (const { index: start, 0: name } of text.matchAll(WORD)) {
    if (!isBlank(name) || bodies.some((body) => body.start <= start && start < body.end)) continue;
    if (!SAYS.test(text.slice(0, start))) found.push({ start, end: start + name.length, name });
  }
  return found;
}

function isBlank(word: string): boolean {
  if (!/[^\x00-\x7f]/.test(word)) return YOURS.test(word) && !/^your/i.test(word);
  if (YOURS.test(word) || YOURS_JOINED.test(word)) return true;
  // All in capitals, where the script has them.
  return (
    word.length > 2 && /\p{Lu}{2}/u.test(word) && !/\p{Ll}/u.test(word) && /(?!\p{Script=Latin})\p{Lu}/u.test(word)
  );
}
