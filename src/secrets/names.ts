import { isCall } from './calls.ts';

/** How sure a name makes us: `strong` values are secrets whatever they look like, `weak` ones have to look like one, `opaque` ones like a token. */
export type Strength = 'strong' | 'weak' | 'opaque';

/** Parts of names that are worth a closer look. A space stands for any one of space, `-`, `_` or nothing. */
const STEMS = [
  'passw', 'passphrase', 'pass phrase', 'passcode', 'pass', 'pwd', 'secret id(?!s)', 'secret', 'token', 'credential', 'creds', 'bearer',
  'api key', 'app key', 'application key', 'access key', 'account key', 'auth key', 'client key', 'consumer key',
  'deploy key', 'encryption key', 'integration key', 'license key', 'master key', 'private key', 'routing key',
  'service key', 'session key', 'shared key', 'signing key', 'ssh key', 'storage key', 'hmac key', 'authorization',
  'auth', 'samlresponse', 'mnemonic', 'seed', 'recovery', 'backup code', 'bindpw', 'rootpw', 'psk', 'webhook', 'community', 'subscription key', '_key', '-key', '[a-z]Key',
  'connection string', 'conn str', 'dsn', 'accessor', 'cookie', 'session', 'signature', 'sig', 'jwt', 'otp', 'pin', 'salt', 'crumb', 'client assertion',
]; // prettier-ignore

/** Whose names before a value of letters and digits tell that it is a token: `ALGOLIA_ADMIN=...`. After gitleaks' rules. */
const VENDORS = [
  'adafruit', 'adobe', 'airtable', 'algolia', 'alibaba', 'asana', 'atlassian', 'confluence', 'beamer', 'bitbucket', 'bittrex', 'meraki',
  'cloudflare', 'codecov', 'cohere', 'coinbase', 'confluent', 'contentful', 'datadog', 'discord', 'droneci', 'dropbox', 'etsy', 'fastly',
  'finicity', 'finnhub', 'flickr', 'freshbooks', 'gitter', 'gocardless', 'heroku', 'hubspot', 'intercom', 'kraken', 'kucoin', 'linkedin',
  'looker', 'mailchimp', 'mailgun', 'mapbox', 'mattermost', 'messagebird', 'netlify', 'newrelic', 'nytimes', 'okta', 'opsgenie', 'pagerduty',
  'plaid', 'rapidapi', 'sendbird', 'sendgrid', 'snyk', 'squarespace', 'sumologic', 'telegram', 'travis', 'twilio', 'twitch', 'twitter',
  'victorops', 'yandex', 'zendesk',
]; // prettier-ignore

/** Finds where a name that may be a secret's begins to show it. */
export const NAME_STEM = new RegExp(
  [...STEMS, ...VENDORS, '(?<![a-z])pw(?![a-z])', '(?<![a-z])pat(?![a-z])']
    .map((stem) => stem.replaceAll(' ', '[ _-]?'))
    .join('|'),
  'gi',
);

const STRONG =
  /passw(?:or)?d|passwd|bind_?pw$|root_?pw$|(?:^|_)(?:tls|wpa2?|ike)?psk$|client_assertion$|pre_?shared_?key|saml_?response|mnemonic|seed_?phrase|recovery_?(?:phrase|codes?|key)|backup_?codes?$|(?:subscription|functions?|host|admin|write|ingest|instrumentation)_?key$|auth_?ident$|(?:^|_)(?:requirepass|masterauth)$|token_?accessor$|pass_?phrase|passcode|(?:^|_)p(?:ass)?wd?$|[a-z0-9]pwd$|_pass$|secret(?!lint|ary|ari)|credential|(?:^|_)creds?$|(?:^|_)(?:proxy_)?authorization$|auth_?token|connection_?string|conn_?str(?:ing)?$|(?:api|app|application|access|account|auth|client|consumer|deploy|encryption|integration|license|master|private|routing|service|session|shared|signing|ssh|storage|hmac)_?key(?:_data|_base64|_b64|_pem)?\d*$/;
