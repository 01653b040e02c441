/*
 * One-liners of languages that are known to read: every call in them, and in Perl and Ruby every word, stands on a list
 * of functions that compute, look at their input and print. A language can spell a call in too many ways for a list of
 * what is dangerous.
 */

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

const PYTHON = setOf(`
  print len str int float bool sorted list dict set tuple range enumerate zip map filter sum min max abs round repr ord
  chr hex bin oct any all isinstance type reversed next iter format load loads dump dumps read readline readlines get
  keys values items split rsplit splitlines join strip lstrip rstrip replace lower upper title startswith endswith
  encode decode b64encode b64decode urlsafe_b64encode urlsafe_b64decode quote unquote quote_plus unquote_plus urlencode
  urlparse parse_qs hexdigest digest md5 sha1 sha256 sha512 uuid4 uuid1 token_hex token_urlsafe token_bytes choice
  choices randint random sample now utcnow today fromtimestamp utcfromtimestamp strftime strptime isoformat timestamp
  time timedelta datetime date total_seconds match search findall sub fullmatch group groups most_common Counter
  defaultdict append count index find write pprint dedent safe_load safe_load_all ip_address ip_network hosts
  python_version version machine release exit bytes hexlify unhexlify unpack ceil floor sqrt log month if in and or not
  else for print lambda return
`);
const PYTHON_NEVER =
  /__|\._\w|\b(?:os|_os|posix|shutil|pathlib|builtins|codecs|io|eval|exec|compile|open|getattr|setattr|globals|locals|vars|system|popen|subprocess|importlib|yaml\s*\.\s*(?:load|unsafe_load|full_load)|def|class|del|with|ctypes|breakpoint|modules)\b|@\s*\w|[\])}"']\s*\(|\\\n|[^\x00-\x7f]\s*\(/;

