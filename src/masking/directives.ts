import { isEmptyValue, looksRandom } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';
import { valueAt } from '../text/writtenValue.ts';

/**
 * Lines of configuration whose secret stands behind a word rather than behind a sign: `requirepass x`. Each ends where the
 * value begins.
 */
const DIRECTIVES: readonly string[] = [
  // Redis, Valkey, Sentinel.
  String.raw`requirepass |masterauth |sentinel auth-pass \S{1,128} `,
  String.raw`^[ \t]*user \S{1,128} (?:\S{1,64} ){0,20}>`,
  // LDAP, Samba, WPA, PPP, IPsec, PAM.
  String.raw`^[ \t]*(?:bindpw|bind_?password|rootpw|olcRootPW:|ldap_default_authtok|psk|wep_key\d?|wpa-psk|pre-shared-key|shared-secret|auth_?pass|password-auth)[ \t]{1,8}`,
  String.raw`^[ \t]*[\w.%@* \t]{0,160}:[ \t]{0,8}(?:PSK|EAP|XAUTH)[ \t]{1,8}`,
  String.raw`pre-shared-key (?:local |remote |ascii-text |hex )?(?:\d )?`,
  // Cisco, Juniper, Arista and the like.
  String.raw`(?:enable|username (?!(?:and|or|nor|&|\/|with|plus) )\S{1,64}(?: privilege \d{1,2})?(?: role \S{1,64})?|line \S{1,32}|neighbor \S{1,64}) (?:secret|password)(?: (?:level \d{1,2} )?(?:sha512|\d{1,2}))? (?!\d{1,2} )`,
  String.raw`^[ \t]*(?:secret|password) (?:\d{1,2}|sha512|encrypted) (?=\S)`,
  // BIND's keys.
  String.raw`(?:^|[{;])[ \t]*secret[ \t]{1,8}(?="[\w+/=]{16,}")`,
  String.raw`snmp-server (?:community|host \S{1,64}(?: (?:traps|informs))?(?: version (?:1|2c|3 \w{1,8}))?) (?=\S)`,
  String.raw`snmp-server user \S{1,64} \S{1,64} v3 (?:encrypted )?auth (?:md5|sha\d*) `,
  String.raw`^[ \t]*(?:set snmp community|(?:ro|rw)community6?|com2sec(?:6)? (?:-Cn \S{1,64} )?\S{1,64} \S{1,64}|snmp community) `,
  String.raw`(?:tacacs|radius)(?:-server)?(?: host \S{1,64})?(?: \S{1,32} \d{1,6}){0,3} (?:key|secret)(?: \d{1,2})? (?!\d{1,2} |"?chain)`,
  String.raw`(?:key-string|message-digest-key \d{1,3} md5|authentication-key(?: \d{1,6} md5)?|standby \d{1,4} authentication(?: md5 key-string)?|ppp chap password|ip ospf authentication-key|crypto isakmp key|wpa-psk ascii|encrypted-password|plain-text-password(?:-value)?|authentication-password|privacy-password|set passwd|set password)(?: \d{1,2})? (?!\d{1,2} )`,
  // PostgreSQL's and MySQL's clients, mail, VPN, FTP, web servers.
  String.raw`^[ \t]*(?:machine \S{1,255} |default )?(?:login \S{1,128} )?(?:password|passwd)[ \t]{1,16}(?=\S{1,512}\s*(?:$|account|macdef))`,
  String.raw`machine \S{1,255} login \S{1,128} password |login \S{1,128} password `,
  String.raw`^[ \t]*(?:sasl_passwd|smtp_password|proxy_pass_password|AuthBasicPassword|SecretKey|auth_basic_password|SSLPassPhrase|ssl_password|PassPhrase)[ \t]{1,8}`,
  String.raw`\bproxy_set_header[ \t]{1,8}(?:Authorization|X-\S{0,40}(?:Key|Token|Secret))[ \t]{1,8}`,
  String.raw`\bpass(?:in|out|phrase)?[ =](?:pass|env):`,
  // Spoken by servers and clients over the wire.
  String.raw`^[<>*CS: \t]{0,6}(?:PASS|AUTH PLAIN|AUTH LOGIN|AUTHENTICATE PLAIN) (?!\S{0,200}\.(?:test|spec)\.|(?:\.{0,2}/)?(?:src|tests?|packages|lib)/)(?=\S{3,512}\s*$)`,
  String.raw`^[<>*CS: \t\d.]{0,24}"?AUTH"? (?=\S{3,512}\s*$)`,
  String.raw`\b(?:CONFIG SET|config set) (?:requirepass|masterauth) `,
  // OpenVPN's console: what it is the password of stands in quotes.
  String.raw`^[ \t]*(?:>|MANAGEMENT:)?[ \t]?password "(?:Auth|Private Key|HTTP Proxy|SOCKS Proxy)" (?=\S)`,
  String.raw`\bpass(?:word|phrase|code) (?="(?=[^"\s]{0,63}\d)[^"\s]{6,64}")`,
  String.raw`\bIDENTIFIED BY VALUES `,
  String.raw`(?<![\w-])-setcookie `,
  // Variables of fish, csh and Windows; the registry.
  String.raw`(?:^|[;&>$#] {0,4})(?:set -[gxU]{1,3}|setenv|setx) \w{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|_KEY|_PASS|_PW|password|secret|token)\d? `,
  String.raw`\w{0,40}(?:Password|Passphrase|Secret)[ \t]{1,8}REG_SZ[ \t]{1,8}`,
  // IMAP, Redis with a user's name; keywords of Lisp.
  String.raw`^[<>*CS: \t]{0,6}(?:[A-Za-z]{0,4}\d{1,6}|[A-Za-z]) LOGIN (?:"[^"]{1,128}"|\S{1,128}) (?=\S)`,
  String.raw`^[<>*CS: \t\d.]{0,24}"?AUTH"? "?default"? (?=\S)|\bHELLO [23] AUTH \S{1,128} (?=\S)`,
  String.raw`(?<![\w:]):(?:[\w-]{1,32}-)?(?:password|passphrase|secret|api-key|token) {1,4}(?=")`,
  // Windows: a secure string, and the key of a wireless network.
  String.raw`ConvertTo-SecureString (?:-AsPlainText |-Force |-String ){0,3}(?!-)`,
  String.raw`^[ \t]*Key Content[ \t]{1,24}: `,
  String.raw`\b(?:DES|AES\S{0,4}) (?<=createUser [^\r\n]{1,300})(?=\S)`,
  String.raw`\binsecure-password |\bstats auth \S{1,128}?:|^[ \t]*createUser \S{1,128} (?:MD5|SHA\S{0,4}) `,
  String.raw`\bSetEnv[ \t]{1,8}\w{0,60}(?:PASSWORD|PASSWD|SECRET|TOKEN|_KEY)[ \t]{1,8}`,
];