const WEAK =
  /token\d*$|(?:^|_)(?:pass|bearer|dsn|cookies?|session|session_?id|session_?cookie|signature(?:_(?:1|256|512))?|sig|auth|jwt|otp|pin|pin_?code|salt|seed|pat|webhook_?url|crumb)$|sessionid$|token_(?:value|secret)$|(?:^|_)phpsessid$/;
/** What makes of a secret's name the name of something about it. */
const HARMLESS =
  /(?:^|_)(?:name|names|ref|refs|type|types|policy|policies|counts?|length|len|size|expiry|expires?|expiration|in|ttl|age|created|updated|modified|changed|issued|at|date|time|timestamp|ur[li]s?|endpoints?|paths?|files?|filename|dir|arn|versions?|algorithm|alg|algo|enabled|disabled|required|allowed|affinity|modes?|methods?|providers?|rotation|max|min|limits?|timeouts?|status|state|scopes?|issuer|audience|hosts?|port|users?|username|prefix|namespace|resources?|labels?|hint|fields?|kind|format|mount|sock|manager|store|class|driver|plugin|server|service|controller|list|management|exists|valid|verification|validation|strength|usage|used|requests?|agent|fingerprint|number|index|public|pool|handler|rules?|errors?|failures?|reset|template|duration|lifetime|encryption|window|interval|minutes|seconds|days|hours|ms|bytes|region|generation|attempts|retries|question|groups?|roles?|stdin|env|authentication|auth_method|option|options|config|settings|source|target|owner|engine|backend|budget|request_id|id_type|created_by|description|title|comment|key_?ref|opt|interactive|loader|leeway|issuing|samesite|domain|secure|httponly|middleware|param|params|parameter|script|command|helper|operator|injector|review|reviews|webhook)$|(?:key|token|secret|cookie|session|signature|pin|sig|salt)s$|(?:^|_)(?:public|max|min|num|total)_|^(?:xdg|desktop)_session|^no_/;

/** Names whose values are secrets where nobody could say them: `FASTLY_KEY`, `X-Custom-Key`. */
const OPAQUE =
  /[a-z0-9]_key$|(?:^|_)(?:api|access|secret|auth|signing|encryption|license)_?keys$|(?:^|_)accessor$|^x_[a-z0-9_]*auth[a-z0-9_]*$/;
/** Keys that open nothing: they find something. */
const LOOKED_UP =
  /(?:^|_)(?:cache|primary|foreign|sort|partition|idempotency|row|object|s3|group|lookup|unique|index|dedup|dedupe|deduplication|websocket|host|public|tree|item|map|hash|range|shard|natural|surrogate|composite|redis|message|record|sort|order|event|context|config|configmap|data|file|registry|translation|i18n|label|tag|node|page|storage_class|trace|metric|field|column|attribute|annotation|state|lock|parent|job|task|issue|project|bucket|topic|queue|kms|known|ecdsa|rsa|ed25519|dsa|server|remote|arrow|enter|function|any|press|the|a|this|that|each|of|by|new|which|same|no|for)_key$/;
const VENDOR = new RegExp(`(?:^|_)(?:${VENDORS.join('|')})(?:_|$)`);
const BUILD =
  /(?:^|_)(?:release|version|commit|sha|revision|rev|digest|hash|build|dsn|id|ray|image|tag|trace|span|project|zone|account|app|site|org|dashboard|cluster|host|link|channel|room)$/;

/** Options that begin so say what is done with secrets. */
const ORDERED =
  /^(?:list|export|import|show|delete|get|rotate|create|generate|edit|print|no|skip|check|enable|disable|require|ignore)_|^initial_cluster_token$/;

/** What a name tells about its value, whatever case and separators it is written in. */
export function strengthOf(name: string): Strength | undefined {
  const plain = normalized(name);
  // `--list-secret-keys`, `--no-password`: what a program is to do. etcd's token is the name of a cluster.
  if (/^--?[a-z]/.test(name) && ORDERED.test(plain)) return undefined;
  if (plain === 'secret_id' || plain === 'secret_string') return 'strong';
  if (HARMLESS.test(plain) && !/(?:pass|secret|token|api|access|auth|signing|encryption|license)_?keys$/.test(plain))
    return undefined;
  if (/(?:key|token)_?id$/.test(plain)) return undefined;
  if (STRONG.test(plain)) return 'strong';
  if (WEAK.test(plain)) return 'weak';
  return (OPAQUE.test(plain) && !LOOKED_UP.test(plain)) || (VENDOR.test(plain) && !BUILD.test(plain))
    ? 'opaque'
    : undefined;
}

