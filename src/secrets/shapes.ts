import { PREFIXED } from './prefixes.ts';
import { FOREIGN, FOREIGN_HINT, PRINTED } from './printed.ts';

/**
 * Secrets that show by their form alone. The forms are facts that vendors publish; they were compared with the rules of
 * gitleaks and secretlint, which are not taken over as they are: the one is 222 rules in another dialect of regular
 * expressions, of which half need V8 to try each place of a long line fifty times over; the other adds 1 MB to the
 * extension. Both look for tokens that somebody committed, neither for the short passwords that commands print.
 */

/** Not within a word; behind an escape of JSON or of a URL, too. */
const FREE = String.raw`(?:(?<![\w-])|(?<=%[0-9A-Fa-f]{2}|\\[nrt]))`;

/** What says that the rest is a secret. Its last group is that rest. */
const TOLD: readonly string[] = [
  // A JSON web token, or an encrypted one. With bounds: without, a line of nothing but beginnings takes seconds.
  String.raw`${FREE}(eyJ[\w-]{10,8192}\.(?:[\w-]{2,8192}|(?=\.[\w-]{8,8192}\.))(?:\.[\w-]{0,8192}){1,3})`,
  String.raw`(?:[Bb]earer|BEARER)(?: {1,8}|%20|\+)([\w.~+/%=-]{8,})`,
  String.raw`(?:[Bb]asic|BASIC) {1,8}((?=[A-Za-z0-9+/]{0,200}?(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/]{10,}={0,2})(?![\w-])`,
  String.raw`(?<!\w)SSWS(?: {1,4}|%20)([\w-]{20,})`,
  String.raw`(?<!\w)(AKC[A-Za-z0-9]{10,})(?!\w)`,
  // Azure AD client secrets.
  String.raw`(?<![\w~.-])([\w~.]{3}\dQ~[\w~.-]{31,34})`,
  String.raw`(?<!\w)([a-zA-Z0-9]{14}\.atlasv1\.[\w=-]{60,70})`,
  // Mailchimp; the exported accounts of an authenticator.
  String.raw`(?<!\w)([0-9a-f]{32}-us\d{1,2})(?!\w)`,
  String.raw`otpauth-migration:\/\/offline\?data=([^\s"'&]{8,})`,
  // Password hashes: crypt, phpass, Django, Werkzeug, LDAP, PostgreSQL, MySQL, Windows.
  String.raw`(?<![\w$])(\$(?:\d|2[abxy]|y|gy|P|H|S|sha1|md5|apr1|argon2(?:id|i|d)|b?scrypt|bcrypt-sha256|pbkdf2(?:-sha\d+)?)\$[\w./$=,+-]{16,})`,
  String.raw`(?<!\w)((?:pbkdf2_sha\d+|bcrypt(?:_sha256)?|argon2|scrypt|md5|sha1)\${1,2}[\w./$=,+-]{16,})`,
  String.raw`(?<!\w)((?:pbkdf2:sha\d+:\d+|scrypt:\d+:\d+:\d+)\$[\w./$=,+-]{16,})`,
  String.raw`(\{(?:S?SHA(?:256|512)?|SMD5|CRYPT|PBKDF2(?:-SHA\d+)?|ARGON2)\}[\w+/=$.,-]{16,})`,
  String.raw`(SCRAM-SHA-\d+\$\d+:[\w+/=]+\$[\w+/=]+:[\w+/=]+)`,
  String.raw`(?<![\w*])(\*[0-9A-F]{40})(?!\w)`,
  String.raw`(?<=['"| :]|^)(md5[0-9a-f]{32})(?=['"| ]|$)`,
  String.raw`:\d{1,10}:([0-9a-fA-F]{32}:[0-9a-fA-F]{32}):::`,
  // Tokens to join a cluster, and cloud passwords that are told once.
  String.raw`(?<![\w.-])(?=[a-z]{0,5}\d)([a-z0-9]{6}\.(?=[a-z]{0,15}\d)[a-z0-9]{16})(?![\w.-])`,
  // Webhooks: who knows the address may post.
  String.raw`hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/([\w/+-]{8,})`,
  String.raw`discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(\d+/[\w-]{8,})`,
  String.raw`webhook\.office\.com/webhookb2/([\w@/-]{8,})`,
  String.raw`outlook\.office(?:365)?\.com/webhook/([\w@/-]{8,})`,
  String.raw`hooks\.zapier\.com/hooks/catch/([\w/]{6,})`,
  String.raw`maker\.ifttt\.com/trigger/[\w-]{1,80}/(?:json/)?with/key/([\w-]{8,})`,
  String.raw`webexapis\.com/v1/webhooks/incoming/([\w-]{8,})`,
  String.raw`/hooks/((?=[a-z]{0,25}[A-Z\d])[A-Za-z0-9]{26}|\w{3,24}/\w{40,})(?!\w)`,
  String.raw`(?:\bbot|\b)(\d{6,12}:AA[\w-]{30,})`,
];

