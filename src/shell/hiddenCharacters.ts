/** A character that makes a text look like another one. */
export interface HiddenCharacter {
  readonly kind: 'control' | 'bidirectional' | 'invisible' | 'look-alike';
  /** UTF-16 offset in the text. */
  readonly at: number;
  readonly length: number;
  /** As `U+202E`. */
  readonly code: string;
}

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const INVISIBLE =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|\p{Cf}|[\u{e0000}-\u{e0fff}]|[\u{1d173}-\u{1d17a}]/u;
/** Marks of other scripts that read as the shell's own, and spaces that are none to a shell. */
const SYNTAX_LOOK_ALIKE =
  /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2212\ufe58\ufe63\uff0d\u037e\u2024\u2044\u2215\u29f8\u01c0\u2223\u23d0\uff5c\uff1b\uff06\uff1e\uff1c\uff04\uff40\uff08\uff09\uff0f\uff3c\u2216\u201a\u2039\u203a]/;
/** Dashes of typesetting: an option that begins with one is none. */
const DASH = /[\u2010-\u2015]/;
/** Letters of other alphabets that are drawn as Latin ones. */
const LETTER_LOOK_ALIKE =
  /[\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1\u03b9\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d\u0131\u0251\u0261\uff21-\uff3a\uff41-\uff5a\uff10-\uff19]|[\u{1d400}-\u{1d7ff}]/u;

/**
 * Characters of a command that hide something: control characters, those that turn the direction or are not drawn, and
 * those that look like others. Letters of a text that is written in another alphabet are none: only a word that mixes
 * alphabets is suspicious. Tabs and line ends are not looked at.
 */
export function hiddenCharacters(text: string): HiddenCharacter[] {
  const out: HiddenCharacter[] = [];
  // Nearly all commands are plain.
  if (!/[^\t\n\r -~]|\r(?!\n)/.test(text)) return out;
  let at = 0;
  for (const character of text) {
    const kind = kindOf(character, text, at);
    if (kind !== undefined) {
      const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
      out.push({ kind, at, length: character.length, code });
    }
    at += character.length;
  }
  return out;
}

function kindOf(character: string, text: string, at: number): HiddenCharacter['kind'] | undefined {
  if (character === '\r' && text[at + 1] === '\n') return undefined;
  if (character < '\u007f' && character >= ' ') return undefined;
  if (CONTROL.test(character)) return 'control';
  if (BIDIRECTIONAL.test(character)) return 'bidirectional';
  if (INVISIBLE.test(character)) return isEmojiJoiner(character, text, at) ? undefined : 'invisible';
  if (SYNTAX_LOOK_ALIKE.test(character)) return 'look-alike';
  if (DASH.test(character)) {
    const option = /(?:^|\s)$/.test(text.slice(0, at)) && /^[A-Za-z\u2010-\u2015-]/.test(text.slice(at + 1));
    return option ? 'look-alike' : undefined;
  }
  return LETTER_LOOK_ALIKE.test(character) && mixesAlphabets(text, at, character.length) ? 'look-alike' : undefined;
}

/** Emoji are made of several by a joiner or a selector behind a picture. */
function isEmojiJoiner(character: string, text: string, at: number): boolean {
  return (
    /[\u200d\ufe0f]/.test(character) &&
    /[\p{Extended_Pictographic}\u20e3\d#*\ufe0f]$/u.test(text.slice(Math.max(0, at - 2), at))
  );
}

/** Whether the word around a letter holds ASCII letters as well, or stands where only ASCII does: an option, a path. */
function mixesAlphabets(text: string, at: number, length: number): boolean {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, at - 64), at))![0];
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(at + length, at + length + 64))![0];
  const own = text.slice(at, at + length);
  const word = before + own + after;
  // The parts of a name may each be of another alphabet: `IP_АДРЕС`.
  const part = /[^_]*$/.exec(before)![0] + own + /^[^_]*/.exec(after)![0];
  if (/[A-Za-z]/.test(part)) return true;
  // All of it drawn as Latin letters, beside Latin ones or where a command or an option stands.
  const lookAlike = [...part].every((letter) => LETTER_LOOK_ALIKE.test(letter) || /[\p{N}]/u.test(letter));
  if (lookAlike && /[A-Za-z]/.test(word)) return true;
  return lookAlike && /(?:^|[|;&\n(]\s*|\s--?)$/.test(text.slice(0, at - before.length));
}
