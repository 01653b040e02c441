import { readCalls, type ShellCall } from '../shell/calls.ts';
import { unwrapOnce } from '../shell/unwrap.ts';
type Ends = (args: readonly string[]) => boolean;
const has = (args: readonly string[], pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));
const plain = (args: readonly string[]): string => args.filter((arg) => !arg.startsWith('-')).join(' ');
const follows: Ends = (args) =>
  has(args, /^(?:-[a-zA-Z]*[fF]\d*[a-zA-Z]*|--follow(?:=true|=name|=descriptor)?|--retry)$/);

const kubectl: Ends = (args) => {
  const verbs = plain(args);
  // What runs in the pod is looked at by itself.
  if (/(?:^| )exec(?: |$)/.test(verbs)) return false;
  if (/(?:^| )(?:port-forward|proxy)(?: |$)/.test(verbs)) return true;
  if (/(?:^| )(?:get|events)(?: |$)/.test(verbs))
    return has(args, /^(?:-[a-zA-Z]*w|--watch(?:=true)?|--watch-only(?:=true)?)$/);
  if (/(?:^| )logs?(?: |$)/.test(verbs)) return has(args, /^(?:-[a-zA-Z]*f|--follow(?:=true)?)$/);
  return /^(?:\S+ )*(?:attach|stern|tail)(?: |$)/.test(verbs);
};

const compose: Ends = (args) => {
  const verbs = plain(args);
  if (/(?:^| )up(?: |$)/.test(verbs)) return !has(args, /^(?:-[a-zA-Z]*d[a-zA-Z]*|--detach|--wait|--no-start)$/);
  return (/(?:^| )logs(?: |$)/.test(verbs) && follows(args)) || /(?:^| )(?:watch|events|attach)(?: |$)/.test(verbs);
};

/** Options of `docker run` that take no value of their own. */
const SWITCH =
  /^-[diqtP]+$|^--(?:rm|detach|interactive|tty|privileged|init|read-only|publish-all|quiet|no-healthcheck|oom-kill-disable)$|=/;

/** A container whose ports are published is a server; in the foreground it holds the terminal. */
function servesInFront(args: readonly string[]): boolean {
  let ports = false;
  for (let i = 0; i < args.length && args[i]!.startsWith('-'); i++) {
    const arg = args[i]!;
    if (/^-[iqtP]*d[diqtP]*$|^--detach(?:=true)?$/.test(arg)) return false;
    ports ||= /^(?:-p.*|-P|--publish(?:=.*|-all)?)$/.test(arg);
    if (!SWITCH.test(arg) && !/^-p./.test(arg)) i++;
  }
  return ports;
}

const docker: Ends = (args) => {
  const verbs = plain(args);
  if (/^compose(?: |$)/.test(verbs)) return compose(args.slice(args.indexOf('compose') + 1));
  if (/^(?:container )?(?:logs)|^service logs/.test(verbs)) return follows(args);
  if (/^(?:container )?run /.test(verbs)) return servesInFront(args.slice(args.indexOf('run') + 1));
  if (/^(?:(?:container )?stats)/.test(verbs)) return !args.includes('--no-stream');
  return /^(?:system )?events/.test(verbs) ? !has(args, /^--until/) : /^(?:container )?(?:attach|wait)/.test(verbs);
};

const counted =
  (option: RegExp): Ends =>
  (args) =>
    !has(args, option);

/** `vmstat 1`, `iostat -x 5`: an interval without a count. */
const sampled: Ends = (args) => args.filter((arg) => /^\d+(?:\.\d+)?$/.test(arg)).length === 1;

const always: Ends = () => true;

const servesApplication: Ends = (args) => /^runserver(?:_plus)?(?: |$)/.test(plain(args));

/** `python -m http.server`, `python manage.py runserver`: what it is given decides. */
const python: Ends = (args) => {
  const script = args.findIndex((arg) => !arg.startsWith('-'));
  if (args[args.indexOf('-m') + 1] === 'http.server' && args.includes('-m')) return true;
  return /(?:^|\/)manage\.py$/.test(args[script] ?? '') && servesApplication(args.slice(script + 1));
};

