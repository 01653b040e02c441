/**
 * Secrets that show by their form alone. The forms are facts that vendors publish; they were compared with the rules of
 * gitleaks and secretlint, which are not taken over as they are: the one is 222 rules in another dialect of regular
 * expressions, of which half need V8 to try each place of a long line fifty times over; the other adds 1 MB to the
 * extension. Both look for tokens that somebody committed, neither for the short passwords that commands print.
 */

/** Not within a word; behind an escape of JSON or of a URL, too. */
const FREE = String.raw`(?:(?<![\w-])|(?<=%[0-9A-Fa-f]{2}|\\[nrt]))`;

/** Bodies of tokens. */
const WORD = String.raw`[A-Za-z0-9]`;
const DASHED = String.raw`[\w-]`;

/** A prefix that nothing else has, what its token goes on with, and how long that is at least. */
const PREFIXED: readonly (readonly [prefix: string, body: string, least: number])[] = [
  ['(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])', '[A-Z0-9]', 16],
  ['ABSK', '[A-Za-z0-9+/=]', 60],
  ['LTAI', WORD, 16],
  ['AKID', WORD, 32],
  ['gh[pousr]_', WORD, 30],
  ['github_pat_', String.raw`\w`, 40],
  ['gl(?:pat|ptt|dt|rt|cbt|ft|ffct|imt|agent|oas|soat)-', String.raw`[\w.-]`, 20],
  ['GR1348941', DASHED, 20],
  ['xox[abceoprsd](?:\\.xox[bp])?-', DASHED, 10],
  ['xapp-', DASHED, 10],
  ['[sr]k_(?:live|test|prod)_', WORD, 10],
  ['whsec_', String.raw`[\w+/=]`, 16],
  ['sk-(?:ant|proj|svcacct|admin)-', DASHED, 16],
  ['sk-(?=[\\w-]{0,60}\\d)', DASHED, 20],
  ['npm_', WORD, 30],
  ['pypi-', DASHED, 16],
  ['dckr_(?:pat|oat)_', DASHED, 20],
  ['do[opr]_v1_', WORD, 32],
  ['hf_', WORD, 20],
  ['(?:api_)?org_', WORD, 34],
  ['r8_', WORD, 36],
  ['gsk_', WORD, 40],
  ['pplx-', WORD, 40],
  ['AIza', DASHED, 30],
  ['ya29\\.', String.raw`[\w.-]`, 16],
  ['1//0', DASHED, 30],
  ['GOCSPX-', DASHED, 16],
  ['SG\\.', String.raw`[\w.-]`, 20],
  ['hv[sbr]\\.', DASHED, 20],
  ['(?:dp\\.(?:pt|st|ct|sa)\\.)', String.raw`[\w.]`, 30],
  ['dt0[a-z]\\d\\d\\.', String.raw`[A-Z0-9.]`, 40],
  ['shp(?:at|ca|pa|ss|tka)_', WORD, 32],
  ['sq0(?:atp|csp)-', DASHED, 20],
  ['EAAA', DASHED, 50],
  ['EAA[A-Z]', WORD, 80],
  ['gl(?:sa|c)_', String.raw`[\w+/=]`, 30],
  ['sntry[su]_', String.raw`[\w+/=]`, 40],
  ['NR(?:AK|II|JS|RA)-', DASHED, 19],
  ['PMAK-', DASHED, 40],
  ['pul-', WORD, 40],
  ['rubygems_', WORD, 40],
  ['lin_(?:api|oauth)_', WORD, 32],
  ['ntn_', WORD, 40],
  ['secret_', WORD, 43],
  ['pscale_(?:tkn|oauth|pw)_', String.raw`[\w.=-]`, 30],
  ['xkeysib-', DASHED, 40],
  ['key-(?=[a-f0-9]{32})', '[a-f0-9]', 32],
  ['sgp_', String.raw`\w`, 40],
  ['tfp_', String.raw`[\w.=-]`, 40],
  ['tskey-', DASHED, 16],
  ['dapi(?=[a-f0-9]{32})', WORD, 32],
  ['ATATT3', String.raw`[\w=-]`, 40],
  ['ATBB', WORD, 28],
  ['ops_eyJ', '[A-Za-z0-9+/=_-]', 100],
  ['rnd_', WORD, 28],
  ['fo1_', DASHED, 40],
  ['fm[12][ar]?_', '[A-Za-z0-9+/=_,]', 60],
  ['figd_', DASHED, 36],
  ['(?:sbp|sb_secret)_', DASHED, 20],
  ['vercel_', WORD, 24],
  ['nfp_', WORD, 36],
  ['phx_', WORD, 40],
  ['cfut_', DASHED, 36],
  ['AKCp', WORD, 60],
  ['cmVmd', WORD, 55],
  ['sha256~', DASHED, 40],
  ['AGE-SECRET-KEY-', '[A-Z0-9-]', 40],
  ['A3-[A-Z0-9]{6}-', '[A-Z0-9-]', 20],
  ['SK(?=[0-9a-f]{32}\\b)', WORD, 32],
  ['HRKU-', DASHED, 36],
  ['CLOJARS_', WORD, 50],
  ['EZ[AT]K', WORD, 54],
  // Base64 of a private key's first line, of a Docker login and of a Google service account; certificates are none.
  ['LS0tLS1CRUdJTiB(?!DRVJU|QVUJMSU)', '[A-Za-z0-9+/=]', 20],
  ['(?:eyJhdXRocyI6|ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudC)', '[A-Za-z0-9+/=]', 20],
];

