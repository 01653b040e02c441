import { isOptionOf, takesNext, WRAPPERS, type Wrapper } from './wrappers.ts';

/** What a program runs that runs another one: `sudo`, `env`, `ssh host`, `kubectl exec`. */
export type Unwrapped =
  /** A command that begins at this word. */
  | { readonly kind: 'words'; readonly from: number; readonly to?: number }
  /** Texts that a shell reads. */
  | { readonly kind: 'scripts'; readonly texts: readonly string[] }
  /** A shell, which reads what it is given: its input or what is typed. */
  | { readonly kind: 'shell' }
  /** Nothing. */
  | { readonly kind: 'nothing' };

/** What these do with some options is no wrapping. */
const OWN_OPTIONS = /^(?:sudo|ssh|autossh)$/;

/** Takes one wrapper off; undefined where the program is none. */
export function unwrapOnce(words: readonly string[]): Unwrapped | undefined {
  const name = (words[0] ?? '').replace(/^.*\//, '');
  const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name]!(words, name) : undefined;
  if (special || OWN_OPTIONS.test(name)) return special;
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name]! : undefined;
  if (!wrapper) return undefined;
  if (wrapper.verb !== undefined && !wrapper.verb.split(' ').every((word, i) => words[i + 1] === word))
    return undefined;
  return behind(words, wrapper);
}

function behind(words: readonly string[], wrapper: Wrapper): Unwrapped {
  const start = 1 + (wrapper.verb?.split(' ').length ?? 0);
  const from = commandStart(words, start, wrapper);
  return from < words.length ? { kind: 'words', from } : { kind: 'nothing' };
}

/** Where the command begins behind a wrapper's options, their values and the words that come first. */
function commandStart(words: readonly string[], start: number, wrapper: Wrapper): number {
  let left = wrapper.skip ?? 0;
  for (let i = start; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') return i + 1 + left;
    if (wrapper.assignments && /^[A-Za-z_][\w.]*\+?=/.test(word)) continue;
    if (word.startsWith('-') && word !== '-') {
      if (takesNext(wrapper.values ?? '', word)) i++;
    } else if (left > 0) left--;
    else return i;
  }
  return words.length;
}

type Special = (words: readonly string[], name: string) => Unwrapped | undefined;

const shell: Special = (words) => {
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    if (/^[-+]\w*[oO]$/.test(word) || word === '--rcfile' || word === '--init-file') i++;
    else if (/^-[a-z]*c[a-z]*$/.test(word)) {
      // More options may stand before the text: `bash -c -e 'x'`.
      const at = words.findIndex((w, j) => j > i && !/^[-+]/.test(w));
      return at < 0 ? { kind: 'nothing' } : { kind: 'scripts', texts: [words[at]!] };
    } else if (!/^[-+]/.test(word)) return undefined;
    else if (/^-\w*s\w*$/.test(word) || word === '-') return { kind: 'shell' };
  }
  return words.some((word) => word === '--version' || word === '--help') ? undefined : { kind: 'shell' };
};

/** PowerShell takes its command as the rest of the line. */
const powershell: Special = (words) => {
  const at = words.findIndex((word, i) => i > 0 && /^-(?:c|command)$/i.test(word));
  return at > 0 ? { kind: 'scripts', texts: [words.slice(at + 1).join(' ')] } : undefined;
};

const su: Special = (words) => {
  const at = words.findIndex((word) => /^(?:-\w*c|--command|--session-command)$/.test(word));
  if (at > 0) return { kind: 'scripts', texts: [words[at + 1] ?? ''] };
  const joined = words.find((word) => word.startsWith('--command='));
  if (joined) return { kind: 'scripts', texts: [joined.slice(10)] };
  const file = suShell(words);
  return file === undefined || SHELL_FILE.test(file) ? { kind: 'shell' } : { kind: 'scripts', texts: [file] };
};

const SHELL_FILE = /(?:^|\/)(?:ba|z|da|k|a|fi|c|tc)?sh$|^\$\{?SHELL\}?$/;