const SERVERS =
  'nginx-debug mongod mongos mysqld mysqld_safe redis-server redis-sentinel etcd prometheus alertmanager grafana-server consul-template haproxy-systemd dockerd containerd kubelet gunicorn uvicorn celery http-server serve live-server nodemon webpack-dev-server kafka-server-start.sh zookeeper-server-start.sh sshuttle';

/** Programs that go on until they are stopped, and when. */
const PROGRAMS: Readonly<Record<string, Ends>> = {
  tail: follows,
  journalctl: follows,
  dmesg: (args) => has(args, /^(?:-[a-zA-Z]*[wW][a-zA-Z]*|--follow(?:-new)?)$/),
  watch: always,
  kubectl,
  oc: kubectl,
  k: kubectl,
  kubecolor: kubectl,
  docker,
  podman: docker,
  nerdctl: docker,
  'docker-compose': compose,
  'podman-compose': compose,
  crictl: (args) => (/^logs/.test(plain(args)) && follows(args)) || /^(?:port-forward|events)/.test(plain(args)),
  stern: (args) => !has(args, /^--no-follow$/),
  kubetail: always,
  top: (args) => !has(args, /^-[a-zA-Z]*b/) || !has(args, /^-[a-zA-Z]*n/),
  htop: always,
  iotop: (args) => !has(args, /^(?:-n|--iter)/),
  iftop: (args) => !has(args, /^-[a-zA-Z]*t/) || !has(args, /^-s/),
  atop: always,
  ping: counted(/^-[a-zA-Z]*[cw]\d*$|^-[cwn]$/),
  ping6: counted(/^-[a-zA-Z]*[cw]\d*$/),
  mtr: counted(/^(?:-[a-zA-Z]*[cr][a-zA-Z]*|--report\S*)$/),
  vmstat: sampled,
  iostat: sampled,
  mpstat: sampled,
  sar: sampled,
  pidstat: sampled,
  dstat: (args) => args.filter((arg) => /^\d+$/.test(arg)).length < 2,
  tcpdump: counted(/^(?:-c\d*|--count|-r|-D|--list-interfaces|-G)$/),
  tshark: counted(/^(?:-c\d*|-a|-r|-D)$/),
  ngrep: counted(/^-[nI]$/),
  strace: (args) => has(args, /^-[a-zA-Z]*p\d*$/),
  inotifywait: (args) => has(args, /^(?:-[a-zA-Z]*m|--monitor)$/),
  fswatch: counted(/^-1|^--one-event/),
  'redis-cli': (args) =>
    has(args, /^(?:monitor|subscribe|psubscribe|--stat|--latency|--latency-history|--latency-dist)$/i),
  'valkey-cli': (args) => has(args, /^(?:monitor|subscribe|psubscribe|--stat|--latency|--latency-history)$/i),
  'kafka-console-consumer': counted(/^(?:--max-messages|--timeout-ms)/),
  kcat: (args) => has(args, /^-[a-zA-Z]*C/) && !has(args, /^-[a-zA-Z]*[ec]\d*$/),
  ssh: (args) => has(args, /^-[a-zA-Z]*N[a-zA-Z]*$/) && !has(args, /^-[a-zA-Z]*f/),
  autossh: (args) => !has(args, /^-[a-zA-Z]*f/),
  nc: (args) => has(args, /^-[a-zA-Z]*l/),
  ncat: (args) => has(args, /^(?:-[a-zA-Z]*l|--listen)/),
  socat: (args) => has(args, /LISTEN/i),
  cloudflared: (args) => /^(?:tunnel|proxy-dns)/.test(plain(args)),
  ngrok: always,
  aws: (args) => (/^logs tail/.test(plain(args)) && has(args, /^--follow$/)) || /^ssm start-session/.test(plain(args)),
  gcloud: (args) =>
    /(?:^| )(?:logging tail|logs tail|start-iap-tunnel|tail-serial-port-output)(?: |$)/.test(plain(args)),
  az: (args) =>
    /(?:^| )(?:log tail|logs show|bastion tunnel)(?: |$)/.test(plain(args)) &&
    (!/logs show/.test(plain(args)) || has(args, /^--follow$/)),
  heroku: (args) => /^logs/.test(plain(args)) && has(args, /^(?:-t|--tail)$/),
  fly: (args) => /^(?:logs|proxy)/.test(plain(args)) && !has(args, /^(?:-n|--no-tail)$/),
  flyctl: (args) => /^(?:logs|proxy)/.test(plain(args)) && !has(args, /^(?:-n|--no-tail)$/),
  argocd: (args) => /^app logs/.test(plain(args)) && follows(args),
  flux: (args) => /^logs/.test(plain(args)) && follows(args),
  nomad: (args) =>
    (/^(?:alloc )?logs/.test(plain(args)) && has(args, /^-f$/)) || /^(?:monitor|agent)/.test(plain(args)),
  consul: (args) => /^(?:monitor|agent|watch)/.test(plain(args)),
  vault: (args) => /^(?:monitor|server|agent|proxy)/.test(plain(args)),
  etcdctl: (args) => /^watch/.test(plain(args)),
  linkerd: (args) => /(?:^| )(?:tap|top|dashboard)(?: |$)/.test(plain(args)),
  istioctl: (args) => /^(?:dashboard|dash|d)(?: |$)/.test(plain(args)),
  minikube: (args) => /^(?:tunnel|dashboard|mount)/.test(plain(args)) || (/^logs/.test(plain(args)) && follows(args)),
  hubble: (args) => /^observe/.test(plain(args)) && follows(args),
  cilium: (args) => /(?:^| )(?:monitor|port-forward)(?: |$)/.test(plain(args)),
  pm2: (args) => /^(?:logs?|monit)/.test(plain(args)) && !args.includes('--nostream'),
  supervisorctl: (args) => /^(?:tail|maintail)/.test(plain(args)) && args.includes('-f'),
  python,
  python3: python,
  'nats-server': (args) => !has(args, /^(?:-v|--version|-h|--help|-t|-sl|--signal)/),
  icinga2: (args) => /^daemon\b/.test(plain(args)) && !has(args, /^(?:-C|--validate|-d|--daemonize|-h|--help)$/),
  iperf: (args) => has(args, /^(?:-s|--server)$/) && !has(args, /^(?:-1|--one-off|-D|--daemon)$/),
  iperf3: (args) => has(args, /^(?:-s|--server)$/) && !has(args, /^(?:-1|--one-off|-D|--daemon)$/),
  qperf: (args) => args.length === 0,
  flask: (args) => /^run/.test(plain(args)),
  // By itself it serves; asked for one thing only, as `build`, it ends.
  vite: (args) => !has(args, /^(?:build|optimize|-v|--version|-h|--help)$/),
  next: (args) => /^(?:dev|start)(?: |$)/.test(plain(args)),
  astro: (args) => /^(?:dev|preview)(?: |$)/.test(plain(args)),
  ng: (args) => /^(?:s|serve)(?: |$)/.test(plain(args)),
  'manage.py': servesApplication,
  'django-admin': servesApplication,
  rails: (args) => /^(?:s|server)(?: |$)/.test(plain(args)),
  npm: (args) => /^(?:start|run (?:dev|start|serve|watch))(?: |$)/.test(plain(args)),
  yarn: (args) => /^(?:start|dev|serve|watch|run (?:dev|start|serve|watch))(?: |$)/.test(plain(args)),
  pnpm: (args) => /^(?:start|dev|serve|watch|run (?:dev|start|serve|watch))(?: |$)/.test(plain(args)),
  yes: always,
  ...Object.fromEntries(
    SERVERS.split(' ').map((name) => [
      name,
      ((args: readonly string[]) =>
        !has(args, /^(?:--version|-v|-V|--help|-t|--daemonize|--fork|-daemon|--daemon|-D|stop)$/)) satisfies Ends,
    ]),
  ),
};

