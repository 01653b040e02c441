import { has, type Decide } from './call.ts';
import type { Risk } from '../commands/risk.ts';

const first = (values: readonly string[]): string => (values.find((value) => !/^[/-]/.test(value)) ?? '').toLowerCase();

function listed(names: string, risk: Risk): [string, Decide][] {
  return names.split(' ').map((name) => [name, () => risk]);
}

const net: Decide = ({ values }) => {
  if (has(values, /^\/delete$/i)) return 'destroys';
  const verb = first(values);
  if (/^(?:view|statistics|config|help|helpmsg|accounts|file|session)$/.test(verb))
    return values.length > 2 && verb !== 'view' ? 'changes' : 'reads';
  if (verb === 'stop') return 'changes';
  return /^(?:user|localgroup|group|share|use|start|time)$/.test(verb) && values.length <= 2 && verb !== 'start'
    ? 'reads'
    : 'changes';
};

const verbs =
  (reads: RegExp, destroys: RegExp): Decide =>
  ({ values }) => {
    const verb = (values[0] ?? '').toLowerCase();
    const all = values.map((value) => value.toLowerCase());
    if (destroys.test(verb) || all.some((value) => value.startsWith('/') && destroys.test(value))) return 'destroys';
    return verb === '' || reads.test(verb) || all.some((value) => value.startsWith('/') && reads.test(value))
      ? 'reads'
      : 'changes';
  };

/** Commands of Windows. */
export const windowsPrograms: Readonly<Record<string, Decide>> = Object.fromEntries<Decide>([
  ...listed(
    'tasklist findstr systeminfo driverquery gpresult nltest quser qwinsta query ver vol getmac pathping nbtstat where tree certreq-info fc comp setspn-l dsquery dsget repadmin-showrepl',
    'reads',
  ),
  ...listed(
    'xcopy robocopy setx icacls takeown attrib assoc ftype gpupdate msiexec mklink md ren rename move copy choco winget scoop expand compact cipher subst powercfg w32tm iisreset appcmd',
    'changes',
  ),
  ...listed('taskkill del erase rd format diskpart logoff tsdiscon vssadmin bcdedit wbadmin clean', 'destroys'),
  ['net', net],
  ['net1', net],
  ['sc', verbs(/^(?:query\w*|qc|qdescription|qfailure|sdshow|getdisplayname|getkeyname|enumdepend)$/, /^delete$/)],
  ['reg', verbs(/^(?:query|compare)$/, /^delete$/)],
  ['schtasks', verbs(/^\/query$/, /^\/(?:delete|end)$/)],
  ['ipconfig', verbs(/^(?:\/all|\/displaydns|\/showclassid|\/\?)$/, /^\/release6?$/)],
  [
    'netsh',
    ({ values }) =>
      has(values, /^(?:delete|reset)$/i) ? 'destroys' : has(values, /^(?:show|dump|\?)$/i) ? 'reads' : 'changes',
  ],
  [
    'wmic',
    ({ values }) =>
      has(values, /^(?:delete|terminate)$/i)
        ? 'destroys'
        : has(values, /^(?:call|create|set)$/i)
          ? 'unknown'
          : has(values, /^(?:get|list)$/i)
            ? 'reads'
            : 'unknown',
  ],
  ['sfc', verbs(/^\/(?:verifyonly|verifyfile)/, /^$/)],
  ['dism', ({ values }) => (has(values, /^\/(?:get-|checkhealth|scanhealth)/i) ? 'reads' : 'changes')],
  ['chkdsk', ({ values }) => (has(values, /^\/[frxb]$/i) ? 'changes' : 'reads')],
  ['wevtutil', verbs(/^(?:el|gl|ep|gp|qe|gli|enum-logs|get-log|query-events)$/, /^(?:cl|clear-log)$/)],
  ['cmdkey', verbs(/^\/list/, /^\/delete/)],
  [
    'fsutil',
    ({ values }) =>
      has(values, /^(?:query\w*|list|info|drives|fsinfo|show)$/i)
        ? 'reads'
        : has(values, /^(?:delete\w*|dismount)$/i)
          ? 'destroys'
          : 'changes',
  ],
  [
    'certutil',
    ({ values }) =>
      has(values, /^-(?:delstore|deleterow|revoke)/i)
        ? 'destroys'
        : has(values, /^-(?:dump|store|verify|verifystore|hashfile|ping|view|viewstore)$/i)
          ? 'reads'
          : 'changes',
  ],
  [
    'repadmin',
    ({ values }) => (has(values, /^\/(?:show\w*|replsummary|queue|istg|bridgeheads)/i) ? 'reads' : 'changes'),
  ],
]);