/** What `su -s FILE user` runs in place of that user's shell: `su -l app -s /opt/restore.sh` runs the script and comes back. */
function suShell(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^(?:-\w*s|--shell)$/.test(word));
  return at > 0 ? words[at + 1] : words.find((word) => word.startsWith('--shell='))?.slice(8);
}

const sudo: Special = (words) => {
  const wrapper = WRAPPERS['sudo']!;
  const from = commandStart(words, 1, wrapper);
  const options = words.slice(1, from).filter((word) => word.startsWith('-'));
  if (
    options.some((word) =>
      /^-\w*[eKklvV]\w*$|^--(?:edit|list|validate|version|help|remove-timestamp|reset-timestamp)$/.test(word),
    )
  )
    return from < words.length && !options.some((word) => /^-\w*[el]|^--(?:edit|list)/.test(word))
      ? { kind: 'words', from }
      : undefined;
  const login = options.some((word) => /^-[A-Za-z]*[is][A-Za-z]*$|^--(?:login|shell)$/.test(word));
  if (from >= words.length) return login ? { kind: 'shell' } : { kind: 'nothing' };
  return { kind: 'words', from };
};

const ssh: Special = (words) => {
  const values = WRAPPERS['ssh']!.values!;
  const target = commandStart(words, 1, { values });
  if (words.slice(1, target).some((word) => /^-\w*[VGQ]/.test(word))) return undefined;
  if (words.slice(1).some((word) => /^-O$/.test(word)) || target >= words.length) return undefined;
  // Options may follow the host as well.
  const from = commandStart(words, target + 1, { values });
  const options = words.slice(1, from);
  if (
    options.some(
      (word, i) =>
        /ProxyCommand|LocalCommand|PermitLocalCommand/i.test(word) || (options[i - 1] === '-F' && word !== '/dev/null'),
    )
  )
    return undefined;
  if (from < words.length) return { kind: 'scripts', texts: [words.slice(from).join(' ')] };
  return options.some((word) => /^-\w*N/.test(word)) ? { kind: 'nothing' } : { kind: 'shell' };
};

const find: Special = (words) => {
  const texts: string[] = [];
  for (let i = 1; i < words.length; i++) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(words[i]!)) continue;
    const end = words.findIndex(
      (word, j) => j > i && (word === ';' || word === '\\;' || (word === '+' && words[j - 1] === '{}')),
    );
    const last = end < 0 ? words.length : end;
    // `+` stands for as many files as there are: of two, some programs write the second one.
    const more = words[last] === '+' ? ['{}'] : [];
    texts.push([...words.slice(i + 1, last), ...more].map(quoteWord).join(' '));
    i = last;
  }
  return texts.length > 0 ? { kind: 'scripts', texts } : undefined;
};

/** So that a word that is handed on stays one word when it is read as shell text. */
function quoteWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const POD_VALUES =
  '-n --namespace -c --container --context --cluster --user --kubeconfig -f --filename --pod-running-timeout --request-timeout -s --server --token --as --image --overrides --env -l --labels --port --restart --timeout --profile --target --share-processes --copy-to --index -e -u -w --workdir --detach-keys --env-file -p --project-name --profile --project-directory -H --host --shell -v --volume --entrypoint --network --name --mount --add-host --dns -h --hostname --link --memory -m --cpus --ulimit --user --publish --expose --label --log-driver --log-opt --platform --pull --restart --runtime --security-opt --shm-size --tmpfs --gpus --device --cap-add --cap-drop --ip --pid --ipc --userns --uts --volumes-from --group-add --init-path --cidfile --sysctl --stop-signal --stop-timeout --tty-size';

