import { goesElsewhere } from './elsewhere.ts';
import type { Place } from './model.ts';
import { AFTER, ARTICLE, CONSOLE, CONTAINER, NAME, PLACE, WHICH } from './placeNouns.ts';

/** What a sentence may begin with before its verb: `Then, you must`. */
const head =
  /^(?:\W*(?:\d+[.)]|then|now|next|first|finally|again|also|please|you(?: can| must| should| need to| have to)?|to do (?:so|this|that)|and|once more|afterwards|step \d+)[,:.]?\s+)*/i;

/** A case, a time or a purpose before the verb: `When that happens, SSH into web-1`. */
const clause =
  /^(?:in (?:this|that|such an?) (?:case|event|situation)\b,?|(?:when(?:ever)?|once|after|before|if|as soon as|to|on)\b[^,.:;]{1,80},)\s+/i;

/** Says something of a sentence: of all of it, or of what stands behind its head. */
type Rule = (sentence: string, behindHead: string) => boolean;
const rule = (source: string): RegExp => new RegExp(source, 'i');
const anywhere = (source: string): Rule => {
  const pattern = rule(source);
  return (sentence) => pattern.test(sentence);
};
const after = (source: string): Rule => {
  const pattern = rule(`^(?:${source})`);
  return (_, rest) => pattern.test(rest);
};
/** Behind the head with one of `words`: most sentences do not, and are told by these without the long rest. */
const begins = (words: string, source: string): Rule => {
  const [first, all] = [rule(`^(?:${words})`), after(`(?:${words})${source}`)];
  return (sentence, rest) => first.test(rest) && all(sentence, rest);
};
const enters: readonly Rule[] = [
  begins(
    String.raw`navigate|go|switch|move|return|change`,
    String.raw`\s+(?:back\s+|over\s+)?to\s+(?:the\s+)?(?!(?:the|an?|your|my|our|this|new|another|other|same|local|own|integrated|first|second|terminal|shell|vs)\b)(?:[\w.-]+\s+){1,3}(?:terminal|shell|ssh session)${AFTER}`,
  ),
  after(
    String.raw`(?:while\s+)?still\s+(?:as\s+(?:the\s+)?(?:root|[\w-]+\s+user)|(?:logged|connected|attached)\b|(?:in|inside|on|within)\s+(?:of\s+)?(?:${PLACE}|(?:the\s+)?(?:same\s+)?(?:shell|session|terminal|console))${AFTER})`,
  ),
  begins(
    String.raw`(?:from|in|inside|within|on)\s+`,
    String.raw`(?:that|the\s+same)\s+(?:ssh|remote|root|container|pod|psql|mysql)\s+(?:shell|session|console|prompt|connection)${AFTER}`,
  ),
  begins(
    String.raw`log[ -]?(?:in|on)(?:to)?|sign in`,
    String.raw`\s+(?:(?:on)?to|on|at|as \S+ (?:on|to|at))?\s*${PLACE}${AFTER}`,
  ),
  begins(String.raw`ssh|rsh|telnet|mosh|remote|rdp|rsh|shell|exec|hop|jump|get|step`, String.raw`\s+(?:in|on)?to\s+\S`),
  begins(
    String.raw`access|reach|enter|open|get on(?:to)?`,
    String.raw`\s+${PLACE}\s+(?:via|over|using|through|with|by(?: means of)?)\s+(?:an?\s+|the\s+)?(?:ssh|mosh|ssm|session manager|rdp|telnet|serial console|teleport)\b`,
  ),
  begins(String.raw`ssh|mosh`, String.raw`\s+(?:on|in)\s+${ARTICLE}\S`),
  begins(String.raw`connect|attach|go|switch|log`, String.raw`\s+(?:back\s+)?(?:in)?to\s+${PLACE}${AFTER}`),
  begins(
    String.raw`open|start|launch|spawn|get|obtain|create|enter|run`,
    String.raw`\s+(?:up\s+)?(?:an?|the|your)\s+(?:\w+\s+)?(?:(?:interactive\s+|new\s+|root\s+|remote\s+)*(?:shell|bash|ssh (?:session|connection)|terminal session|terminal|prompt|session|console)\s+(?:session\s+)?(?:in|into|on|inside|to|within|with)\s+\S)`,
  ),
  begins(String.raw`open|start|launch|enter`, String.raw`\s+(?:up\s+)?${ARTICLE}${CONSOLE}${AFTER}`),
  begins(String.raw`use|using`, String.raw`\s+ssh\s+to\s+(?:connect|log ?in|access|get|go)\b`),
  begins(String.raw`from|in|on|inside|within|at`, String.raw`\s+(?:inside\s+|within\s+)?(?:of\s+)?${PLACE}${AFTER}`),
  begins(
    String.raw`run|execute|issue|type|enter|do`,
    String.raw`\b(?:[^.;]|\.(?=\S)){0,80}?\s(?:on|in|inside|from|within|at)\s+(?:inside\s+)?(?:of\s+)?${PLACE}${WHICH}\s*[:.]?\s*$`,
  ),
  // "Take the backup in the tools pod", "Use the `load.sh` script on the db-1 host": done with a program that is there.
  begins(
    String.raw`take|make|create|perform|use|call|launch|invoke|start`,
    String.raw`\s+(?:[^.;:,]|\.(?=\S)){0,60}?\b(?:backups?|dumps?|exports?|scripts?)\s+(?:on|in|inside|from within|within)\s+(?:inside\s+)?(?:of\s+)?${PLACE}${WHICH}\s*[:.]?\s*$`,
  ),
];