const NODE = setOf(`
  log error info table dir stringify parse keys entries values fromEntries from isArray split join map filter reduce
  sort slice trim replace replaceAll includes startsWith endsWith indexOf padStart padEnd toUpperCase toLowerCase
  toISOString toString toFixed toJSON getTime now randomUUID randomBytes createHash digest update readFileSync parseInt
  parseFloat Number String Boolean Array isNaN encodeURIComponent decodeURIComponent atob btoa memoryUsage uptime cwd
  cpus totalmem freemem hostname platform inspect max min floor ceil round random abs forEach find some every concat
  flat flatMap repeat match test require Date Map Set URL URLSearchParams RegExp get has if for while return write exit
`);
const NODE_NEVER =
  /__|\b(?:eval|Function|constructor|globalThis|global|import|mainModule|dlopen|binding|prototype|Reflect|Proxy|child_process|vm|module|with)\b|[\])}]\s*[(`]|\w`|\?\.\s*\(|["']\s*\(|\/\*|\\u|\brequire\b(?!\(\s*["'](?:node:)?(?:fs|path|crypto|util|os|url|querystring|\.\/[\w./-]+\.json)["']\))/;

const PHP = setOf(`
  echo print printf sprintf var_dump print_r var_export phpversion php_sapi_name ini_get extension_loaded
  get_loaded_extensions php_uname sys_get_temp_dir json_encode json_decode date time microtime strlen strtolower
  strtoupper md5 sha1 hash base64_encode base64_decode random_int random_bytes bin2hex uniqid password_hash implode
  explode count opcache_get_status php_ini_loaded_file php_ini_scanned_files getenv memory_get_usage number_format
  mt_rand rand trim substr phpinfo gethostname function_exists class_exists defined round max min if
`);
const PHP_NEVER = /`|->|::|<<<|\$\w+\s*\(|[\])}"']\s*\(|\b(?:new|include\w*|require\w*|eval|use|function|fn)\b/;

const PERL = setOf(`
  print printf say if unless else elsif and or not for foreach while until next last my our local chomp chop lc uc lcfirst
  ucfirst length substr index rindex split join sort reverse keys values each exists defined sprintf int abs sqrt hex oct
  ord chr time localtime gmtime scalar grep map push pop shift sum eq ne lt gt le ge cmp x BEGIN END STDIN STDERR STDOUT
  qw undef return exit wantarray sleep eof delete
`);
const PERL_NEVER =
  /`|@\{|\$\{|%\{|\(\?\??\{|\(\?p|->|\\&|&\s*[$\w{]|\*\s*\{|\*\w|\$\^|\bqx\b|\bprintf?\s*\{|::|\$ENV|\bARGV\b.*(?:=|push|unshift|splice)|(?:push|unshift|splice).*\bARGV\b|=\s*[^;]*\bARGV\b/;

const RUBY = setOf(`
  puts print p pp if unless else elsif end and or not then do while until each each_with_index map select reject sort
  sort_by reverse first last size length count sum min max to_s to_i to_f to_a to_h to_json inspect join split strip
  chomp lstrip rstrip upcase downcase capitalize gsub sub scan match match? include? start_with? end_with? keys values
  key? group_by uniq flatten compact zip take drop nil true false JSON parse generate pretty_generate Time now Date today
  strftime iso8601 STDIN read gets each_line lines readlines rand SecureRandom hex uuid base64 Integer Float String
  RUBY_VERSION RUBY_PLATFORM RUBY_PATCHLEVEL VERSION version round floor ceil abs times upto next return format nil?
  empty? find detect any? all? none? tally transform_values BEGIN END Math PI
`);
const RUBY_NEVER = /`|%x|%[^\w\s]|<<[~-]?["'A-Z]|\.\(|\.\s*call\b|::\s*[a-z]|__|\$[^\w]|\bARG[VF]\b/;

/** Whether the text of a one-liner only computes, reads and prints. */
export function isReadingText(program: string, text: string): boolean {
  switch (program) {
    case 'python':
      return !PYTHON_NEVER.test(text) && callsOnly(PYTHON, text);
    case 'node':
      return !NODE_NEVER.test(text) && callsOnly(NODE, text) && createsOnly(NODE, text);
    case 'php':
      return !PHP_NEVER.test(text) && callsOnly(PHP, text);
    case 'perl':
      return !PERL_NEVER.test(text) && saysOnly(PERL, withoutPerlTexts(text));
    case 'ruby':
      return !RUBY_NEVER.test(text) && saysOnlyOrNames(withoutRubyTexts(text));
    default:
      return false;
  }
}

function callsOnly(known: ReadonlySet<string>, text: string): boolean {
  return [...text.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g)].every(([, name]) => known.has(name!));
}

function createsOnly(known: ReadonlySet<string>, text: string): boolean {
  return [...text.matchAll(/\bnew\s+([\w$.]+)/g)].every(([, name]) => known.has(name!));
}

/** Every word without a sigil is known. */
function saysOnly(known: ReadonlySet<string>, text: string | undefined): boolean {
  if (text === undefined) return false;
  return [...text.matchAll(/([$@%]#?)?([A-Za-z_]\w*)/g)].every(([, sigil, name]) => sigil || known.has(name!));
}

/** Ruby's variables have no sigil: those that the text itself sets are known as well. */
function saysOnlyOrNames(text: string): boolean {
  const named = [
    ...[...text.matchAll(/\b([a-z_]\w*)\s*(?:[-+*/|]{0,2}=(?![=~>]))/g)].map((match) => match[1]!),
    ...[...text.matchAll(/\|([\w\s,()*]+)\|/g)].flatMap((match) => match[1]!.match(/\w+/g) ?? []),
  ];
  const known = new Set([...RUBY, ...named]);
  return [...text.matchAll(/(\$)?([A-Za-z_]\w*[?!]?)/g)].every(([, sigil, name]) => sigil || known.has(name!));
}

/** The code beside strings and patterns; undefined where a pattern's replacement is code. */
function withoutPerlTexts(text: string): string | undefined {
  let isCode = false;
  const changed = text
    .replace(
      /(^|[^$@%\w])(s|tr|y)\s*(?:([^\w\s;=,)({[<])(?:\\.|(?!\3)[^\\])*\3(?:\\.|(?!\3)[^\\])*\3|\{[^{}]*\}\s*\{[^{}]*\})([a-z]*)/g,
      (_all, before: string, kind: string, _mark: string, flags: string) => {
        isCode ||= kind === 's' && flags.includes('e');
        return `${before}0`;
      },
    )
    .replace(/(^|[^$@%\w])(?:m|qr)\s*(?:([^\w\s;=,)({[<])(?:\\.|(?!\2)[^\\])*\2|\{[^{}]*\})[a-z]*/g, '$10')
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '0')
    .replace(/(^|[({,;!~&|]|\b(?:if|unless|and|or|not|split|grep)\s*)\s*\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '$10')
    // A word as the key of a hash is a text.
    .replace(/\{\w+\}/g, '{0}');
  return isCode || /[\w)]\s*=\s*&/.test(changed) ? undefined : changed;
}

/** Strings in double quotes hold code only in `#{}`. */
function withoutRubyTexts(text: string): string {
  return text
    .replace(/'(?:[^'\\]|\\.)*'/g, '0')
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) =>
      [...inner.matchAll(/#\{([^}]*)\}/g)].map((match) => ` ${match[1]!} `).join(''),
    )
    .replace(/(^|[({,;!~&|=]|\b(?:if|unless|and|or|not)\s*)\s*\/(?:[^/\\\n]|\\.)+\/[a-z]*/g, '$10');
}

/** Files of `perl -n` and its like are opened in a form in which a name can be a command or be written to. */
export function isPlainFile(name: string): boolean {
  return !/^[\s|<>+&]|[|\s]$|[*?[$`]/.test(name);
}
