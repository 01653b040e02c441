import { firstPlain, has, nounVerb, type Decide } from './call.ts';
import { ip } from './iproute.ts';
import { worst, type Risk } from '../commands/risk.ts';

const ifconfig: Decide = ({ values }) => {
  if (has(values, /^(?:down|del|delete|-arp)$/)) return 'destroys';
  return values.filter((value) => !value.startsWith('-')).length > 1 ? 'changes' : 'reads';
};

const iptables: Decide = ({ name, values }) => {
  if (/-save$/.test(name)) return has(values, /^(?:-f|--file)/) ? 'changes' : 'reads';
  if (/-restore$/.test(name))
    return has(values, /^(?:-t|--test)$/) ? 'reads' : has(values, /^(?:-n|--noflush)$/) ? 'changes' : 'destroys';
  if (has(values, /^(?:-[FXDZP]|--(?:flush|delete|delete-chain|zero|policy))$/))
    return has(values, /^(?:-P|--policy)$/) && !has(values, /^-[FXDZ]/) ? 'changes' : 'destroys';
  if (has(values, /^(?:-[AIRNE]|--(?:append|insert|replace|new-chain|rename-chain))$/)) return 'changes';
  return has(values, /^(?:-[a-zA-Z]*[LSC][a-zA-Z]*|--(?:list|list-rules|check|version)(?:=.*)?|-V)$/)
    ? 'reads'
    : 'unknown';
};

const ipvsadm: Decide = ({ values }) =>
  has(values, /^(?:-[CDd]|--(?:clear|delete-\w+)|--stop-daemon)$/)
    ? 'destroys'
    : has(values, /^(?:-[AEaeRZ]|--(?:add|edit|restore|zero|set|start)\S*)$/)
      ? 'changes'
      : 'reads';

const ipset: Decide = ({ values }) => {
  const verb = firstPlain(values) || (values[0] ?? '');
  if (/^(?:list|test|save|help|version|-L|-T|-S)$/.test(verb)) return 'reads';
  return /^(?:destroy|flush|del|-X|-F|-D)$/.test(verb) ? 'destroys' : verb === '' ? 'reads' : 'changes';
};

const route: Decide = ({ values }) =>
  has(values, /^(?:del|delete|flush)$/) ? 'destroys' : has(values, /^(?:add|change)$/) ? 'changes' : 'reads';

const nc: Decide = ({ values, input }) => {
  if (has(values, /^(?:-[a-zA-Z]*[ecl]|--exec|--sh-exec|--lua-exec|--listen|-[a-zA-Z]*[ecl][a-zA-Z]*)$/))
    return 'unknown';
  if (has(values, /^-[a-zA-Z]*z/)) return 'reads';
  if (input.kind === 'text')
    return /^(?:\s*(?:GET|HEAD|OPTIONS|PING|INFO|stats?(?: \w+)?|ruok|stat|mntr|srvr|conf|cons|envi|version|show [\w ]+|quit|help|EHLO \S+|QUIT|Host: \S+)?[^\n]*\n?)$/i.test(
      input.text,
    ) && /^(?:GET|HEAD|PING|INFO|stat|ruok|mntr|srvr|conf|cons|envi|version|show)/i.test(input.text)
      ? 'reads'
      : 'unknown';
  if (input.kind === 'pipe') {
    const words = input.from.length === 1 ? input.from[0]!.words.map((word) => word.value) : [];
    return /^(?:echo|printf)$/.test(words[0] ?? '') &&
      /^(?:-[ne]+ )*["']?(?:GET |HEAD |PING|INFO|stats|stat|ruok|mntr|srvr|conf|cons|envi|version|show )/i.test(
        words.slice(1).join(' '),
      )
      ? 'reads'
      : 'unknown';
  }
  return input.kind === 'file' ? 'unknown' : 'reads';
};