/** What says that the rest is a secret. Its last group is that rest. */
const TOLD: readonly string[] = [
  // A JSON web token, or an encrypted one. With bounds: without, a line of nothing but beginnings takes seconds.
  String.raw`${FREE}(eyJ[\w-]{10,8192}\.[\w-]{2,8192}(?:\.[\w-]{0,8192}){1,3})`,
  String.raw`(?:[Bb]earer|BEARER)(?: {1,8}|%20|\+)([\w.~+/%=-]{8,})`,
  String.raw`(?:[Bb]asic|BASIC) {1,8}((?=[A-Za-z0-9+/]{0,200}?(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/]{10,}={0,2})(?![\w-])`,
  // Azure AD client secrets.
  String.raw`(?<![\w~.-])([\w~.]{3}\dQ~[\w~.-]{31,34})`,
  String.raw`(?<!\w)([a-zA-Z0-9]{14}\.atlasv1\.[\w=-]{60,70})`,
  // Password hashes.
  String.raw`(?<![\w$])(\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2(?:id|i|d)|scrypt|pbkdf2-sha\d+)\$[\w./$=,+-]{16,})`,
  String.raw`(\{(?:S?SHA(?:256|512)?|SMD5|CRYPT)\}[\w+/=$.]{16,})`,
  // Webhooks: who knows the address may post.
  String.raw`hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/([\w/+-]{8,})`,
  String.raw`discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(\d+/[\w-]{8,})`,
  String.raw`webhook\.office\.com/webhookb2/([\w@/-]{8,})`,
  String.raw`outlook\.office(?:365)?\.com/webhook/([\w@/-]{8,})`,
  String.raw`hooks\.zapier\.com/hooks/catch/([\w/]{6,})`,
  String.raw`maker\.ifttt\.com/trigger/[\w-]{1,80}/(?:json/)?with/key/([\w-]{8,})`,
  String.raw`webexapis\.com/v1/webhooks/incoming/([\w-]{8,})`,
  String.raw`/hooks/([a-z0-9]{26}|\w{17,24}/\w{40,})(?!\w)`,
  String.raw`(?:\bbot|\b)(\d{6,12}:AA[\w-]{30,})`,
];

/** Passwords and keys in addresses that are no URL's `user:password@`. */
const ADDRESSED: readonly string[] = [
  String.raw`jdbc:oracle:\w+:[\w$]{1,128}/([^\s@/"']{1,256})@`,
  String.raw`(?<![\w:])[\w.-]{1,64}:([^\s@:/"']{1,256})@(?:tcp|unix|udp)\(`,
  // .pgpass
  String.raw`^[\w.*-]{1,255}:(?:543\d|6432|\*):[^\s:]{1,64}:[^\s:]{1,64}:(\S+)$`,
  String.raw`[?&](?:code|key|auth|sv_?key|access|st|tk|k)=([\w.~%+/-]{16,})`,
];

const ANY_PREFIXED = PREFIXED.map(([prefix, body, least]) => `${prefix}${body}{${least},}`).join('|');

/** Each has the secret as its only group that matches. */
export const SHAPES: readonly RegExp[] = [
  new RegExp(`${FREE.replace('-', '')}(${ANY_PREFIXED})`, 'dg'),
  new RegExp(TOLD.join('|'), 'dg'),
  ...ADDRESSED.map((source) => new RegExp(source, 'dg')),
];

/** `user:password@` in a URL, or a token in the user's place. In one pass, however many URLs a line is made of. */
export function userInfo(line: string): { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  for (const match of line.matchAll(/:\/\/[^\s"'`<>]{1,2048}/g)) {
    let at = match.index;
    for (const piece of match[0].split('://').slice(1)) {
      at += '://'.length;
      const last = lastAt(piece);
      const colon = piece.slice(0, Math.max(0, last)).indexOf(':');
      const isPort = /^\d{1,5}[/?#]/.test(piece.slice(colon + 1));
      if (colon >= 0 && !isPort && last > colon + 1 && !/[/?#]/.test(piece.slice(0, colon)))
        found.push({ start: at + colon + 1, end: at + last });
      else if (colon < 0 && last >= 20 && /^[\w.~%+=-]+$/.test(piece.slice(0, last)))
        found.push({ start: at, end: at + last });
      at += piece.length;
    }
  }
  return found;
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
    ...PREFIXED.map(([prefix]) => prefix),
    'eyJ', 'earer', 'EARER', '[Bb]asic ', 'BASIC ', 'Q~', 'atlasv1', String.raw`\$\w{1,13}\$`, 'SHA', '{SMD5', '{CRYPT',
    'hook', 'maker', ':AA', '://', 'jdbc:', String.raw`@(?:tcp|unix|udp)\(`, ':(?:543|6432|\\*:)',
    String.raw`[?&]\w{1,6}=`,
  ].join('|'),
); // prettier-ignore
