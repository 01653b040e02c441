/** A program whose arguments are another command. */
export interface Wrapper {
  /** Options that take the next word as their value. */
  readonly values?: string;
  /** How many plain words stand before the command. */
  readonly skip?: number;
  /** `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** Only with this verb. */
  readonly verb?: string;
}

/** Whether an option is in a list and takes the next word: `-n` and `--namespace`, not `-n5` nor `--namespace=x`. */
export function isOptionOf(list: string, option: string): boolean {
  if (list === '' || option.includes('=')) return false;
  return ` ${list} `.includes(` ${option} `);
}

/** Programs that run the command in their arguments, each as its manual page describes it. */
export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: {
    values:
      '-u -g -h -p -C -D -R -r -t -T -U --user --group --host --prompt --close-from --chdir --chroot --role --type --command-timeout --other-user',
    assignments: true,
  },
  doas: { values: '-u -C' },
  run0: { values: '-u -g --user --group --unit --property --description --slice --nice --chdir --setenv --background' },
  env: { values: '-u -C --unset --chdir', assignments: true },
  time: { values: '-f -o --format --output' },
  nohup: {},
  nice: { values: '-n --adjustment' },
  ionice: { values: '-c -n -p --class --classdata --pid' },
  chrt: { values: '-T -P -D -p', skip: 1 },
  taskset: { skip: 1 },
  numactl: { values: '-N -m -C -i -p -l --cpunodebind --membind --physcpubind --interleave --preferred' },
  timeout: { values: '-s -k --signal --kill-after', skip: 1 },
  xargs: {
    values:
      '-n -I -P -L -d -s -a -E --max-args --max-procs --max-lines --delimiter --max-chars --arg-file --replace --eof --process-slot-var',
  },
  parallel: {
    values:
      '-j --jobs -a --arg-file -S --sshlogin --delay --timeout --retries --joblog --results -N -n -L -I --colsep -C --tagstring --halt --wd',
  },
  exec: { values: '-a' },
  command: {},
  builtin: {},
  noglob: {},
  nocorrect: {},
  coproc: {},
  chroot: { values: '--userspec --groups', skip: 1 },
  nsenter: { values: '-t -S -G --target --setuid --setgid' },
  unshare: { values: '-S -G -R -w --setuid --setgid --root --wd --propagation --kill-child' },
  setpriv: { values: '--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits' },
  runuser: { values: '-u -g -G --user --group' },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  tini: { values: '-p -e' },
  'dumb-init': {},
  strace: { values: '-p -e -o -s -E -a -b -I -O -P -S -u -X' },
  ltrace: { values: '-p -e -o -s -l -n -u -a -A -D -F -x' },
  setsid: {},
  setarch: { skip: 1 },
  stdbuf: { values: '-o -e -i --output --error --input' },
  unbuffer: {},
  rlwrap: { values: '-a -f -H -s -S -C -D -p' },
  chronic: {},
  caffeinate: { values: '-t -w' },
  faketime: { values: '-f -p', skip: 1 },
  torsocks: {},
  proxychains: { values: '-f' },
  proxychains4: { values: '-f' },
  sshpass: { values: '-p -f -d -P' },
  mosh: { values: '-p --port --ssh --server --predict', skip: 1 },
  'systemd-run': {
    values:
      '-p -u -H -M -E --property --unit --host --machine --setenv --description --slice --uid --gid --nice --on-active --on-boot --on-calendar --timer-property --working-directory --service-type',
  },
  'systemd-inhibit': { values: '--what --who --why --mode' },
  cgexec: { values: '-g' },
  valgrind: {},
  flock: { values: '-w -E --timeout --conflict-exit-code', skip: 1 },
  entr: {},
  pdsh: { values: '-w -x -g -l -f -t -u -R -X -S' },
  clush: { values: '-w -g -x -X -l -f -t -u -b' },
  pssh: { values: '-h -H -l -p -t -o -e -O -A -x -X -i' },
  'parallel-ssh': { values: '-h -H -l -p -t -o -e -O -x -X' },
  lxc: { values: '--env --user --group --cwd --mode', verb: 'exec', skip: 1 },
  incus: { values: '--env --user --group --cwd --mode', verb: 'exec', skip: 1 },
  'aws-vault': { values: '-d --duration --region --mfa-token', verb: 'exec', skip: 1 },
  'aws-okta': { verb: 'exec', skip: 1 },
  saml2aws: { values: '-a --idp-account --exec-profile --role', verb: 'exec' },
  granted: {},
  envchain: { skip: 1 },
  bundle: { verb: 'exec' },
  npx: { values: '-p --package' },
  poetry: { verb: 'run' },
  pipenv: { verb: 'run' },
  uv: { verb: 'run' },
  direnv: { verb: 'exec', skip: 1 },
  mise: { verb: 'exec' },
  asdf: { verb: 'exec' },
  rbenv: { verb: 'exec' },
  pyenv: { verb: 'exec' },
  doppler: { values: '-p -c --project --config', verb: 'run' },
  op: { values: '--env-file --account', verb: 'run' },
  chamber: { verb: 'exec', skip: 1 },
  'sops-exec-env': { skip: 1 },
  heroku: { values: '-a --app -r --remote -s --size', verb: 'run' },
  gds: { verb: 'aws', skip: 1 },
  'gds-cli': { verb: 'aws', skip: 1 },
  ssh: {
    values: '-i -l -p -R -L -D -J -o -F -W -b -B -c -E -e -I -m -O -P -Q -S -w',
    skip: 1,
  },
};

/** Whether an option's value is the next word: `-u root`, and `-iu root` where short ones are joined; not `-uroot`. */
export function takesNext(values: string, word: string): boolean {
  if (values !== WITH_JOINED || !/^-[A-Za-z]{2,}$/.test(word)) return isOptionOf(values, word);
  const first = [...word.slice(1)].findIndex((letter) => isOptionOf(values, `-${letter}`));
  return first === word.length - 2;
}

/** Of sudo, whose short options are often joined; elsewhere `-it` may as well be an option of its own. */
const WITH_JOINED = WRAPPERS['sudo']!.values;