const socat: Decide = ({ values, input }) => {
  if (has(values, /EXEC|SYSTEM|SHELL|LISTEN|CREATE|OPEN/i)) return 'unknown';
  return input.kind === 'pipe' || input.kind === 'text'
    ? haproxySocket(
        input.kind === 'text'
          ? input.text
          : input.from.flatMap((call) => call.words.slice(1).map((word) => word.value)).join(' '),
      )
    : 'unknown';
};

/** What is sent to the socket of HAProxy. */
function haproxySocket(text: string): Risk {
  const worstOf = text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): Risk =>
      /^(?:show|help|prompt|quit|get)\b/.test(part)
        ? 'reads'
        : /^(?:shutdown|clear|del)\b/.test(part)
          ? 'destroys'
          : /^(?:set|disable|enable|add)\b/.test(part)
            ? 'changes'
            : 'unknown',
    );
  return worst(worstOf.length > 0 ? worstOf : ['unknown']);
}

/** Open vSwitch: a verb with a dash in front or behind says what is done. */
const openVSwitch: Decide = ({ values }) => {
  const words = values.filter(
    (value, i) => !value.startsWith('-') && !/^-[tO]$|^--(?:db|target|timeout)$/.test(values[i - 1] ?? ''),
  );
  const [verb = ''] = words;
  if (
    /^(?:del-|remove|clear|destroy|emer-reset|dp-del|flush|kick|cluster\/(?:kick|leave)|exit|lb-del|lr-del|ls-del|lsp-del|lrp-del|acl-del|lr-nat-del|lr-route-del)|-del$|\/del$|\/flush/.test(
      verb,
    )
  )
    return 'destroys';
  if (
    /^(?:show|list|get|find|dump|br-exists|port-to-br|iface-to-br|(?:list|get|dump)-[\w-]+|snoop|monitor|ping|version|transact-show|query|db-(?:name|version|cksum|sid|cid)|[\w-]+-(?:list|show|dump|get-[\w-]+)|[\w-]+\/(?:show|status|list|dump|get|stats|cid|sid|version|trace|read-counter|(?:[\w-]+-)?(?:show|list|dump|get)(?:-[\w-]+)?))$/.test(
      verb,
    )
  )
    return 'reads';
  return verb === '' ? 'unknown' : 'changes';
};

const wicked: Decide = nounVerb(/^(?:show|ifstatus|show-xml|show-config|test|ethtool|arp)$/, /^(?:ifdown)$/);

const openssl: Decide = ({ values }) => {
  const [verb = ''] = values;
  if (has(values, /^-(?:out|keyout|signkey|CAcreateserial|writerand|engine|provider|caout|certout|subject_hash_out)$/))
    return has(values, /^-(?:engine|provider)$/) ? 'unknown' : 'changes';
  if (
    /^(?:x509|verify|version|ciphers|crl|dgst|asn1parse|rand|speed|ocsp|errstr|list|prime|help|sess_id|pkey|pkeyutl|rsa|rsautl|dsa|ec|ecparam|req|pkcs7|pkcs8|pkcs12|base64|enc|md5|sha1|sha256|sha512|passwd|genrsa|genpkey|dhparam|nseq|spkac|storeutl|cms|smime|ts|info|crl2pkcs7|kdf|mac|s_time)$/.test(
      verb,
    )
  )
    return verb === 'req' && has(values, /^-(?:new|x509|newkey)$/)
      ? has(values, /^-(?:noout|verify|text)$/)
        ? 'reads'
        : 'changes'
      : 'reads';
  if (verb === 's_client') return 'reads';
  return /^(?:ca|s_server|rehash|fipsinstall|srp|cmp)$/.test(verb)
    ? verb === 'ca' && values.includes('-revoke')
      ? 'destroys'
      : 'changes'
    : 'unknown';
};

const keytool: Decide = ({ values }) =>
  has(values, /^-(?:list|printcert|printcertreq|printcrl|showinfo|help)$/)
    ? 'reads'
    : values.includes('-delete')
      ? 'destroys'
      : has(values, /^-exportcert$|^-export$/) && !values.includes('-file')
        ? 'reads'
        : 'changes';