/** A user whose commands these are; and machines by a full name, which no web page has. */
const USER = String.raw`(?:the\s+|user\s+|a\s+)*(?:root|(?:\S+\s+user\b)|(?<=user\s)[\w-]+)`;
const WEB = String.raw`(?:www|web|console|registry|github|gitlab|bitbucket|hub|app|apps|portal|dashboard|cloud|docs|docker|quay|ghcr|gcr|auth|sso|id|login|accounts?|my|api|grafana|kibana|jenkins|ci|admin|wiki|jira|vault|argocd|sentry|manage|status)`;
const HOST = String.raw`(?!${WEB}\b)[a-z][\w-]*(?:\.[a-z][\w-]*){2,}`;
const byUser: readonly Rule[] = [
  begins(
    String.raw`log ?in|log on|sign in`,
    String.raw`\s+(?:in)?(?:to|as)\s+${USER}(?=\s*(?:$|[,;:.(]|with\b|on\b|to\b|and\b|using\b|via\b))`,
  ),
  begins(
    String.raw`log`,
    String.raw` ?in(?:to| to)?\s+(?:to\s+)?${HOST}(?=\s*(?:$|[,;:(]|\.$|and\b|as\b|with\b|via\b|using\b|over\b))`,
  ),
  begins(
    String.raw`become|switch (?:over )?to|change to|su to|sudo to|elevate to`,
    String.raw`\s+${USER}(?=\s*(?:$|[,;:.(]|with\b|by\b|and\b|using\b|via\b|account\b))`,
  ),
  begins(
    String.raw`as`,
    String.raw`\s+(?:the\s+)?(?!(?:an?|same|current|own|root|normal|regular|end|admin\w*)\s)[\w-]+\s+user\s*(?:[:,]|$)`,
  ),
  begins(
    String.raw`enter`,
    String.raw`\s+(?!an?\s+\w+\s+(?:for|of)\b|.{0,40}\b(?:names?|values?|ids?)\b)(?:back\s+)?(?:into\s+)?${ARTICLE}${NAME}(?:${CONTAINER}|chroot|vms?|virtual machines?|guest|jail|toolbox)${AFTER}`,
  ),
];