/** `dbPassword`, `DB-PASSWORD` and `db.password` are one name. */
function normalized(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

const EMPTY =
  /^(?:new|await|async|function|class|typeof|return|true|false|yes|no|on|off|none|null|nil|undefined|empty|unset|set|optional|required|enabled|disabled|default|\d+ bytes|string|str|bool|boolean|int|integer|number|any|object|bytes|redacted|hidden|masked|sensitive|unknown|invalid|missing|expired|rejected|denied|failed|revoked|ok|n\/a|opaque|prompt|ask|valid|verified|accepted|found|present|created|updated|loaded|changed|wrong|incorrect|failure|error|unchanged|reachable|unreachable|file|rotated|reset|same|provided|active|inactive|stale|synced|in[- ]sync|encrypted|decrypted|matche[sd]|mismatch|skipped|pending|deleted|removed|added|generated|stored|saved|configured|unconfigured|locked|unlocked|never|always|blank|absent|present|existing|kept|preserved|\((?:sensitive|known|hidden|masked|redacted|none|unset|empty|not)\b.*|x{3,}|\W{0,3}(?:redacted|hidden|masked|sensitive[ _]value|filtered|omitted)\W{0,3}|[*•.#_\-\s\]})]*|\$\{?[\w.:!@-]*\}?|\$\{\{?[^}]*\}*|\$\(.*|\{\{.*|<[^<>]*>|%\w+%|\{|\[|\(|[|>][-+]?\d?|[~^<>=v]{1,3} ?\d{1,9}(?:\.[\dx*]{1,9}){0,4}(?:[-+.]?(?:alpha|beta|rc|dev|pre|preview|snapshot|canary|next|nightly|build|final|ga|lts|post|r|p|b)?[.-]?\d{0,9}){0,3}|arn:aws[\w-]*:.*|\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+.]?(?:alpha|beta|rc|dev|pre|preview|snapshot|canary|next|nightly|build|final|ga|lts|post|r|p|b)?[.-]?\d{0,9}){0,3})$/i;
/** Code that names a value rather than holding it. */
const MEMBER =
  /^(?:process\.env|os\.environ|env|self|this|req|request|config|options|opts|args|props|params|settings|secrets|vars?|values|var|local|data|module|github|ctx|context)\.\w[\w.]*$/;

/** Whether a value is a placeholder, a state or a variable: nothing to hide. */
export function isEmptyValue(value: string): boolean {
  return value.length < 300 && (EMPTY.test(value) || MEMBER.test(value) || isCall(value));
}

/** Whether a word looks like a token that a machine made: neither a path nor a hash, a version or an identifier. */
export function isOpaque(value: string): boolean {
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return (
    mixed &&
    /^[\w+/=-]{16,}$/.test(value) &&
    !/^(?:sha\d+|v?\d+\.)|\/.*\/|^\d{4}-\d\d-\d\d|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[a-z]+(?:[-_][a-z0-9]+)+$/i.test(
      value,
    )
  );
}

/** Whether a word looks like a secret by itself, unlike one of prose. */
export function looksRandom(value: string): boolean {
  if (
    value.length < 6 ||
    /^v?\d+(?:\.\d+)*$|^\d+(?:ms|[smhdw]|[kKMG]i?[bB]?|%)$|^\d{4}-\d\d-\d\d|^\d+\/[a-z]+$/.test(value)
  )
    return false;
  if (/\d/.test(value) && /[A-Za-z]/.test(value)) return true;
  if (/[!@#$%^&*+=~?]/.test(value.slice(0, -1)) || /[a-z][A-Z]/.test(value)) return true;
  return value.length >= 20 && /^[\w+/=.-]+$/.test(value);
}

/** `PWD=/home/me`: where a shell is, not what it is let in with. */
export function isWorkingFolder(name: string, value: string): boolean {
  return /^(?:OLD)?PWD$/i.test(name) && /^(?:[/~]|[A-Za-z]:)/.test(value);
}