/** Finds where the value of one of them begins. */
export const DIRECTIVE = new RegExp(DIRECTIVES.join('|'), 'gm');

/** What follows is said of a password rather than one: `password incorrect`. */
const SAID =
  /^(?:authentication|reset|prompt|policy|mismatch|protected|based|login|hash(?:es|ing)?|for|is|was|has|and|or|of|to|in|on|with|from|must|cannot|can|will|not|required|changed?|incorrect|accepted|encryption|manager|field|column|file|strength|supplied|given|entry|rotation|check(?:s|ed|er)?|input|confirm(?:ation)?|recovery|age|aging|aged|too|does|should|may|minimum|maximum|requisite|sufficient|include|optional|service|update[ds]?|expir(?:y|es|ed)|length|lifetime|stdin|less|key|again|\d{1,2})\b[.,;:)]?$/i;

/** Secrets behind words of configuration. @param complete the line has come to its end. */
export function directiveSpans(line: string, complete: boolean): Span[] {
  const spans: Span[] = [];
  DIRECTIVE.lastIndex = 0;
  if (!DIRECTIVE.test(line)) return spans;
  DIRECTIVE.lastIndex = 0;
  for (const match of line.matchAll(DIRECTIVE)) {
    const at = match.index + match[0].length;
    const { start, end } = valueAt(line, at, '');
    const value = line.slice(start, end);
    const touches = /^["'`]?\s*$/.test(line.slice(end, end + 8));
    if (value === '' || isEmptyValue(value) || (SAID.test(value) && !looksRandom(value))) {
      if (touches && !complete) spans.push({ start, end: line.length, open: true });
      continue;
    }
    spans.push({ start, end: Math.max(start, end), ...(touches && !complete ? { open: true } : {}) });
  }
  return spans;
}
