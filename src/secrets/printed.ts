/** A value of letters of both cases and digits, so many signs long. */
const mixed = (signs: string, length: string): string =>
  String.raw`(?=[${signs}]{0,128}\d)(?=[${signs}]{0,128}[a-z])(?=[${signs}]{0,128}[A-Z])[${signs}]{${length}}`;
/** Thirty-two bytes in base64. */
const KEY = String.raw`[\w+/]{43}=`;
const SAID = String.raw`["']?[ \t]{0,4}[:=][ \t]{0,4}["']?`;

/** Secrets as tools print and store them, under names that tell nothing by themselves. Each has the secret as its group. */
export const PRINTED: readonly string[] = [
  // Azure: the keys of accounts, functions and maps, also where only the value was asked for.
  String.raw`(?<![\w-])["']?(?:value|primary|secondary|[Kk]ey[12])${SAID}([\w+/]{86}==)(?![\w+/=])`,
  String.raw`(?<![\w-])["']?(?:primary|secondary)${SAID}(${mixed(String.raw`\w+/-`, '40,128')}={0,2})(?![\w+/=-])`,
  String.raw`(?<![\w-])[Kk]ey[12]:[ \t]{1,8}["']?(${mixed(String.raw`\w+/-`, '40,128')}={0,2})["',]{0,2}[ \t]*$`,
  String.raw`"(?:default|master|masterKey|\w{1,40}_extension)"\s{0,4}:\s{0,4}"(${mixed(String.raw`\w+/-`, '50,60')}={1,2})"`,
  // AWS: what was decrypted, and the key of an API.
  String.raw`"Plaintext"\s{0,4}:\s{0,4}"([\w+/]{16,4096}={0,2})"`,
  String.raw`"value"\s{0,4}:\s{0,4}"(${mixed('A-Za-z0-9', '40')})"`,
  // WireGuard: the private key of an interface and the shared one of a peer.
  String.raw`^(?:[\w.-]{1,15}\t)?(${KEY})(?=\t(?:[\w+/]{0,43}=?$|${KEY}\t(?:$|\d{1,5}(?:\t|$))))`,
  String.raw`^[\w.-]{1,15}\t(${KEY})$`,
  String.raw`^(?:[\w.-]{1,15}\t)?${KEY}\t(${KEY})(?=$|\t(?:$|\(none\)|\[?[\da-f.:]{2,45}(?:\]|:|$)))`,
  // Ceph, wherever it stands: the type, a time and sixteen bytes.
  String.raw`(?<![\w+/=])(AQ[A-Za-z0-9+/]{36}==)(?![\w+/=])`,
  String.raw`(?<![\w-])key["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([A-Za-z0-9+/]{38}==)(?![\w+/=])`,
  // A token that was made, of Gitea and the like; letters and digits of both cases alone on a line.
  String.raw`\b[Tt]oken\b[^:\r\n]{0,60}\b(?:created|generated|issued)\b[^:\r\n\w]{0,8}(?:\.{3}|:)[ \t]{1,4}([0-9a-f]{40})(?![0-9a-f])`,
  String.raw`^[ \t]{0,8}(${mixed('A-Za-z0-9', '40')})[ \t]*$`,
  // Elasticsearch, Confluent, Atlas.
  String.raw`"encoded"\s{0,4}:\s{0,4}"([\w+/=-]{40,512})"`,
  String.raw`[|│][ \t]{0,40}(?:API )?[Ss]ecret[ \t]{0,40}[|│][ \t]{0,40}([\w+/=-]{16,256})(?=[ \t|│]|$)`,
  String.raw`\bPrivate API Key[ \t:]{1,40}([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})`,
  // Splunk, FortiGate, a token of hardware, SCRAM, TeamCity, Longhorn, Concourse, Rails, Erlang, Honeycomb.
  String.raw`\bpass4SymmKey${SAID}(?![<{*])([^\s"']{4,512})`,
  String.raw`\bset [\w-]{2,40} ENC ["']?([\w+/=-]{8,512})`,
  String.raw`\bpin-value=(?![$<{*])([^\s&;"']{4,128})`,
  String.raw`\b(?:stored|server|Stored|Server)_?[Kk]ey${SAID}([\w+/]{20,128}={0,2})(?![\w+/=])`,
  String.raw`\b[Ss]uper user authentication token:?[ \t]{1,4}["']?(\d{10,22})\b`,
  String.raw`\bCRYPTO_KEY_VALUE${SAID}(?![$<{*])([^\s"']{4,512})`,
  String.raw`\bCONCOURSE_[A-Z_]{0,40}LOCAL_USER["']?[=:][ \t]?["']?[\w.-]{1,64}:(?![$<{*])([^\s,"':]{3,256})`,
  String.raw`\bmaster\.key${SAID}([0-9a-f]{32})(?![0-9a-f])`,
  String.raw`\bpepper${SAID}([0-9a-f]{32,256})(?![0-9a-f])`,
  String.raw`\b(?:\.?erlang[._ -]?cookie|ERLANG_COOKIE)${SAID}(?!hash\b)([A-Z]{16,32}|${mixed(String.raw`\w+/=-`, '12,128')})`,
  String.raw`\bX-Honeycomb-Team${SAID}([\w-]{16,128})`,
  // Disks: the key that everything is encrypted with, line by line.
  String.raw`\bMK dump:\s{1,16}((?:[0-9a-f]{2} ?){4,64})`,
  String.raw`^\t[ \t]{0,24}((?:[0-9a-f]{2} ){15}[0-9a-f]{2}) ?$`,
  // Who knows the address may post.
  String.raw`open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook/([\w-]{16,64})`,
  String.raw`/bot/v2/hook/([0-9a-f]{8}-[0-9a-f-]{27})`,
  String.raw`\bhc-ping\.com/([0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{22}/)`,
  String.raw`\bpagerduty\.com/(?:integration/|generic/)([0-9a-f]{32})(?=/|$|\s)|/integration/([0-9a-f]{32})/enqueue`,
  // Tokens of a form of their own: Unleash, Infisical, ntfy; a wallet's key.
  String.raw`(?<![\w.-])(?:\*|\[\]|default):[\w-]{1,40}\.([0-9a-f]{40,64})(?![0-9a-f])`,
  String.raw`(?<![\w.-])(st\.[\w-]{8,64}\.[\w-]{16,128}\.[\w-]{16,128})(?![\w.-])`,
  String.raw`(?<![\w.-])(tk_(?=[A-Za-z]{0,28}\d)[A-Za-z0-9]{29})(?!\w)`,
  String.raw`(?<![\w+/=.-])(5(?=[1-9]{0,50}[A-Za-z])[1-9A-HJ-NP-Za-km-z]{50}|[KL](?=[A-Za-z]{0,50}\d)(?=[1-9A-Z]{0,50}[a-z])[1-9A-HJ-NP-Za-km-z]{51})(?![\w+/=.-])`,
  // A name and its value, with dots as in a table of contents.
  String.raw`\b(?:[Pp]assword|[Pp]asswort|[Pp]assphrase) ?\.{4,80} ?((?=[^\s"']{0,64}(?:\d|[a-z][A-Z]))[^\s"'.][^\s"']{5,255})`,
];