/** Passwords and keys in addresses that are no URL's `user:password@`. */
const ADDRESSED: readonly string[] = [
  String.raw`jdbc:oracle:\w+:[\w$]{1,128}/([^\s@/"']{1,256})@`,
  String.raw`(?<![\w:])[\w.-]{1,64}:([^\s@:/"']{1,256})@(?:tcp|unix|udp)\(`,
  // `user:password@host:port`, without a scheme.
  String.raw`(?<![\w:/@.-])[\w.-]{1,64}:([^\s@:/"']{3,256})@(?:localhost|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}):\d{2,5}(?!\w)`,
  // .pgpass
  String.raw`^[\w.*-]{1,255}:(?:\d{4,5}|\*):(?:[A-Za-z_*][\w.-]{0,63}|\*):(?:[A-Za-z_*][\w.-]{0,63}|\*):(\S+)$`,
  // What is printed once, when keys are made.
  String.raw`^(?:CREDENTIALS|ACCESSKEY)\t(.+)$`,
  String.raw`(?:Unseal|Recovery) Key \d{1,2}: (\S+)`,
  String.raw`^PASSWORD \w{1,64} = (\S+)$`,
  // An account and its password beside each other.
  String.raw`^"[\w.-]{1,64}" "([^"]{1,512})"?$`,
  String.raw`\bauth=\(\s{0,4}["'][^"']{1,128}["'],\s{0,4}["']([^"']{1,512})(?:["']|$)`,
  String.raw`^\[[\w.-]{1,255}\](?::\d{2,5})?[ \t]{1,8}[\w.@+-]{1,128}:(?!\/\/)([^\s:]{3,256})$`,
  String.raw`\{\w{0,40}(?:pass|password|secret|token), {0,4}(?:<<)?"([^"]{1,512})(?:"|$)`,
  // The code of a wireless network; the private parts of a JSON web key.
  String.raw`\bWIFI:(?:[A-OQ-Z]:(?:[^;\\]|\\.){0,64};){0,4}P:((?:[^;\\]|\\.){1,128})`,
  String.raw`(?<![\w.-])"(?:d|k|p|q|dp|dq|qi)"\s{0,4}:\s{0,4}"((?=[\w-]{0,200}[A-Z])(?=[\w-]{0,200}\d)[\w-]{22,})"`,
  // Bundler's gem servers.
  String.raw`\bBUNDLE_[A-Z0-9_]{1,128}__[A-Z0-9_]{1,64}["']?[:=] ?["']?[\w.@%+-]{1,64}:([^\s"':/]{3,256})`,
  // A crypt password of 13 signs, in htpasswd.
  String.raw`^[\w.-]{1,64}:((?=[./A-Za-z]{0,12}\d)(?=[./0-9a-z]{0,12}[A-Z])[./0-9A-Za-z]{13})$`,
  // A cookie jar: domain, subdomains, path, secure, expiry, name, value.
  String.raw`^(?:#HttpOnly_)?[\w.-]{1,255}\t(?:TRUE|FALSE)\t\S{1,512}\t(?:TRUE|FALSE)\t\d+\t[^\t]{1,256}\t(\S+)`,
  String.raw`\bSecureString[\s"'|,]{1,40}(?!(?:Value|Version|ARN)\b)([^\s"'|,]+)`,
  // An address within an address, encoded once or twice.
  ...['%', '%25'].map((mark) => {
    const [colon, slash] = [`${mark}3[Aa]`, `${mark}2[Ff]`];
    const char = (stops: string): string => String.raw`(?:(?!${mark}(?:${stops}))[^\s"'<>&/])`;
    return `${colon}${slash}${slash}${char('2[Ff]|3[AaFf]|40|23')}{0,128}${colon}(${char('2[Ff]|3[Ff]|40|23')}{1,256})${mark}40`;
  }),
  // Keys of Azure's accounts, and what a secret manager of Google's gives out.
  String.raw`[Pp]rimaryKey["']?\s{0,4}[:=]\s{0,4}["']?([\w+/-]{32,86}={0,2})(?![\w+/=-])`,
  String.raw`(?<![\w-])key[12]["']?\s{0,4}[:=]\s{0,4}["']([\w+/=-]{32,128})["']`,
  String.raw`(?<!\S)key[12](?:\t| {2,16})(?:FULL|READ|Full|Read)(?:\t| {2,16})(\S{16,})`,
  String.raw`\bpayload["']?:\s{0,4}\{[^{}]{0,256}?["']?\bdata["']?:\s{0,4}["']?([\w+/-]{4,}={0,2})(?=["'\s,}]|$)`,
  String.raw`\bpayload\.data["']?\s{0,4}[:=]\s{0,4}["']?([\w+/-]{8,}={0,2})(?=["'\s,}]|$)`,
  String.raw`^[ \t]*New value: {1,8}((?=\S{0,64}[a-z])(?=\S{0,64}[A-Z])(?=\S{0,64}\d)[^\s/:]{12,64})$`,
  String.raw`[?&](?:code|key|auth|sv_?key|access|st|tk|k|s)=([\w.~%+/-]{16,})`,
  // Sessions of frameworks; a key on a line of its own.
  String.raw`(?:PHPSESSID|JSESSIONID|connect\.sid|ASP\.NET_SessionId|laravel_session|sessionid)=([\w%.:+/=-]{8,})`,
  String.raw`^[ \t-]{0,16}key:[ \t]{1,8}["']?([0-9a-f]{64})(?![0-9a-f])`,
];

