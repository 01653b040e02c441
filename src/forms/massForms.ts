import { has, type ProgramCall } from '../programs/call.ts';
import { optionValue } from '../programs/http.ts';
import type { Risk } from '../commands/risk.ts';

/*
 * Commands that only change something in most of their forms, and destroy in others: where they reach all of a kind,
 * leave nothing of a file, or cut the way back to the machine.
 */

type Mass = (call: ProgramCall) => boolean;

/** The roots of a system, under which a recursive change cannot be taken back by its opposite. */
const SYSTEM_FOLDER =
  /^\/(?:(?:\.\.?|bin|boot|dev|etc|home|lib|lib32|lib64|opt|proc|root|run|sbin|srv|sys|usr|var)?(?:\/\*?)?|\*|(?:usr|var)\/(?:bin|lib|sbin|local)\/?)$/;

const plain = (values: readonly string[]): string[] => values.filter((value) => !value.startsWith('-'));
const isRecursive = (values: readonly string[]): boolean => has(values, /^(?:-[a-zA-Z]*R[a-zA-Z]*|--recursive)$/);

const permissions: Mass = ({ name, values }) =>
  isRecursive(values) &&
  (plain(values)
    .slice(has(values, /^--reference/) ? 0 : 1)
    .some((path) => SYSTEM_FOLDER.test(path)) ||
    (name === 'chmod' && has(values, /^(?:0{1,4}|a?-rwx|a=|ugo?-rwx)$/)));

const move: Mass = ({ values }) =>
  values[values.length - 1] === '/dev/null' || has(values, /^(?:-t|--target-directory=)\/dev\/null$/);

/** A command of sed that deletes every line, or empties each. */
const EMPTYING =
  /(?:^|[;{}\n])\s*(?:1?\s*,?\s*(?:1,)?\$|\/(?:\.\*?|\^|\$|\^\.\*\$?)?\/|0?,\/.*\/|1,\$)?\s*(?:d|s(.)(?:\^?\.[*+]\$?|\^\.\*\$)\1\1\w*)\s*(?:$|[;}\n])/;

const sedInPlace: Mass = ({ values }) => {
  if (!has(values, /^(?:-[nEruzsl]*[iI].*|--in-place(?:=.*)?)$/)) return false;
  const scripts = values.filter((_, i) => /^(?:-[a-zA-Z]*e|--expression)$/.test(values[i - 1] ?? ''));
  const joined = values
    .filter((value) => /^(?:-e.|--expression=)/.test(value))
    .map((value) => value.replace(/^(?:-e|--expression=)/, ''));
  const first = plain(values)[0];
  const texts = [...scripts, ...joined];
  return (texts.length > 0 ? texts : first === undefined ? [] : [first]).some(
    (text) => EMPTYING.test(text) && !/^\s*\$/.test(text.trim()),
  );
};

/** Without these nobody reaches the machine. */
const WAY_BACK =
  /^(?:sshd?|ssh@.*|NetworkManager|network|networking|systemd-networkd|dhcpcd|wpa_supplicant|systemd-logind|dbus|dbus-broker|tailscaled|wg-quick@.*|openvpn.*)(?:\.(?:service|socket))?$/;

const ENDING_TARGET =
  /^(?:reboot|poweroff|halt|kexec|shutdown|rescue|emergency|exit|suspend|hibernate|hybrid-sleep|sleep|runlevel[016]|ctrl-alt-del|soft-reboot)(?:\.target)?$|^systemd-(?:reboot|poweroff|halt|kexec|suspend|hibernate)(?:\.service)?$/;