/** `kubectl exec pod -- cmd`, `docker run image cmd`, `docker compose exec service cmd`. */
const container: Special = (words, name) => {
  const verb = words.findIndex((word) => /^(?:exec|rsh|debug|run)$/.test(word));
  const before = words.slice(1, verb);
  const compose = /compose$/.test(name) || before.includes('compose');
  // Nothing but global options, their values and a group of commands stands before the verb.
  if (
    verb < 0 ||
    before
      .filter((word, i) => !word.startsWith('-') && !isOptionOf(POD_VALUES, before[i - 1] ?? ''))
      .some((word) => !/^(?:compose|container|pod|argo)$/.test(word))
  )
    return undefined;
  const kube = /^(?:kubectl|oc|k|kubecolor|microk8s|k3s)$/.test(name);
  const dashes = words.indexOf('--', verb);
  if (dashes > 0) return dashes + 1 < words.length ? { kind: 'words', from: dashes + 1 } : { kind: 'nothing' };
  // Without dashes, what follows the name of a pod that is made is no command.
  if (kube && (words[verb] === 'run' || words[verb] === 'debug')) return { kind: 'nothing' };
  const from = commandStart(words, verb + 1, { values: POD_VALUES, skip: 1 });
  if (from < words.length) return entrypoint(words, verb, from);
  const opens = words[verb] === 'rsh' || (!compose && kube && words[verb] === 'exec');
  return opens ? { kind: 'shell' } : entrypoint(words, verb, from);
};

function entrypoint(words: readonly string[], verb: number, from: number): Unwrapped {
  const at = words.findIndex((word, i) => i > verb && i < from && /^--entrypoint(?:=|$)/.test(word));
  if (at < 0) return from < words.length ? { kind: 'words', from } : { kind: 'nothing' };
  const program = words[at]!.includes('=') ? words[at]!.slice(words[at]!.indexOf('=') + 1) : (words[at + 1] ?? '');
  return { kind: 'scripts', texts: [[program, ...words.slice(from).map(quoteWord)].join(' ')] };
}

/** `gcloud compute ssh vm --command='x'`, `vagrant ssh -c x`, `az vm run-command invoke --scripts x`. */
const byOption =
  (verb: RegExp, option: RegExp, shellWithout: boolean): Special =>
  (words) => {
    if (
      !verb.test(
        words
          .slice(1)
          .filter((word) => !word.startsWith('-'))
          .join(' '),
      )
    )
      return undefined;
    const dashes = words.indexOf('--');
    if (dashes > 0 && dashes + 1 < words.length && shellWithout)
      return { kind: 'scripts', texts: [words.slice(dashes + 1).join(' ')] };
    const at = words.findIndex((word) => option.test(word.split('=')[0]!));
    if (at < 0) return shellWithout ? { kind: 'shell' } : undefined;
    const word = words[at]!;
    return { kind: 'scripts', texts: [word.includes('=') ? word.slice(word.indexOf('=') + 1) : (words[at + 1] ?? '')] };
  };

const awsCommand: Special = (words) => {
  if (words.includes('start-session') && !words.includes('--document-name')) return { kind: 'shell' };
  if (words.includes('execute-command')) {
    const at = words.indexOf('--command');
    return at > 0 ? { kind: 'scripts', texts: [words[at + 1] ?? ''] } : undefined;
  }
  return undefined;
};

/** Everything behind is one text for a shell: `eval`, `watch`. */
const joinedAfter =
  (values: string): Special =>
  (words) => {
    const from = commandStart(words, 1, { values });
    return from < words.length ? { kind: 'scripts', texts: [words.slice(from).join(' ')] } : { kind: 'nothing' };
  };

const ansible: Special = (words) => {
  const module = optionValue(words, /^(?:-m|--module-name)$/) ?? 'command';
  const text = optionValue(words, /^(?:-a|--args)$/);
  if (!/(?:^|\.)(?:command|shell|raw)$/.test(module) || text === undefined) return undefined;
  return { kind: 'scripts', texts: [text] };
};

const salt: Special = (words) => {
  const at = words.indexOf('cmd.run');
  return at > 0 ? { kind: 'scripts', texts: [words[at + 1] ?? ''] } : undefined;
};