/** What a machine is booted into: its commands are no longer those of this one. */
const BOOTED = String.raw`${ARTICLE}(?:[\w.-]+\s+){0,3}?(?:installer|rescue|recovery|live|maintenance|emergency|single[- ]user|initramfs|dracut|winpe|pxe|usb|iso|environment)\b`;
const COMMANDS = String.raw`(?:following|this|these|same|next|below)\b(?:\s+(?:\w+\s+){0,2}?(?:commands?|steps?|scripts?|lines?|procedure|actions?|instructions?|checks?|changes|tasks?)\b)?`;
const SYSTEM = String.raw`(?:el\s?\d+|rhel|centos|rocky(?: ?linux)?|alma ?linux|oracle linux|debian|ubuntu|fedora|(?:open)?suse|sles|(?:arch|alpine|amazon) ?linux|linux|freebsd|raspberry pi os|windows(?: server)?|operating system|os)`;
const moreEnters: readonly Rule[] = [
  begins(
    String.raw`perform|do|carry out|complete|repeat|follow|apply|make`,
    String.raw`\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?${COMMANDS}[^.;]{0,60}?\s(?:on|in|inside|from|within|at)\s+${PLACE}${WHICH}\s*:?\s*$`,
  ),
  anywhere(
    String.raw`\b(?:with|using|by|run|running|execute|issue|via)\s+(?:the\s+)?${COMMANDS}[^.;]{0,30}?\s(?:on|inside|from|within)\s+${PLACE}${WHICH}\s*:?\s*$`,
  ),
  after(
    String.raw`(?:(?:once|after|when)\s+)?(?:(?:you|it|they|(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:node|server|machine|host|system|vm|box))\s*(?:have|has|are|is|['’](?:ve|s|re))?\s+)?(?:re)?(?:boot(?:ed|ing|s)?|start(?:ed|s)? up)\s+(?:${ARTICLE}(?:[\w.-]+\s+){0,3}?)?(?:in(?:to)?|from|to)\s+${BOOTED}`,
  ),
  // "Repeat on every worker", "Do the same on the replica".
  begins(
    String.raw`repeat|redo|do the same|the same|same|likewise`,
    String.raw`\b[^.;:,]{0,40}?\s(?:on|in|inside|from|within)\s+${PLACE}${WHICH}\s*[:,]?\s*$`,
  ),
  // "As root on the KVM host".
  begins(
    String.raw`as`,
    String.raw`\s+(?:root|sudo|admin(?:istrator)?|postgres|oracle|user\s+[\w-]+|(?:the\s+|an?\s+)?[\w-]+\s+user),?\s+(?:on|in|inside|within|at)\s+${PLACE}${AFTER}`,
  ),
  // "Press `s` in k9s to open a shell": not the keys of one's own desktop.
  begins(
    String.raw`press|hit|click|select|choose|pick`,
    String.raw`\b(?![^.;:]*\b(?:ctrl|control|alt|cmd|command|win|windows|super|start)\b)[^.;:]{1,80}\b(?:to|and)\s+(?:open|get|start|launch|enter|spawn)\s+(?:an?|the|its)\s+(?:\w+\s+)?(?:shell|console|ssh session|prompt)\b`,
  ),
  begins(
    String.raw`open|start|launch|enter|use|get on|attach to|connect to|switch to`,
    String.raw`\s+(?:the\s+|an?\s+|its\s+)?(?:\w+\s+)?(?:serial|vnc|kvm|ipmi|idrac|ilo|recovery|vm|novnc)[- ]console\b`,
  ),
  // "In PowerShell on the Windows host", "Attach to the tmux session on build-01".
  begins(
    String.raw`(?:in|from|using|through|via|open|start|launch|attach|reattach|re-attach|connect|go|switch|return|use)`,
    String.raw`\s+(?:(?:back\s+)?to\s+)?(?:an?\s+|the\s+)?(?:elevated\s+|existing\s+|running\s+)?(?:powershell|cmd|bash|terminal|shell|(?:tmux|screen|byobu|zellij)(?:\s+session)?)(?:\s+(?:window|session|prompt))?\s+on\s+${PLACE}${AFTER}`,
  ),
  begins(
    String.raw`open|start|launch|in|from|inside|within|use|using|go to|switch to`,
    String.raw`\s+(?:up\s+)?(?:the\s+|an?\s+)?(?:new\s+)?(?:(?:azure|google|gcp|aws|oci)\s+)?(?:cloud ?shell|cloud ?9|codespaces?|gitpod)\b(?!\s+(?:page|docs|documentation|settings|editor))`,
  ),
  begins(
    String.raw`through|via|using|in|from|at|on`,
    String.raw`\s+(?:the\s+|an?\s+|its\s+)?(?:[\w-]+\s+)?(?:serial|vnc|kvm|ipmi|idrac|ilo|bmc|recovery|vm|novnc)[- ]console\b`,
  ),
  // "Stop the service (on the affected node)".
  anywhere(
    String.raw`\((?:(?:run|do|execute)\s+(?:this|it|these)?\s*)?(?:only\s+)?(?:on|in|inside|from|within)\s+${PLACE}${WHICH}\s*\)\s*[:.]?$`,
  ),
  begins(
    String.raw`from|in|inside|within|at`,
    String.raw`\s+(?:the|a)\s+(?:[\w.-]+\s+){0,2}?(?:installer|rescue|recovery|live|maintenance|emergency|initramfs|dracut)\s+(?:environment|system|shell|console|prompt|mode|image)\b`,
  ),
  begins(
    String.raw`once|after|when`,
    String.raw`\s+(?:you(?:['’]re| are| have)?\s+)?(?:logged (?:in|on)|logging in|log in|connected|connecting|ssh(?:ed|['’]d)?|sshing)\s*(?:in)?(?:to|on)?\s+(?:to\s+)?${PLACE}${AFTER}`,
  ),
];
/** "Install a minimal EL9. Then:" means the machine that was installed. */
const installs = begins(
  String.raw`install|set ?up|provision|create|launch|spin up|boot|deploy|start|build|prepare`,
  String.raw`\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?${SYSTEM}\b(?:\s+(?:\d[\w.]*|lts|server|desktop|minimal|stream)){0,3}?(?:\s+(?:install(?:ation)?|servers?|vms?|machines?|hosts?|instances?|systems?|box|nodes?|droplets?))?\s*[.:,]?$`,
);
/** "Auf dem Server ausführen:", "Sur le serveur :", "En el nodo": a place in other languages, and at most what is done there. */
const ABROAD =
  /^\W*(?:(?:dann|nun|jetzt|danach|ensuite|puis|luego|después|depois|poi|ahora),?\s+)?(?:(?:auf|in|an|von)\s+(?:dem|der|den|jede[mrn]|alle[mn]?|beiden|einem|einer)|(?:sur|dans|depuis)\s+(?:les?|la|chaque|tous les|toutes les|une?)|(?:en|desde|dentro de)\s+(?:el|la|los|las|cada|todos los|todas las|una?)|sull?[ao]?|sui|nell?a?|su ogni|op (?:de|het|elke|alle)|n[oa]s?(?=\s+(?:servidor|m[áa]quina)))\s+(?:[\w-]+\s+){0,2}?[\w-]*(?:servern?|servers|serveurs?|servidor(?:es)?|knoten|nodes?|nodos?|n[œo]e?uds?|hosts?|rechner|maschine|machine|m[áa]quina|macchina|container|contenedor|conteneur|pods?|vms?|replica|r[ée]plique|bastion)(?:\s[^.;,:]{0,60}:|\s*:?)\s*$/i;
