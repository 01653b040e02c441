import { addressRisk, isOtherProtocol, isSearch } from './addresses.ts';
import { has, type Decide, type ProgramCall } from './call.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';

function methodRisk(method: string): Risk {
  if (/^(?:GET|HEAD|OPTIONS|TRACE|PROPFIND)$/.test(method)) return 'reads';
  if (method === 'DELETE') return 'destroys';
  return /^[A-Z]+$/.test(method) ? 'changes' : 'unknown';
}

/** A statement of InfluxDB, ClickHouse and others that came with a GET: `?q=DROP DATABASE x`. */
const STATEMENT =
  /(?:^|[?&])(?:q|query|sql|stmt|statement)=(?:\s|\+|%20|%22|["'(])*(?:drop|delete|truncate|alter|create|insert|update|grant|revoke|kill|set|replace|optimize|detach|attach|rename)(?:\s|\+|%20)/i;
const CURL_OUTPUT =
  /^(?:-[a-zA-Z#]*[oOJ]|--output|--remote-name|--remote-name-all|--remote-header-name|--output-dir|--create-dirs|-c|--cookie-jar|-D|--dump-header|--trace|--trace-ascii|--stderr|--libcurl|--etag-save|--hsts|--alt-svc|--create-file-mode)$/;
const CURL_BODY = /^(?:-d.*|--data(?:-\w+)?|-F.*|--form(?:-\w+)?|--json|--url-query-post)$/;
const CURL_UPLOAD = /^(?:-[a-zA-Z]*T|--upload-file|--mail-rcpt|-Q|--quote|--ftp-create-dirs)$/;
const CURL_VALUES = new Set(
  '-o --output -X --request -H --header -d --data --data-raw --data-binary --data-urlencode --data-ascii -F --form --form-string --json -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -D --dump-header -x --proxy -U --proxy-user -m --max-time --connect-timeout --retry --retry-delay --retry-max-time -w --write-out --cacert --capath -E --cert --key --cert-type --key-type --resolve --connect-to --interface --limit-rate -r --range -T --upload-file --url -C --continue-at --output-dir --stderr --trace --trace-ascii --ciphers --tls-max --dns-servers --max-redirs --unix-socket --abstract-unix-socket -y --speed-time -Y --speed-limit -z --time-cond --oauth2-bearer --aws-sigv4 --proto --proto-default --doh-url --noproxy -K --config -Q --quote --libcurl --netrc-file --pinnedpubkey --request-target --local-port --keepalive-time --max-filesize --hostpubmd5 --krb --login-options --mail-from --mail-rcpt --service-name --socks5 --socks5-hostname --rate --parallel-max --variable --url-query --etag-save --etag-compare -t --telnet-option -P --ftp-port'.split(
    ' ',
  ),
);

interface Curl {
  method?: string;
  /** The path that is asked for instead of that of the address. */
  target?: string;
  body: boolean;
  get: boolean;
  upload: boolean;
  writes: boolean;
  config: boolean;
  urls: string[];
  /** What is sent, as it is written. */
  data: string[];
}

function readCurl(values: readonly string[]): Curl {
  const curl: Curl = { body: false, get: false, upload: false, writes: false, config: false, urls: [], data: [] };
  for (let i = 0; i < values.length; i++) {
    const arg = values[i]!;
    // `-GET` is `-G` with `-E T` on it: it gets, and takes no address for a value.
    if (arg === '-GET') {
      curl.get = true;
      continue;
    }
    const eq = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const name = eq > 0 ? arg.slice(0, eq) : arg;
    const cluster = /^-[a-zA-Z#]*?([XdFToKcDQ])(.*)$/.exec(arg);
    const value = eq > 0 ? arg.slice(eq + 1) : undefined;
    const short = !arg.startsWith('--') && cluster ? `-${cluster[1]}` : undefined;
    const attached = short !== undefined && cluster![2] !== '' ? cluster![2] : value;
    if (!arg.startsWith('-')) curl.urls.push(arg);
    else if (short === '-X' || name === '--request') curl.method = (attached ?? values[i + 1] ?? '').toUpperCase();
    else if (name === '--url') curl.urls.push(value ?? values[i + 1] ?? '');
    else if (name === '--request-target') curl.target = value ?? values[i + 1] ?? '';
    else if (short === '-d' || short === '-F' || CURL_BODY.test(name)) {
      curl.body = true;
      curl.data.push(`${short === '-F' ? '@' : ''}${attached ?? values[i + 1] ?? ''}`);
    } else if (short === '-T' || short === '-Q' || CURL_UPLOAD.test(name)) curl.upload = true;
    else if (short === '-K' || name === '--config') curl.config = true;
    // Of `-XPOST` only the letters before the value are options.
    const letters = short === undefined ? arg : arg.slice(0, arg.indexOf(cluster![1]!));
    if (/^(?:-G|--get|-I|--head)$/.test(name) || /^-[a-zA-Z]*[GI][a-zA-Z]*$/.test(letters)) curl.get = true;
    const target = short === '-o' || name === '--output' ? (attached ?? values[i + 1]) : undefined;
    if (target !== undefined) curl.writes ||= !/^(?:-|\/dev\/(?:null|stdout|stderr))$/.test(target);
    else if (short === '-c' || short === '-D')
      curl.writes ||= !/^(?:-|\/dev\/\w+)$/.test(attached ?? values[i + 1] ?? '');
    else if (CURL_OUTPUT.test(name) || /^-[a-zA-Z#]*[OJ][a-zA-Z]*$/.test(letters)) curl.writes = true;
    // The value of an option: its own word, unless it hangs on it.
    const takes = CURL_VALUES.has(name) || (short !== undefined && /^-[a-zA-Z#]+$/.test(arg) && cluster![2] === '');
    const lastLetter = /^-[a-zA-Z#]{2,}$/.test(arg) ? `-${arg[arg.length - 1]}` : undefined;
    if (eq < 0 && (takes || (lastLetter !== undefined && short === undefined && CURL_VALUES.has(lastLetter)))) i++;
  }
  return curl;
}

/** curl by its method, what it sends and where it writes; each call between `--next` by itself. */
export const curlRisk: Decide = (call) => {
  const parts: number[][] = [[]];
  call.values.forEach((value, i) => {
    if (/^(?:--next|-:)$/.test(value)) parts.push([]);
    else parts.at(-1)!.push(i);
  });
  return worst(
    parts.map((part) =>
      oneCurlRisk({ ...call, values: part.map((i) => call.values[i]!), args: part.flatMap((i) => call.args[i] ?? []) }),
    ),
  );
};

function oneCurlRisk({ values, args, input }: ProgramCall): Risk {
  if (values.length === 0) return 'reads';
  const curl = readCurl(values);
  if (curl.config) return 'unknown';
  if (curl.method !== undefined && /[$<{`]/.test(curl.method)) return 'unknown';
  const written: Risk = curl.writes ? 'changes' : 'reads';
  const sends = curl.body || curl.upload;
  const method = curl.method ?? (curl.get || !sends ? 'GET' : curl.upload ? 'PUT' : 'POST');
  // The host is that of the address, the path the other one.
  const host = curl.urls.map((url) => /^(?:[a-z][\w+.-]*:\/\/)?[^/?#]*/i.exec(url)![0]);
  const urls = curl.target === undefined ? curl.urls : [...curl.urls, ...host.map((one) => one + curl.target!)];
  // With -G what would be sent stands in the address.
  const asked = curl.get ? curl.data.map((text) => `?${text}`) : [];
  const fetched = worst([...urls, ...asked].map(addressRisk));
  let risk = methodRisk(method);
  if (values.some((value) => STATEMENT.test(value))) risk = 'destroys';
  else if (
    method === 'POST' &&
    !curl.upload &&
    urls.length > 0 &&
    urls.every((url) => isSearch(url, sendsFile(curl, input)))
  )
    risk = 'reads';
  // What a POST does it says by itself, but for addresses that destroy.
  else if (fetched === 'destroys' || risk === 'reads') risk = worse(risk, fetched);
  if (curl.urls.some(isOtherProtocol)) risk = worse(risk, 'unknown');
  if (curl.upload && risk === 'reads') risk = 'changes';
  // Another option may hide in a variable without quotes.
  const hidden = args.some(
    (arg) =>
      arg.splits && /^\$/.test(arg.value) && !/(?:URL|URI|HOST|ADDR|ENDPOINT|SERVER|API|IP|BASE)/i.test(arg.value),
  );
  return worse(worse(risk, written), hidden && risk === 'reads' && curl.urls.length === 0 ? 'unknown' : 'reads');
}

/** Whether what is sent comes out of a file or a program, and so may be anything. */
function sendsFile({ data }: Curl, input: ProgramCall['input']): boolean {
  return data.some((text) =>
    /^(?:[\w.[\]-]*=?)@-$/.test(text)
      ? input.kind !== 'text' && input.kind !== 'inherited'
      : /^[^{["']*?@|\$\(|`/.test(text),
  );
}

/** A method, and where it only fetches what the addresses among the words do. */
function fetchRisk(method: string, values: readonly string[]): Risk {
  const risk = methodRisk(method);
  const addresses = values.filter((value) => !value.startsWith('-') && /^https?:\/\/|^[\w.:-]*\//i.test(value));
  return risk === 'reads' ? worst(addresses.map(addressRisk)) : risk;
}

/** wget writes a file unless it is told otherwise. */
export const wgetRisk: Decide = ({ values }) => {
  const method = optionValue(values, /^--method$/)?.toUpperCase();
  const sends = has(values, /^--(?:post-data|post-file|body-data|body-file)/);
  const risk = fetchRisk(method ?? (sends ? 'POST' : 'GET'), values);
  if (has(values, /^--(?:use-askpass|execute|config)|^-e$|^-i$|^--input-file/)) return 'unknown';
  const quiet = values.some(
    (value, i) =>
      /^(?:-\w*O-|--output-document=(?:-|\/dev\/\w+)|--spider)$/.test(value) ||
      (/^(?:-\w*O|--output-document)$/.test(value) && /^(?:-|\/dev\/\w+)$/.test(values[i + 1] ?? '')),
  );
  const logs = has(values, /^(?:-o|-a|--output-file|--append-output|--save-cookies)/);
  return worse(risk, quiet && !logs ? 'reads' : 'changes');
};

/** The method stands in front of the address, in letters of any case. */
function httpieMethod(values: readonly string[]): string | undefined {
  const plain = values.filter((value) => !value.startsWith('-'));
  const at = plain.findIndex((value) => /^[A-Za-z]{3,9}$/.test(value));
  const isKnown = /^(?:get|head|options|trace|propfind|post|put|patch|delete|connect|link|unlink|purge)$/i;
  return at >= 0 && at < plain.length - 1 && (isKnown.test(plain[at]!) || /^[A-Z]+$/.test(plain[at]!))
    ? plain[at]!.toUpperCase()
    : undefined;
}

/** HTTPie: a method, or a body that stands for POST. */
export const httpieRisk: Decide = ({ values, input }) => {
  const method = httpieMethod(values);
  const writes = has(values, /^(?:-[a-z]*[do]|--download|--output|--session(?!-read)|--session=.*)$/);
  const body = values.some(
    (value) =>
      /^[\w.[\]-]+(?:=|:=|@|=@|:=@)[^=]?/.test(value) && !/^https?:|^--/.test(value) && !/^[\w.[\]-]+==/.test(value),
  );
  const sends = body || input.kind === 'pipe' || input.kind === 'text' || input.kind === 'file';
  return worse(fetchRisk(method ?? (sends ? 'POST' : 'GET'), values), writes ? 'changes' : 'reads');
};

/** `gh api`, `glab api`, `az rest`: a method, or fields that stand for POST. */
export function apiRisk(values: readonly string[]): Risk {
  // The last one counts; whichever is read for it, none is missed.
  const methods = values.flatMap((value, i) => {
    const [, joined, next] = /^(?:(?:-X=?|--method=|-m=|-m(?=[A-Za-z]))(.+)|(-X|--method|-m))$/.exec(value) ?? [];
    return next === undefined ? (joined ?? []) : (values[i + 1] ?? '');
  });
  if (methods.length > 0)
    return worst(methods.map((method) => (/[$<{`]/.test(method) ? 'unknown' : methodRisk(method.toUpperCase()))));
  if (values.some((value) => /^graphql$|\/graphql$/.test(value)))
    return values.some((value) => /\bmutation\b/.test(value))
      ? 'changes'
      : values.some((value) => /\bquery\b\s*[({]|=\s*\{|@/.test(value))
        ? values.some((value) => /@/.test(value))
          ? 'unknown'
          : 'reads'
        : 'unknown';
  return has(values, /^(?:-f|-F|--field|--raw-field|--input|-b|--body)(?:=|$)/) ? 'changes' : 'reads';
}

/** The value of an option, whether it hangs on it or follows; of a repeated one the last. */
export function optionValue(values: readonly string[], option: RegExp): string | undefined {
  const at = values.findLastIndex((value) => option.test(value.split('=')[0]!));
  if (at < 0) return undefined;
  const value = values[at]!;
  return value.includes('=') ? value.slice(value.indexOf('=') + 1) : values[at + 1];
}

/** grpcurl lists and describes; what a method does its name may tell. */
export const grpcurlRisk: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (words.includes('list') || words.includes('describe')) return 'reads';
  const method = words.find((word) => /^[\w.]+\/\w+$/.test(word));
  if (method === undefined) return 'unknown';
  return /\/(?:Get|List|Describe|Check|Watch|Show|Read|Search|Query|Status|Health)\w*$/.test(method)
    ? 'reads'
    : 'unknown';
};
