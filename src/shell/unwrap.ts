/** What wrapping alone does to the world. */
type Effect = 'reads' | 'changes' | 'destroys' | 'unknown';

/** What is really run once `sudo`, `env`, `ssh host` and the like are taken off. */
export interface Unwrapped {
  readonly words: readonly string[];
  /** Shell text to be read anew, of `bash -c` and of a command for another host. */
  readonly script?: string;
  /** What the wrapping does on its own. */
  readonly least: Effect;
}

/** Wrappers with the options that take a value, and how many plain words stand before the command. */
const wrappers: Readonly<Record<string, { readonly values: string; readonly skip: number }>> = {
  sudo: { values: '-u -g -h -p -C -r -t -T --user --group', skip: 0 },
  doas: { values: '-u -C', skip: 0 },
  env: { values: '-u -C -S', skip: 0 },
  time: { values: '-f -o', skip: 0 },
  nohup: { values: '', skip: 0 },
  nice: { values: '-n', skip: 0 },
  ionice: { values: '-c -n -p', skip: 0 },
  timeout: { values: '-s -k --signal', skip: 1 },
  watch: { values: '-n -d --interval', skip: 0 },
  xargs: { values: '-n -I -P -L -d -s -a -E', skip: 0 },
  exec: { values: '-a', skip: 0 },
  command: { values: '', skip: 0 },
  eval: { values: '', skip: 0 },
  chroot: { values: '', skip: 1 },
  nsenter: { values: '-t --target', skip: 0 },
  strace: { values: '-p -e -o -s', skip: 0 },
  setsid: { values: '', skip: 0 },
  stdbuf: { values: '-o -e -i', skip: 0 },
  'aws-vault': { values: '-d --duration', skip: 2 },
  envchain: { values: '', skip: 1 },
  bundle: { values: '', skip: 1 },
  npx: { values: '-p --package', skip: 0 },
  gds: { values: '', skip: 2 },
  'gds-cli': { values: '', skip: 2 },
};

/** Commands that run another one somewhere else; the rest after `--` (or after the target) is what they run. */
export function unwrap(input: readonly string[]): Unwrapped {
  let words = dropAssignments(input);
  const least: Effect = 'reads';
  for (let guard = 0; guard < 8 && words.length > 0; guard++) {
    const name = words[0]!.replace(/^.*\//, '');
    const script = scriptOf(name, words);
    if (script !== undefined) return { words: [], script, least };
    const remote = remoteCommand(name, words);
    if (remote) {
      if (name === 'ssh' || name === 'gcloud') return { words: [], script: remote.join(' '), least };
      words = dropAssignments(remote);
      continue;
    }
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;
    if (!wrapper) return { words, least };
    if (name === 'bundle' && words[1] !== 'exec') return { words, least };
    if (/^gds(?:-cli)?$/.test(name) && words[1] !== 'aws') return { words, least };
    if (name === 'aws-vault' && words[1] !== 'exec') return { words, least };
    const rest = afterOptions(words, wrapper.values.split(' '), wrapper.skip);
    if (rest.length === 0) {
      const shell = name === 'sudo' && words.some((w) => /^-[is]|^--login/.test(w));
      return { words: shell || name === 'env' || name === 'xargs' ? [] : words.length === 1 ? [] : words, least };
    }
    words = dropAssignments(rest);
  }
  return { words, least };
}

function dropAssignments(words: readonly string[]): readonly string[] {
  let i = 0;
  while (i < words.length && /^[A-Za-z_]\w*\+?=/.test(words[i]!)) i++;
  return i === 0 ? words : words.slice(i);
}

function afterOptions(words: readonly string[], values: readonly string[], skip: number): readonly string[] {
  let i = 1;
  let left = skip;
  for (; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') return words.slice(i + 1);
    if (word.startsWith('-') && word !== '-') {
      if (values.includes(word)) i++;
    } else if (left > 0) left--;
    else break;
  }
  return words.slice(i);
}

function scriptOf(name: string, words: readonly string[]): string | undefined {
  if (/^(?:ba|z|k|da|a)?sh$/.test(name) || name === 'su' || name === 'pwsh' || name === 'powershell') {
    const at = words.findIndex((w, i) => i > 0 && /^-\w*c$|^-Command$|^--command$/i.test(w));
    if (at > 0 && words[at + 1] !== undefined)
      return words.slice(at + 1, name === 'pwsh' ? undefined : at + 2).join(' ');
  }
  if (name === 'eval') return words.slice(1).join(' ');
  return undefined;
}

const podTools = new Set(['kubectl', 'oc', 'k', 'docker', 'podman', 'docker-compose', 'crictl', 'nerdctl']);

/** The command that runs inside a pod, a container or on another host; undefined where only a session is opened. */
export function remoteCommand(name: string, words: readonly string[]): readonly string[] | undefined {
  if (name === 'ssh') return sshCommand(words);
  if (name === 'gcloud' && words.includes('ssh')) {
    const at = words.findIndex((w) => /^--command(?:=|$)/.test(w));
    if (at < 0) return undefined;
    return words[at]!.includes('=') ? [words[at]!.slice(words[at]!.indexOf('=') + 1)] : words.slice(at + 1, at + 2);
  }
  if (name === 'find') {
    const at = words.findIndex((w) => w === '-exec' || w === '-execdir');
    return at > 0 ? words.slice(at + 1).filter((w) => w !== ';' && w !== '+' && w !== '{}') : undefined;
  }
  if (!podTools.has(name)) return undefined;
  const verb = words.findIndex((w) => /^(?:exec|rsh|debug)$/.test(w));
  if (verb < 0 || verb > 8) return undefined;
  const dashes = words.indexOf('--');
  if (dashes > verb) return words.length > dashes + 1 ? words.slice(dashes + 1) : undefined;
  const values =
    '-n --namespace -c --container --context -e --env -u --user -w --workdir --kubeconfig --index -f --shell -l'.split(
      ' ',
    );
  return nonEmpty(afterOptions(words.slice(verb), values, 1));
}

function sshCommand(words: readonly string[]): readonly string[] | undefined {
  return nonEmpty(afterOptions(words, '-i -l -p -L -R -D -J -o -F -W -b -c -E -m -O -Q -S -w'.split(' '), 1));
}

function nonEmpty(words: readonly string[]): readonly string[] | undefined {
  return words.length > 0 ? words : undefined;
}