/** How a password is called elsewhere. */
const WORD =
  "(?:[Pp]asswort|[Kk]ennwort|[Mm]ot de passe|[Cc]ontrase(?:\u00f1a|na)|[Cc]lave|[Ss]enha|[Pp]alavra-passe|[Ww]achtwoord|[Hh]as\u0142o|[Hh]eslo|[Gg]eslo|[Ll]ozinka|[Jj]elsz[\u00f3o]|[Ll]\u00f6senord|[Aa]dgangskode|[Pp]assord|[Ss]alasana|[Ss]alas\u00f5na|[Pp]arol[ae](?: d'ordine| d'accesso| de acces)?|[Ss]lapta\u017eodis|[Ll]ykilor\u00f0|[\u015e\u015f]ifre|m\u1eadt kh\u1ea9u|[Kk]ata sandi|[\u041f\u043f]\u0430\u0440\u043e\u043b[\u044c\u0430]|[\u041b\u043b]\u043e\u0437\u0438\u043d\u043a\u0430|[\u039a\u03ba]\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2(?: \u03c0\u03c1\u03cc\u03c3\u03b2\u03b1\u03c3\u03b7\u03c2)?|\u0643\u0644\u0645\u0629 (?:\u0627\u0644\u0645\u0631\u0648\u0631|\u0627\u0644\u0633\u0631)|\u05e1\u05d9\u05e1\u05de(?:\u05d4|\u05ea)|\u5bc6\u7801|\u5bc6\u78bc|\u53e3\u4ee4|\u30d1\u30b9\u30ef\u30fc\u30c9|\ube44\ubc00\ubc88\ud638|\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19|\u092a\u093e\u0938\u0935\u0930\u094d\u0921)";
/** The same as parts of names: `DB_SENHA`. */
const PART =
  '(?:passwort|kennwort|senha|contrasena|haslo|heslo|wachtwoord|passord|jelszo|mot_?de_?passe|losenord|parola|lozinka)';
const anyCase = (text: string): string => text.replace(/[a-z]/g, (sign) => `[${sign.toUpperCase()}${sign}]`);

/** Names of other languages, with what looks like a secret rather than a word. */
export const FOREIGN: readonly string[] = [
  // "Passwort von bob: X": no date, as in "Passwort gültig bis: 31.12.2026".
  String.raw`(?<!\p{L})${WORD}(?: [\p{L}\d_.-]{1,32}){1,3}[:\uff1a] {1,4}["']?((?!\d{1,4}[-./:]\d)(?=[^\s"']{0,64}\d)(?=[^\s"']{0,64}\p{L})[^\s"',;)]{8,256})`,
  String.raw`(?<!\p{L})(?:[Zz]ugangsdaten|[Ii]dentifiants|[Cc]redenciales|[Cc]redenziali|[Ii]nloggegevens)[:\uff1a] {1,4}[\w.@-]{1,64} ?\/ ?((?=[^\s"']{0,64}\d)(?=[^\s"']{0,64}\p{L})[^\s"',;)]{7,256})`,
  String.raw`(?<!\p{L})${WORD}[ \t]{0,4}[:=\uff1a][ \t]{0,8}["']?((?=[^\s"']{0,64}(?:[\d!@#$%^&*?]|[a-z][A-Z]))[^\s"',;)]{6,256})`,
  String.raw`(?<![A-Za-z0-9])(?:[A-Za-z0-9]{1,40}[_.-]){0,4}${anyCase(PART)}["']?(?:=|:[ \t]?["'])["']?(?![$<{*%])([^\s"'&;]{4,256})`,
];

/** Lines without one of these words have none of them. */
export const FOREIGN_HINT = `${WORD}|[Zz]ugangsdaten|[Ii]dentifiants|[Cc]redenciales|[Cc]redenziali|[Ii]nloggegevens|${anyCase(PART)}`;