/**
 * Whether a command goes on until somebody stops it: `tail -f`, `kubectl port-forward`, servers. One that is put into
 * the background or bounded by `timeout`, or whose output ends with `head`, does end.
 */
export function neverEnds(command: string): boolean {
  const { calls, functions } = readCalls(command);
  const own = withoutGivenText(command);
  if (/\bwhile\s+(?:true|:|\[\s*1\s*\])\s*;?\s*(?:do\b|\n)/.test(own) && !/\bbreak\b|\bexit\b/.test(own)) {
    const reader = /\bdone\s*\|\s*(?:sudo\s+)?([\w.-]+)/.exec(own)?.[1];
    return !isBackground(command) && (reader === undefined || READS_ON.test(reader));
  }
  if (isBackground(command)) return false;
  return calls.some(
    (call) => !functions.has(call.words[0]?.value ?? '') && goesOn(valuesOf(call), 0) && !isCut(calls, call),
  );
}

/** A command without the here-documents that it hands to other programs than a shell: a manifest's loop is not its own. */
function withoutGivenText(command: string): string {
  const lines = command.split('\n');
  const own: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    own.push(line);
    const opened = /(?<!<)<<-?\s*(?:'([^']+)'|"([^"]+)"|\\?(\w+))/.exec(line);
    if (!opened || READ_BY_SHELL.test(line)) continue;
    const mark = opened[1] ?? opened[2] ?? opened[3]!;
    while (i + 1 < lines.length && lines[i + 1]!.trim() !== mark) i++;
  }
  return own.join('\n');
}