const OWN_ABROAD =
  /\b(?:lokal\w*|eigene\w*|diese\w*|ihre\w*|deine\w*|meine\w*|local\w*|votre|ton|cet?|cette|tu|su|este|esta|seu|sua|propri[oa])\b/i;
const GOES_ON = /^\W*(?:then|next|afterwards?|after (?:that|this)|now|on it|once (?:it|that))\b/i;

const OWN =
  /\b(?:your|local|own|this|my|outside|admin(?:istrator)?'?s?)\s+(?:(?!(?:on|in|at|from|inside|within|to|with|for|of|as|by|via)\b)\w+\s+)?(?:machine|host|computer|laptop|workstation|shell|terminal|box|pc|desktop)\b|\blocalhost\b|\boutside (?:of )?the\b/i;
const leaves: readonly Rule[] = [
  begins(
    String.raw`exit|leave|quit|log ?out(?: of| from)?|close|disconnect(?: from)?`,
    String.raw`\b(?!\s+(?:code|status))`,
  ),
  after(String.raw`(?:back\s+)?(?:on|from|in|at)\s+(?:your|my)\s`),
];

/** "In this instance, it is": a case, no machine. */
const IN_THIS_CASE =
  /^\W*(?:(?:and|but|so|then|also|however),?\s+)*in\s+(?:(?:this|that|these|those|such|some|most|many|both|all|either|each|one|the first|the latter|the former|the (?:rare|usual|above))\s+)+(?:\w+\s+)?instances?\b(?!\s*(?:[:'"`<]|named|called|run\b|execute\b|type\b))/i;

/** "On old-host, stop it", "Run this on old-host:" */
const ON_NAMED = rule(String.raw`^(?:still\s+)?(?:on|from|at|in|inside)\s+(?:the\s+)?([\w.-]*\w)${AFTER}`);
const RUN_ON_NAMED =
  /^(?:run|execute|issue|type|enter|do|perform|repeat|apply)\b[^.;:]{0,80}\s(?:on|from|in|at)\s+([\w.-]*\w)\s*:?\s*$/i;

function namesOneOf(hosts: ReadonlySet<string>, behindHead: string): boolean {
  if (hosts.size === 0) return false;
  const name = (ON_NAMED.exec(behindHead) ?? RUN_ON_NAMED.exec(behindHead))?.[1];
  return name !== undefined && hosts.has(name.toLowerCase());
}

/**
 * What a text says about where the commands after it are typed; the last sentence that says anything counts.
 * @param hosts machines that the page connects to, in lower case.
 */
export function placeIn(text: string, hosts: ReadonlySet<string> = new Set()): Place | undefined {
  const sentences = text.slice(-600).split(/(?<=[.!?:;])\s+/);
  let after = '';
  for (const sentence of sentences.reverse()) {
    const last = after;
    after = sentence;
    const said = sentence.replace(/[`*_]/g, '').trim();
    if (said === '' || said.length > 300 || IN_THIS_CASE.test(said)) continue;
    if (OWN.test(said) && !/\bssh\b|\blog[ -]?in/i.test(said))
      return /^\W*(?:\w+\s+){0,3}?(?:on|from|in|at|outside|back|run|execute)\b/i.test(said)
        ? { kind: 'here', text: said }
        : undefined;
    const rest = said.replace(head, '');
    const says = (one: Rule): boolean => one(said, rest);
    if (leaves.some(says)) return { kind: 'here', text: said };
    const behind = rest.replace(clause, '').replace(head, '');
    const goesIn = (one: Rule): boolean => says(one) || (behind !== rest && one(said, behind));
    const isIn =
      enters.some(goesIn) ||
      [...moreEnters, ...byUser].some(says) ||
      (ABROAD.test(said) && !OWN_ABROAD.test(said)) ||
      namesOneOf(hosts, rest) ||
      [rest, behind].some((one) => goesElsewhere(one, last.trim() === ''));
    if (!isIn && !(GOES_ON.test(last) && says(installs))) continue;
    const container = rule(String.raw`\b${CONTAINER}\b`).test(said);
    return { kind: 'elsewhere', text: said.replace(/[:,]$/, ''), ...(container ? { container } : {}) };
  }
  return undefined;
}
