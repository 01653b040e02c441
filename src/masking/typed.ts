/** What stands around a word that a sentence may tell as a secret. */
export interface Said {
  readonly value: string;
  /** Nothing but the end of a sentence follows. */
  readonly alone: boolean;
  /** It stands in quotes of its own. */
  readonly quoted?: boolean;
}

/** Two words with a colon, a full stop or hyphens: what things are called, `db-creds-2`, `secret/db`. */
const NAMED = /^[a-z0-9]+(?:[-./:_][a-z0-9]+)+$|:\/\/|^[~./]|^v?\d+(?:[.,]\d+)*$/;
export const isNamed = (word: string): boolean => NAMED.test(word);

/** Ways to hash, write, connect or log in that are written with digits. */
export const ALGORITHM =
  /^(?:sha-?\d+|md\d|argon2\w*|bcrypt\d*|pbkdf2\w*|base\d+|utf-?\d+|ntlmv?\d|oauth2|saml2|ldapv\d|http2|v\d+)$/i;
const STANDARD =
  /^(?:tls|ssl|http|https|ipv|sha|aes|rsa|utf|oauth|auth|saml|ldap|ntlm|md|rfc|cve|iso|soc|fips|pci|nist|bcrypt|scrypt|argon|pbkdf|base|ed|ecdsa|hs|rs|es|log4j|openssl|python|java|node|php|ruby|mysql|postgres(?:ql)?|pg|redis|k8s|ec)[-_/]?v?\d[\w./-]*$/i;
/** `AES256`, `RSA-2048`: how something is made, not what it is. */
export const isStandard = (value: string): boolean => ALGORITHM.test(value) || STANDARD.test(value);

/** Moments, lengths, sizes, ranks and tickets: what sentences hold with digits and letters. */
const FIGURE =
  /^(?:\d{1,4}[-./:]\d{1,2}(?:[-./:T]\d{1,4}.*)?|\d+(?:[.,]\d+)?-?[a-z%]{1,12}\.?|\d+(?:st|nd|rd|th)|[A-Z]{2,10}-\d+|(?:pr|mr|issue|ticket|case|bug|task|nr?|no)?#\d+|(?:v|ver|version|rev|r|rc|sev|prio|p|q|fy|tier|step|day|week|phase|part|top|beta|alpha|release)-?\d[\d.]*\w{0,3}|[a-z]{2}-[a-z]+-\d[a-z]?|i-[0-9a-f]+|\w+\(.*|.*\/.*\/.*|[\w.+-]+@[\w-]+\.[\w.-]+|[\w-]+(?:\.[\w-]+)+(?::\d+)?|(?:\w+-)?[a-z]+-\d{1,3}|[+-]?\d+|\W+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)+|\w+[=<>]+\S*)$/;
/** The name of a host, a node or a replica of something: `db-2`, `node3`. */
const HOST =
  /^(?:db|node|web|app|host|srv|server|pod|vm|gw|lb|api|worker|shard|replica|zone|region|dc|rack|env)-?\d+$/i;

const hasDigitAndLetter = (value: string): boolean => /\d/.test(value) && /[A-Za-z]/.test(value);
/** A sign that no word of a sentence holds within itself. */
const hasSign = (value: string): boolean => /[A-Za-z\d][!#$%^&*~?]+(?=[A-Za-z\d])|[a-z][!#$^*~]+$/.test(value);

/** As people type them: letters with digits or signs, and nothing that a sentence holds for another reason. */
export function looksTyped({ value }: Said): boolean {
  if (value.length < 5 || isStandard(value) || HOST.test(value)) return false;
  if (FIGURE.test(value) && !/^[a-z]{3,}(?:-[a-z]{3,})+-\d{1,3}$|^[a-z]{5,}-\d{2,3}$/.test(value)) return false;
  return (hasDigitAndLetter(value) || hasSign(value)) && !/:\/\/|^[~./]|\]\(|[,;\s]/.test(value);
}

/** The same where the name of a thing may stand as well. */
export function isTypedSecret(said: Said): boolean {
  return looksTyped(said) && !isNamed(said.value);
}

/** A capital, a small letter and a digit, however many hyphens: `Qz-now-10`. */
const MIXED = /^(?=[^A-Z]{0,64}[A-Z])(?=[^a-z]{0,64}[a-z])(?=\D{0,64}\d)[\w-]{7,128}[!#$^*~?]{0,3}$/;

/** The same behind words that tell what a password has become, where few other things stand. */
export function isAssigned(said: Said): boolean {
  if (isStandard(said.value) || UUID.test(said.value)) return false;
  return isTypedSecret(said) || isCode(said) || MIXED.test(said.value);
}

/** As one types it at a prompt: no name of a thing is typed there. */
export function isKeyed({ value }: Said): boolean {
  return value.length >= 6 && hasDigitAndLetter(value) && !isStandard(value) && /^[^\s/\\:,;]+$/.test(value);
}

/** A password by itself, though nothing near says so: signs, or digits in the place of letters, as no product is called. */
export function isUnmistakable(said: Said): boolean {
  const { value } = said;
  if (!isMade(said) || /^[A-Za-z]+#\d+$/.test(value)) return false;
  return hasSign(value) || (MIXED.test(value) && /[A-Za-z]\d{1,2}[a-z]{2}/.test(value));
}

/** The same of something that worked or let somebody in: not only letters in one part and digits in the next. */
export function isMade({ value }: Said): boolean {
  if (value.length < 8 || /[./:@=_\\,;]/.test(value) || !/\d/.test(value)) return false;
  if (!isAssigned({ value, alone: false })) return false;
  return !value.split('-').every((part) => /^(?:[A-Za-z]+|[A-Za-z]?\d+)$/.test(part));
}

/** Of three kinds of signs, and no name with a number as `Jenkins2`. */
export function isRich(said: Said): boolean {
  const { value } = said;
  if (value.length < 6 || !isTypedSecret(said) || /^[A-Z][a-z]+-?\d{1,2}$/.test(value)) return false;
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d.]/].filter((kind) => kind.test(value)).length >= 3 || hasSign(value);
}

/** What records and requests are told apart by. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const CODED = /(?:^|[-_])(?=[a-z\d]{5})\d+[a-z]+\d+[a-z\d]*$/;
const POD = /-[a-f\d]{6,10}-[a-z\d]{5}$/;
/** `s3cr3t-sauce`: digits in the place of letters, where no abbreviation has them, as `k8s` and `e2e`. */
const isLeet = (value: string): boolean =>
  !POD.test(value) &&
  value.split(/[-_]/).some((part) => /[a-z]\d{1,2}[a-z]/.test(part) && !/^[a-z]\d{1,2}[a-z]$/.test(part));

/** As machines make them: names of a thing have no part in which digits stand between letters. */
export function isCode(said: Said): boolean {
  if (!looksTyped(said) || UUID.test(said.value)) return false;
  return !isNamed(said.value) || isLeet(said.value) || CODED.test(said.value);
}