const OF_SECRET = '[\\w-]{0,40}(?:[Pp]assword|[Pp]asswd|[Ss]ecret|[Tt]oken|[Aa]pi_?[Kk]ey)[\\w-]{0,20}';
/** What looks like a secret rather than a word: a digit or a sign among letters. */
const LIKELY = String.raw`(?=[^\s"']{0,64}[\d!@#$%^&*?])[^\s"',;)]{6,256}`;

/** A name and its value in other languages, and in other ways of writing. */
const WRITTEN: readonly string[] = [
  ...PRINTED,
  String.raw`${OF_SECRET}"\s{0,8}:\s{0,8}\{\s{0,8}"(?:value|plaintext|plain|data)"\s{0,8}:\s{0,8}"([^"]{1,512})(?:"|$)`,
  String.raw`<(?:\w{1,40}:)?${OF_SECRET}>\s{0,8}<!\[CDATA\[([^\]]{1,512})`,
  String.raw`(?<![\w-])${OF_SECRET}[ \t]{0,4}(?:==|->)[ \t]{0,4}["']?(${LIKELY})`,
  String.raw`\bid_token["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([\w.-]{20,4096})`,
  // A bot of Discord: its number in base64, a time and a signature.
  String.raw`(?<![\w.-])([MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40})(?![\w.-])`,
  // The name of an account that every system has, and a password that nobody would call a tag or a group.
  String.raw`(?<![\w./@:-])(?:admin|administrator|root|user|postgres|sa|sysadmin|superuser|oracle|guest|elastic|kibana|neo4j|rabbitmq|mysql|redis|minio|grafana|jenkins|deploy|backup|ubuntu|ec2-user|vagrant|svc[-_]\w{1,32}):(?=[^\s:]{0,64}[a-z])(?=[^\s:]{0,64}[A-Z])(?=[^\s:]{0,64}\d)(?=[^\s:]{12}|[^\s:]{0,64}[!@#$%^&*?~])([^\s:"'\`<>/,;|]{8,64})(?![:\w/])`,
  // What members of a gossip ring share: 16, 24 or 32 bytes in base64.
  String.raw`\bencrypt["']?[ \t]{0,8}[:=][ \t]{0,8}["']?((?=[A-Za-z+/]{0,43}\d)(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{32}))(?![\w+/=])`,
  // A variable and its value, a space between.
  String.raw`^[ \t]{0,8}(?:export )?[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){0,4}_(?:TOKEN|SECRET|PASSWORD|PASSWD|PWD|API_?KEY|ACCESS_KEY|PRIVATE_KEY|AUTH_KEY|SECRET_KEY|CREDENTIALS?) ((?![a-z]{1,32}(?:[-_./][a-z0-9]{1,32}){1,8}[ \t]*$)(?=[A-Za-z+/=.~-]{0,64}\d)(?=[\d+/=.~-]{0,64}[A-Za-z])[\w+/=.~-]{16,512})[ \t]*$`,
  String.raw`--certificate-key[ =]["']?([0-9a-f]{64})(?![0-9a-f])`,
  // A pair of AWS in a row of a table, and its second half by its name, as text.
  String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}["']?[ \t|,]{1,40}(?:(?:Active|Inactive|\d{4}-\d\d-\d\dT[\d:.+Z-]{1,24})[ \t|,]{1,40})?["']?([A-Za-z0-9/+]{40})(?![\w/+=])`,
  String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}["']?[ \t]{0,4}[:/;][ \t]{0,4}["']?(?=[A-Z0-9/+]{0,39}[a-z])(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Za-z/+]{0,39}\d)([A-Za-z0-9/+]{40})(?![\w/+=])`,
  String.raw`(?<![A-Za-z0-9])[Ss]ecret_?[Aa]ccess_?[Kk]ey[ \t]{1,40}([A-Za-z0-9/+]{40})(?![\w/+=])`,
  String.raw`(?<![A-Za-z0-9])[Aa]ccess_?[Kk]ey_?[Ss]ecret[ \t]{1,40}((?=[A-Za-z]{0,30}\d)[A-Za-z0-9]{30})(?![\w/+=])`,
  // A line of .pgpass behind a number, a mark or the name of the file: there, a word is no password.
  String.raw`(?<![\w.*/-])[\w.*-]{1,255}:(?:\d{4,5}|\*):(?:[A-Za-z_][\w.-]{0,63}|\*):(?:[A-Za-z_][\w.-]{0,63}|\*):(?!\/)(?=[^\s"'\`]{0,64}[A-Za-z])(?=[^\s"'\`]{0,64}[\d!@#$%^&*?])([^\s"'\`:]{8,256})(?=["'\`]?[ \t]*$)`,
  // Vault: what opens it, its first token, and a token in the second column, whatever stands before.
  String.raw`(?:[Uu]nseal|UNSEAL|[Rr]ecovery|RECOVERY)[ _-](?:[Kk]ey|KEY)(?:[ _#-]{0,2}\d{1,2})?(?: \((?:hex|base64|b64)\))?["']?[ \t]{0,4}[:=][ \t]{0,8}["']?((?=[\w+/]{0,66}\d)[\w+/]{40,88}={0,2})(?![\w+/=-])`,
  String.raw`^[ \t]{0,8}Key \d{1,2}: {1,4}((?=[\w+/]{0,66}\d)(?=[\w+/]{0,66}[a-z])[\w+/]{43,66}={0,2})[ \t]*$`,
  String.raw`\b[Rr]oot[ _-][Tt]oken["']?[ \t]{0,4}[:=]?[ \t]{1,16}["']?((?:hv[sbr]|[sbr])\.[\w-]{3,})`,
  String.raw`(?<![\w.-])[Tt]oken(?: {2,40}|\t{1,4}|[ \t]{0,40}[|│][ \t]{0,40})((?:hv[sbr]|[sbr])\.(?=[\w-]{0,64}(?:\d|[a-z][A-Z]))[\w-]{6,})`,
  String.raw`(?<![\w.-])[Tt]oken(?: {2,40}|\t{1,4})((?=[A-Za-z_]{0,64}\d)(?=[\d_]{0,64}[A-Za-z])[A-Za-z0-9_]{24,512})[ \t|│]*$`,
  // JSON in base64 that begins with a password, a secret, a token or logins.
  // The token of a tunnel; a key of BitLocker; a link that sets a password anew; the hash of a user of Redis.
  String.raw`(?<![\w+/])(eyJhIjoi[\w+/=-]{40,})`,
  String.raw`(?<![\d-])((?:\d{6}-){7}\d{6})(?![\d-])`,
  String.raw`https?://[^\s"'<>?#]{1,200}/[\w-]{0,24}(?:reset|recover|magic|invit)[\w-]{0,24}/((?=[\w-]{0,64}\d)(?=[\w-]{0,64}[A-Za-z])[\w-]{20,})`,
  String.raw`\buser \S{1,64} (?:on|off) (?:[^\s#]{1,64} ){0,6}#([0-9a-f]{64})(?![0-9a-f])`,
  String.raw`(?<![\w+/])(eyJ(?:wYXNz|zZWNyZX|0b2tlbi|hdXRocy|hcGlfa2V5|hcGlLZXki)[\w+/=-]{6,})`,
  String.raw`\bset_?(?:[Pp]assword|[Ss]ecret|[Tt]oken|[Aa]pi[Kk]ey)\(\s{0,4}["']([^"']{1,512})(?:["']|$)`,
];