/** A shell, here or elsewhere, on the line that opens a here-document. */
const READ_BY_SHELL = /(?:^|[\s/|;&(])(?:(?:ba|z|k|da|a)?sh|ssh)(?=\s|<|$)/;

const valuesOf = ({ words }: ShellCall): string[] => words.map(({ value }) => value);
/** Programs that read as long as something comes. */
const READS_ON =
  /^(?:[efz]?grep|rg|sed|[gm]?awk|tee|cat|tr|cut|sort|uniq|wc|jq|less|more|xargs|while|nl|ts|pv|gzip|logger|column|fold|stdbuf)$/;

/** `tail -f log | head -1` ends once enough was read; what only gives answers, as `yes`, with the program that asks. */
function isCut(calls: readonly ShellCall[], call: ShellCall): boolean {
  const answers = /(?:^|\/)yes$/.test(call.words.find(({ value }) => value !== 'sudo')?.value ?? '');
  return calls.some((reader) => {
    if (reader.input.kind !== 'pipe' || !reader.input.from.includes(call)) return false;
    const [name = '', ...args] = valuesOf(reader).filter((word) => word !== 'sudo');
    const stops = name === 'head' || (/^(?:grep|egrep)$/.test(name) && has(args, /^-[a-zA-Z]*[mq]/));
    return stops || (answers && !READS_ON.test(name.replace(/^.*\//, ''))) || isCut(calls, reader);
  });
}

function isBackground(command: string): boolean {
  return /(?:^|[^&>|])&\s*(?:disown\s*)?(?:#[^\n]*)?$/.test(command.trim());
}

function goesOn(words: readonly string[], depth: number): boolean {
  const name = (words[0] ?? '')
    .replace(/^.*\//, '')
    .replace(/\.sh$/, (ending) =>
      words[0]!.includes('kafka-server') || words[0]!.includes('zookeeper-server') ? ending : '',
    );
  if (depth > 6 || name === '' || name === 'timeout') return false;
  const ends = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name]! : undefined;
  if (ends?.(words.slice(1)) === true) return true;
  const inner = unwrapOnce([name, ...words.slice(1)]);
  if (inner?.kind === 'words') return goesOn(words.slice(inner.from, inner.to), depth + 1);
  return (
    inner?.kind === 'scripts' &&
    inner.texts.some((text) => text.length < words.join(' ').length + 1 && depth < 3 && neverEnds(text))
  );
}