const stopService: Mass = ({ values }) => {
  const [verb = '', ...units] = plain(values);
  if (/^(?:isolate|default|rescue|emergency)$/.test(verb) || has(values, /^--job-mode=isolate$/)) return true;
  // Reached, these end what runs: all of it, or the machine.
  if (/^(?:start|restart)$/.test(verb) && units.some((unit) => ENDING_TARGET.test(unit))) return true;
  if (!/^(?:stop|kill)$/.test(verb) && !(/^(?:disable|mask)$/.test(verb) && values.includes('--now'))) return false;
  return units.some((unit) => WAY_BACK.test(unit) || /[*?[]/.test(unit) || /\.(?:target|slice)$/.test(unit));
};

const service: Mass = ({ values }) => values[1] === 'stop' && WAY_BACK.test(values[0] ?? '');

const SCALE_OPTIONS =
  /^(?:--replicas|--desired-count|--desired-capacity|--num-nodes|--node-count|--new-capacity|--nodes|--size|--max-size|--instance-count|--count|--max-instances|--replica-count)$/;

const NOTHING = /^[+-]?(?:0+|0x0+|0+\.0*)$/i;

/** `--replicas=0`, `--replicas 00`: wherever else it stands with another number. */
function isZeroCount(value: string, next = ''): boolean {
  const [name = '', inside] = value.split('=');
  return SCALE_OPTIONS.test(name) && NOTHING.test(inside ?? next);
}

/** Down to nothing: `--replicas=0`, `scale web=0`. */
const toNothing: Mass = ({ values }) => {
  const words = plain(values);
  const scales = words
    .slice(0, 5)
    .some((word) =>
      /^(?:scale|ps:scale|resize|update|update-service|set-desired-capacity|update-auto-scaling-group|patch|up)$/.test(
        word,
      ),
    );
  if (!scales) return false;
  if (values.some((value, i) => isZeroCount(value, values[i + 1]))) return true;
  const counts = words.some((word) => /^(?:ps:)?scale$/.test(word));
  return (
    (counts && words.some((word, i) => i > 0 && /^(?:[\w./-]+=)?0+$/.test(word))) ||
    values.some((value, i) => /^--scale$/.test(values[i - 1] ?? '') && /=0+$/.test(value)) ||
    has(values, /^--scale=.*=0+$/) ||
    has(values, /replicas["']?\s*[:,]\s*(?:["']?value["']?\s*:\s*)?[+-]?0+(?![\d.])/)
  );
};

/** `docker stop $(docker ps -q)`: all that run. */
const container: Mass = (call) =>
  toNothing(call) ||
  (has(plain(call.values).slice(0, 2), /^(?:stop|pause)$/) &&
    call.args.some(
      (arg) =>
        /(?:\$\(|`)[^]*\b(?:ps|container ls|container list)\b/.test(arg.text) && !/--filter|-f\b|grep/.test(arg.text),
    )) ||
  (/^(?:podman|nerdctl)$/.test(call.name) && call.values.includes('stop') && has(call.values, /^(?:-a|--all)$/));

/** Everything is dropped: a policy, or a rule without a condition. */
const firewall: Mass = ({ values }) => {
  const target = optionValue(values, /^(?:-j|--jump)$/);
  const policy = values.findIndex((value) => /^(?:-P|--policy)$/.test(value));
  if (policy >= 0) return /^(?:DROP|REJECT)$/.test(values[policy + 2] ?? '');
  return (
    /^(?:DROP|REJECT)$/.test(target ?? '') &&
    has(values, /^(?:-A|-I|--append|--insert)$/) &&
    !has(
      values,
      /^(?:-[sdpiom]|--(?:source|destination|protocol|in-interface|out-interface|match|dport|sport)|!)(?:=|$)/,
    )
  );
};

/** Messages that are taken from a queue and not put back. */
const takesMessages: Mass = ({ values }) =>
  plain(values).includes('get') && has(values, /^(?:--)?ack-?_?mode=(?:ack|reject)_requeue_false$/);

const FORMS: Readonly<Record<string, Mass>> = {
  chmod: permissions,
  chown: permissions,
  chgrp: permissions,
  setfacl: permissions,
  mv: move,
  sed: sedInPlace,
  gsed: sedInPlace,
  systemctl: stopService,
  service,
  'rc-service': service,
  kubectl: toNothing,
  oc: toNothing,
  k: toNothing,
  kubecolor: toNothing,
  aws: toNothing,
  gcloud: toNothing,
  az: toNothing,
  eksctl: toNothing,
  nomad: toNothing,
  heroku: toNothing,
  fly: toNothing,
  flyctl: toNothing,
  doctl: toNothing,
  docker: container,
  podman: container,
  nerdctl: container,
  'docker-compose': container,
  iptables: firewall,
  ip6tables: firewall,
  rabbitmqadmin: takesMessages,
};

/** `destroys` for such a form, else `reads`. */
export function massRisk(call: ProgramCall): Risk {
  return Object.hasOwn(FORMS, call.name) && FORMS[call.name]!(call) ? 'destroys' : 'reads';
}