const gpg: Decide = ({ values }) => {
  if (has(values, /^--(?:delete-|gen-revoke|quick-revoke)/)) return 'destroys';
  if (has(values, /^(?:-o|--output)/))
    return values.some((value, i) => value === '-' && /^(?:-o|--output)$/.test(values[i - 1] ?? ''))
      ? 'reads'
      : 'changes';
  if (
    has(
      values,
      /^(?:--(?:list|fingerprint|verify|decrypt|version|check|card-status|show-keys|print|export|locate-keys|search-keys|dump-options|export-secret-keys|list-\S+|export-\S+)\S*|-[kKd])$/,
    )
  )
    return 'reads';
  return 'changes';
};

const sshKeygen: Decide = ({ values }) =>
  has(values, /^-(?:[lLFyBr]\w*|l[vf]+)$/) && !has(values, /^-[Rpt]$/)
    ? 'reads'
    : has(values, /^-R$/)
      ? 'destroys'
      : 'changes';

const sops: Decide = ({ values }) =>
  has(
    values,
    /^(?:-[a-z]*i|--in-place|--output|edit|-e|--encrypt|encrypt|rotate|-r|--rotate|set|unset|updatekeys|publish|keyservice|groups)$/,
  )
    ? values.includes('-o')
      ? 'changes'
      : has(values, /^(?:-e|--encrypt|encrypt)$/) && !has(values, /^(?:-[a-z]*i|--in-place|--output)$/)
        ? 'reads'
        : 'changes'
    : has(values, /^(?:exec-env|exec-file)$/)
      ? 'unknown'
      : has(values, /^(?:-d|--decrypt|decrypt|--version|filestatus|--show-master-keys)$/)
        ? 'reads'
        : 'changes';

/** With `-m` each word is a command of its own, which may have words in turn. */
const chronyc: Decide = ({ values }) => {
  const words = values.filter((value, i) => !value.startsWith('-') && !/^-\w*[hpf]$/.test(values[i - 1] ?? ''));
  const commands = has(values, /^-[46acdnNv]*m/) ? words : [words.join(' ')];
  return worst(commands.map((command) => chronyCommandRisk(command.trim().split(/\s+/)[0] ?? '')));
};

function chronyCommandRisk(verb: string): Risk {
  if (
    /^(?:tracking|sources|sourcestats|activity|ntpdata|rtcdata|serverstats|clients|accheck|cmdaccheck|selectdata|authdata|manual|smoothing|waitsync|help|sourcename|keygen|timeout|retries)$/.test(
      verb,
    )
  )
    return verb === 'manual' ? 'unknown' : 'reads';
  return verb === '' ? 'unknown' : verb === 'shutdown' || verb === 'delete' ? 'destroys' : 'changes';
}

/** Networks, certificates and keys. */
export const networkPrograms: Readonly<Record<string, Decide>> = {
  ip,
  ifconfig,
  iptables,
  ip6tables: iptables,
  'iptables-save': iptables,
  'ip6tables-save': iptables,
  'iptables-restore': iptables,
  'ip6tables-restore': iptables,
  'iptables-legacy': iptables,
  'iptables-nft': iptables,
  ebtables: iptables,
  ipvsadm,
  ipset,
  route,
  openssl,
  nc,
  ncat: nc,
  netcat: nc,
  socat,
  gpg,
  gpg2: gpg,
  keytool,
  'ssh-keygen': sshKeygen,
  sops,
  chronyc,
  'ovs-vsctl': openVSwitch,
  'ovs-ofctl': openVSwitch,
  'ovs-dpctl': openVSwitch,
  'ovs-appctl': openVSwitch,
  'ovn-nbctl': openVSwitch,
  'ovn-sbctl': openVSwitch,
  'ovn-appctl': openVSwitch,
  'ovsdb-client': openVSwitch,
  wicked,
  ssh: ({ values }) =>
    values.every((value) => /^-[VGQ]/.test(value) || !value.startsWith('-')) && has(values, /^-[VGQ]/)
      ? 'reads'
      : 'unknown',
};