/** As `FREE`, but behind a dash, too: `-----END PRIVATE KEY-----ghp_`. One for the shape and for its hint: they must not differ. */
const FREE_OR_DASHED = FREE.replace('-', '');

const ANY_PREFIXED = PREFIXED.map(([prefix, body, least]) => `(?:${prefix})${body}{${least},}`).join('|');

/** Each has the secret as its only group that matches. */
export const SHAPES: readonly RegExp[] = [
  new RegExp(`${FREE_OR_DASHED}(${ANY_PREFIXED})`, 'dg'),
  new RegExp(TOLD.join('|'), 'dg'),
  ...ADDRESSED.map((source) => new RegExp(source, 'dg')),
  ...WRITTEN.map((source) => new RegExp(source, 'dg')),
  ...FOREIGN.map((source) => new RegExp(source, 'dgu')),
];

/** `user:password@` in a URL, or a token in the user's place. In one pass, however many URLs a line is made of. */
export function userInfo(line: string): { readonly start: number; readonly end: number }[] {
  const spans: { readonly start: number; readonly end: number }[] = [];
  for (const match of line.matchAll(/:\/\/[^\s"'`<>]{1,2048}/g)) {
    let at = match.index;
    for (const piece of match[0].split('://').slice(1)) {
      at += '://'.length;
      const last = lastAt(piece);
      const found = /:|%3[Aa]/.exec(piece.slice(0, Math.max(0, last)));
      const colon = found?.index ?? -1;
      const from = colon + (found?.[0].length ?? 0);
      const isPort = /^\d{1,5}[/?#]/.test(piece.slice(from));
      if (colon >= 0 && !isPort && last > from && !/[/?#]/.test(piece.slice(0, colon)))
        spans.push({ start: at + from, end: at + last });
      else if (colon < 0 && last >= 20 && /^[\w.~%+=-]+$/.test(piece.slice(0, last)))
        spans.push({ start: at, end: at + last });
      at += piece.length;
    }
  }
  return spans;
}

/** The `@` before a host: not one of a path, as in `/@scope`. */
function lastAt(text: string): number {
  for (let at = text.lastIndexOf('@'); at > 0; at = text.lastIndexOf('@', at - 1))
    if (text[at - 1] !== '/' && /[\w.[%$({-]/.test(text[at + 1] ?? '')) return at;
  return -1;
}

/** Lines without any of these hold none of the shapes. */
export const SHAPE_HINT = new RegExp(
  [
    `${FREE_OR_DASHED}(?:${PREFIXED.map(([prefix]) => prefix).join('|')})`,
    'eyJ', 'SSWS', 'AKC', 'earer', 'EARER', '[Bb]asic ', 'BASIC ', 'Q~', 'atlasv1', String.raw`\$[\w-]{1,15}\$`, String.raw`[\da-f]\$`, 'SHA', '{SMD5', '{CRYPT',
    '{PBKDF2', '{ARGON2', String.raw`\*[0-9A-F]{40}`, 'md5[0-9a-f]{32}', ':::', String.raw`\b[a-z0-9]{6}\.[a-z0-9]{16}\b`, 'SecureString', '\t(?:TRUE|FALSE)\t',
    String.raw`^[^\s:]{1,255}:(?:[^\s:]{13}$|(?:\d{4,5}|\*):)`, String.raw`:[^\s@:/]{3,256}@[\w.-]{3,255}:\d`,
    'CREDENTIALS', 'ACCESSKEY', 'Unseal Key', 'Recovery Key', '^PASSWORD ', 'auth=\\(',
    String.raw`^"[\w.-]{1,64}" "`,
    String.raw`\{\w{0,40}(?:pass|password|secret|token),`, String.raw`^\[[\w.-]{1,255}\]`,
    '%(?:25)?3[Aa]%(?:25)?2[Ff]', '[Pp]rimaryKey', 'key[12]["\']?\\s{0,4}[:=]', 'key[12][\t ]', 'payload', 'New value: ',
    '[0-9a-f]-us\\d', 'BUNDLE_', 'WIFI:', '"(?:[dkpq]|d[pq]|qi)"', 'hook', 'maker', ':AA', '://', 'jdbc:', String.raw`@(?:tcp|unix|udp)\(`, 
    String.raw`[?&]\w{1,6}=`, 'PHPSESSID', 'JSESSIONID', 'connect\\.sid', 'SessionId=', 'laravel_session', 'sessionid=', '^[ \\t-]{0,16}key:',
    ...WRITTEN,
    FOREIGN_HINT,
  ].join('|'),
  'm',
); // prettier-ignore