function optionValue(words: readonly string[], option: RegExp): string | undefined {
  const at = words.findLastIndex((word) => option.test(word.split('=')[0]!));
  if (at < 0) return undefined;
  return words[at]!.includes('=') ? words[at]!.slice(words[at]!.indexOf('=') + 1) : words[at + 1];
}

const flock: Special = (words) => {
  const at = words.findIndex((word) => /^(?:-c|--command)$/.test(word));
  return at > 0 ? { kind: 'scripts', texts: [words[at + 1] ?? ''] } : undefined;
};

/** Distributions of Kubernetes that bring its client along: `k0s kubectl get pods`. */
const ownKubectl: Special = (words) => {
  if (!/^(?:kubectl|kc)$/.test(words[1] ?? '')) return undefined;
  const rest = words.slice(words[2] === '--' ? 3 : 2);
  return { kind: 'scripts', texts: [['kubectl', ...rest.map(quoteWord)].join(' ')] };
};

const shells = Object.fromEntries('sh bash zsh ksh dash ash fish rbash mksh'.split(' ').map((name) => [name, shell]));
const containers = Object.fromEntries(
  'kubectl oc k kubecolor docker podman nerdctl crictl docker-compose podman-compose'
    .split(' ')
    .map((name) => [name, container]),
);

const SPECIAL: Readonly<Record<string, Special>> = {
  ...shells,
  ...containers,
  k0s: ownKubectl,
  k3s: ownKubectl,
  rke2: ownKubectl,
  microk8s: ownKubectl,
  minikube: ownKubectl,
  pwsh: powershell,
  powershell,
  su,
  runuser: (words, name) => (words.some((word) => /^(?:-\w*c|--command)/.test(word)) ? su(words, name) : undefined),
  sudo,
  ssh,
  autossh: ssh,
  find,
  eval: joinedAfter(''),
  watch: joinedAfter('-n --interval -q --equexit'),
  flock,
  script: flock,
  ansible,
  salt,
  'salt-call': salt,
  aws: awsCommand,
  gcloud: byOption(
    /^(?:(?:alpha|beta) )?(?:compute (?:tpus tpu-vm )?ssh|app instances ssh|workstations ssh|cloud-shell ssh)\b/,
    /^--command$/,
    true,
  ),
  az: byOption(/^(?:vm|vmss) run-command invoke\b/, /^--scripts$/, false),
  vagrant: byOption(/^ssh\b/, /^(?:-c|--command)$/, true),
  flyctl: byOption(/^ssh console\b/, /^(?:-C|--command)$/, true),
  fly: byOption(/^ssh console\b/, /^(?:-C|--command)$/, true),
};

/** The program that really runs, once all wrappers are off; a script where a shell reads one. */
export function innermostCommand(input: readonly string[]): {
  readonly words: readonly string[];
  readonly script?: string;
} {
  let words = dropAssignments(input);
  for (let guard = 0; guard < 8 && words.length > 0; guard++) {
    const inner = unwrapOnce(words);
    if (inner === undefined || inner.kind === 'shell') return { words };
    if (inner.kind === 'nothing') return { words: isContainer(words) ? words : [] };
    if (inner.kind === 'scripts') return { words: [], script: inner.texts.join('\n') };
    words = dropAssignments(words.slice(inner.from, inner.to));
  }
  return { words };
}

function isContainer(words: readonly string[]): boolean {
  return Object.hasOwn(containers, (words[0] ?? '').replace(/^.*\//, ''));
}

function dropAssignments(words: readonly string[]): readonly string[] {
  let i = 0;
  while (i < words.length && /^[A-Za-z_]\w*\+?=/.test(words[i]!)) i++;
  return i === 0 ? words : words.slice(i);
}

/** The command that runs inside a pod, a container or on another host; undefined where only a session is opened. */
export function remoteCommand(words: readonly string[]): readonly string[] | undefined {
  const inner = unwrapOnce(words);
  if (inner?.kind === 'words') return words.slice(inner.from, inner.to);
  return inner?.kind === 'scripts' ? inner.texts : undefined;
}
