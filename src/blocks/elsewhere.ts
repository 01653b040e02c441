import { isImperative } from './imperative.ts';
import { AFTER, BARE_PLACE, NO_MACHINE, PLACE } from './placeNouns.ts';

/*
 * Places by how the sentence is built: "From inside the VPC:", "At the GRUB prompt, type:" lead into what is typed there,
 * whatever the noun, unless it is a part of the project, of the page or of what happens, or is where one sits anyway.
 */

/** One's own shell and files; parts of the page; and what is no place at all. */
const HERE = [
  // One's own: shells, and what a project and its files consist of.
  'your|my|this|these|those|that|same|local|own|current|here|locally|terminals?|windows?|tabs?|panes?|command[- ]lines?|command prompt|cli|clis|tmux|screen|editor|ide|browsers?|wsl|git bash|tilt',
  String.raw`director(?:y|ies)|(?:sub)?folders?|paths?|repo|repos|repositor(?:y|ies)|root|projects?|workspaces?|checkout|clone|worktree|branch(?:es)?|tree|packages?|modules?|apps?|applications?|monorepo|source|sources|code|codebase|parent|\w*files?|scripts?|config\w*|settings?|crontab|makefile|templates?|manifests?|charts?|specs?|tests?|variables?|fields?|values?|keys?|blocks?|snippets?|commands?|lines?|columns?|rows?|stack|playbooks?|inventory|modulefile`,
  // Pages, and what clients of services act on from anywhere.
  'sections?|steps?|pages?|guide|documents?|docs|documentation|chapters?|lists?|outputs?|logs?|examples?|readme|wiki|table|tables|figure|diagram|menu|uis?|guis?|dashboards?|portal|wizard|dialog|panel|form|sidebar|website|site|tickets?|issue|channel|calls?|bridge|pull request|pr|ci|pipelines?|jobs?|workflows?|actions?',
  '(?:server|client|producer|consumer)[- ]sides?|registr(?:y|ies)|accounts?|subscriptions?|regions?|tenants?|organi[sz]ations?|buckets?|quer(?:y|ies)|schemas?|topics?|queues?|index|secrets?|vault|resources?|objects?|services?|deployments?|ingress|certificates?|systems?|operating|macs?|mac ?os|osx|windows|linux|ubuntu|debian|fedora|rhel|centos|laptop|workstation|desktop|pc|distributions?|distros?|platforms?|releases?|versions?|tags?|commits?|vpn|responses?|requests?|answers?|results?|contexts?|azure|aws|gcp|google|management|web',
  // Times, ways and cases.
  'cases?|events?|situations?|meantime|meanwhile|ends?|beginning|start|startup|outset|top|bottom|middle|times?|moments?|points?|ways?|manner|fashion|styles?|form|format|orders?|rest|next|previous|prior|following|above|below|first|last|second|third|least|most|minimum|maximum|latter|former|hours?|minutes?|seconds?|days?|nights?|mornings?|evenings?|weeks?|weekends?|months?|years?|mondays?|fridays?|sundays?|phases?|stages?|runs?|terms?|future|past|background|foreground|interim|whole|hand|contrary|basis|schedule|level|nutshell|rule|glance|fly|side note|sense|spirit|course|process|absence|presence|names?|scope|interest|view|pinch|hurry|emergency|emergencies|instances?|practice|theory|hope|mood|works|wild|face|light|wake|event|middleware|left|right|simplest|worst|best|same|usual|difference|number|amount|count|parts?|long|short',
  'setups?|failures?|errors?|success(?:es)?|boots?|reboots?|restarts?|starts?|deploys?|push(?:es)?|changes?|updates?|upgrades?|logins?|install(?:ation)?s?|exits?|try|tries|attempts?|saves?|alerts?|alarms?|signs?|trouble|incidents?|outages?|rollbacks?|migrations?|maintenance window|freeze',
].join('|');
const OURS = new RegExp(String.raw`(?<![\w-])(?:${HERE})(?![\w-])|[/~\\]|\.\w`, 'i');
/** From inside of these it is another shell; on them, or in them, their clients act from anywhere. */
const ACTED_ON = /\b(?:clusters?|environments?|env|namespaces?|production|prod|staging|databases?|db)\b/i;
/** Another shell of one's own, or the one at hand. */
const OWN_SHELL =
  /^(?:(?:the|an?|any|another|each|one|other|new|second|separate|fresh|different|interactive|login|bash|zsh|same|system)\s+)*(?:shells?|sessions?|prompts?|consoles?|shell prompts?)$/i;
const INSIDE = /^(?:inside|within)\b/i;

/** "On the NAS", "From inside the VPC": what follows is the noun, and what stands behind it. */
const PREPOSED = /^(?:still\s+)?(?:(?:from|at|on|in)\s+)?(?:inside|within|from|at|on|in)\s+(?:of\s+)?/i;
const DETERMINED = /^(?:the|an?|each|every|any|all|one of|either|both|another|some|whichever)\s+\S/i;
const NOUN =
  /^[^,;:.()]{2,60}?(?=\s*(?:\([^()]{0,60}\)\s*)?(?:[:,]|\.?$|\s(?:run|execute|type|enter|issue|perform|do)\b))/i;
/** "..., run", "..., clear it": what is done there. Nobody clicks in a shell. */
const DONE_BY_HAND =
  /^(?:click|select|choose|press|tick|pick|navigate|go|open|look|find|see|note|locate|scroll|browse|hover|drag|tap|expand|add|insert|paste|append|replace|set|change|edit|modify|uncomment|define|specify|use|if|when|once|let|make sure|ensure)\b/i;

/** "in the blade specify each card": a verb and its object. */
const HOLDS_VERB =
  /\s(?!(?:of|for|with|in|on|at|by|to|from|and|or|behind|inside|within|under|near|which|that|where)\s)[\w-]+\s+(?:the|an?|each|every|all|both|any)\s/i;

/** Whether a phrase of place, by its preposition and what stands behind it, means another place than one's own. */
function isAbroad(phrase: string): boolean {
  const preposed = PREPOSED.exec(phrase)?.[0];
  if (preposed === undefined) return false;
  const noun = phrase.slice(preposed.length).trim();
  const inside = INSIDE.test(
    preposed
      .trim()
      .split(/\s+/)
      .filter((word) => word !== 'of')
      .at(-1)!,
  );
  if (OURS.test(noun) || OWN_SHELL.test(noun) || HOLDS_VERB.test(noun) || noun.split(/\s+/).length > 8) return false;
  // "On a busy system": a kind of one, no place to go to.
  if (/^(?:on|in)\s+an?\s/i.test(phrase)) return false;
  return inside ? !/^\d/.test(noun) : DETERMINED.test(noun) && !ACTED_ON.test(noun);
}

/** "On the NAS:", "From inside the VPC, run:", "On the appliance run:". */
function leadsElsewhere(rest: string): boolean {
  const preposed = PREPOSED.exec(rest)?.[0];
  if (preposed === undefined) return false;
  const noun = NOUN.exec(rest.slice(preposed.length))?.[0];
  if (noun === undefined || !isAbroad(preposed + noun)) return false;
  const behind = rest
    .slice(preposed.length + noun.length)
    .replace(/^\s*\([^()]*\)/, '')
    .trim();
  if (/^(?:[:.]|,?$)/.test(behind)) return behind.length < 2;
  const done = behind.replace(
    /^,\s*(?:(?:then|now|first|please|you (?:can|must|should|need to|have to)|as (?:root|\w+))[, ]+)*/i,
    '',
  );
  return isImperative(done) && !DONE_BY_HAND.test(done) && /:$/.test(done);
}

/** "Run this from the NAS:", "The following must be run on the appliance:". */
const RUN_THERE =
  /^(?:(?:run|execute|issue|type|enter|do|perform|repeat|apply)\s+(?:(?:this|that|it|these|them|everything)(?:\s+(?:commands?|steps?|script|block))?|(?:the\s+)?(?:following|same|next|below)(?:\s+\w+){0,2}|(?:the\s+)?commands?\s+below)|(?:the\s+following|this|these|it|they|all)(?:\s+\w+){0,2}\s+(?:(?:must|should|has to|have to|needs? to|can|may)\s+)?(?:is|are|be)\s+(?:run|executed|issued|typed|entered|performed|done))\s+((?:on|in|inside|within|from|at)\s+[^,;:.()]{2,60}?)\s*:?$/i;

const there = (source: string): RegExp => new RegExp(source, 'i');
/** Going there, and being there. */
const GOING: readonly RegExp[] = [
  // "Jump on the box", "Get on the mail server and run", "Drop into the container".
  there(
    String.raw`^(?:jump|hop|get|go|climb|drop|dial|tunnel|log|sign|shell|exec|ssh|step|remote)\s+(?:back\s+|over\s+|straight\s+|in\s+|down\s+|yourself\s+)?(?:on|onto|into|on to|in to|through to)\s+(?!(?:master|main)\b)${PLACE}${AFTER}`,
  ),
  // "Once on the server", "Once inside the pod", "Once connected:".
  there(
    String.raw`^(?:once|when|after|now)\s+(?:you(?:['’]re| are| have)?\s+|(?:it|we)\s+(?:are|is)\s+)?(?:(?:logged in|logged on|connected|attached|working)\s+(?:on|in|inside|within|into|to|at)|on|in|inside|within|at)\s+(?:of\s+)?(?!(?:master|main)\b)${PLACE}${AFTER}`,
  ),
  there(
    String.raw`^(?:once|when|now that|after)\s+(?:you(?:['’]re| are| have)?\s+)?(?:connected|attached|inside|in there|on there|connecting)\s*[:,]`,
  ),
  // "While on the proxy itself, it is:".
  there(String.raw`^while\s+(?:you(?:['’]re| are)\s+)?(?:still\s+)?(?:on|inside|within)\s+${PLACE}${AFTER}`),
  // "You are now on the server", "You should now be in the container".
  there(
    String.raw`^(?:(?:you|we)\s*)?(?:['’]re|are|(?:(?:should|will)(?:\s+now)?\s+)?be)\s+(?:now\s+)?(?:on|in|inside|within|connected to|logged in(?:to| to| on)|attached to)\s+(?:of\s+)?${PLACE}${AFTER}`,
  ),
  // "In that session:".
  /^(?:in|inside|within|from)\s+(?:that|this new|the (?:new|resulting|opened|remote))\s+(?:session|connection|prompt)\s*(?:[:,]|$)/i,
  // "In the second terminal (connected to db-1):".
  there(
    String.raw`\((?:still\s+)?(?:connected|logged in|logged on|attached|ssh['’]?(?:ed|d)?(?: in)?)\s*(?:to|on|into|onto)\s+${PLACE}\s*\)`,
  ),
  // "Connect with PuTTY to the appliance, then:"; "Use Session Manager to get onto the instance".
  there(
    String.raw`^(?:connect|attach|log ?in|log on|go|dial in)\s+(?:with|via|using|through|over|by)\s+[^,;:.]{1,40}?\s(?:in)?to\s+${PLACE}${AFTER}`,
  ),
  there(
    String.raw`^us(?:e|ing)\s+[^,;:.]{1,50}?\sto\s+(?:get|connect|log|jump|hop|go|attach|sign|ssh)\s+(?:in|on|into|onto|on to|in to|to)\s+${PLACE}${AFTER}`,
  ),
  // "Open a console through iDRAC and type:".
  /^(?:open|start|launch|get|obtain|bring up|attach)\s+(?:(?:up|to)\s+)?(?:an?|the)\s+(?:[\w-]+\s+)?(?:console|shell|session|connection)\s+(?:through|via|over|by way of)\s+(?!(?:the |your |a )?(?:terminal|menu|keyboard|shortcut|command|editor|ide|browser)\b)\S/i,
  // "With `kubectl exec` in the api pod:"
  /^(?:with|using|via|through|over|by)\s+(?:an?\s+|the\s+)?(?:kubectl exec|oc exec|oc rsh|docker exec|podman exec|ssh|telnet|putty|psexec|winrm|ssm|serial console)\s+(?:session\s+|shell\s+|connection\s+)?(?:in|into|on|onto|to|from|inside)\s+\S/i,
  /^(?:(?:in|into|from)\s+)(?:the\s+)?(?:single[- ]user|rescue|recovery|emergency|safe)\s+mode\s*(?:[:,]|$)/i,
];

/** "In a second terminal on the build agent:": the terminal is one's own, unless it is said where it is. */
const TERMINAL_THERE =
  /^(?:in|from|using)\s+(?:(?:an?|the|another|your)\s+)?(?:(?:new|second|other|separate|fresh|different|third|own)\s+)*(?:terminals?|shells?|consoles?|prompts?|windows?|panes?|sessions?)(?:\s+(?:windows?|sessions?|tabs?))?,?\s+(?=(?:on|inside|within)\s+(?:of\s+)?(?:the|an?|each|every|one of|any)\s)/i;
/** "Connect to the VPN and hop onto the jump host": the second of two orders goes there. */
const THEN_GOES =
  /^[a-z][\w-]*\s[^.:;]{1,80}?(?:,\s*(?:and\s+)?(?:then\s+)?|\s(?:and(?:\s+then)?|then)\s+)(?=(?:jump|hop|get|go|climb|drop|dial|log|sign|ssh|shell|exec|step|connect)\s)/i;
/** "On proxy add a rule:", "On host db-1 restart it:": a place, and right behind it what is done there. */
const DONE_ON = there(String.raw`^(?:on|in|inside|within|from)\s+${BARE_PLACE}\s+(?!to\b)([a-z].*:)$`);
function isDoneOn(rest: string): boolean {
  const done = DONE_ON.exec(rest)?.[1];
  if (done === undefined || NO_MACHINE.test(rest.slice(0, -done.length))) return false;
  return isImperative(done) && !BY_MOUSE.test(done);
}
/** Nobody clicks in a shell; and what is no verb. */
const BY_MOUSE =
  /^(?:click|select|choose|press|tick|pick|navigate|go|open|look|see|note|scroll|browse|hover|drag|tap|use|if|when|once|in the|on the|from the)\b/i;

/**
 * Whether a sentence says, by how it is built, that what stands below is typed elsewhere.
 * @param isLast nothing is said behind it.
 */
export function goesElsewhere(rest: string, isLast: boolean): boolean {
  if (GOING.some((form) => form.test(rest))) return true;
  const first = THEN_GOES.exec(rest)?.[0];
  // A condition or a purpose is no order.
  if (first !== undefined && isImperative(first) && !/^(?:if|when|once|on|in|from|under|see)\b/i.test(first))
    return goesElsewhere(rest.slice(first.length), false);
  if (!isLast) return false;
  const terminal = TERMINAL_THERE.exec(rest)?.[0];
  if (terminal !== undefined) return leadsElsewhere(rest.slice(terminal.length));
  const run = RUN_THERE.exec(rest)?.[1];
  return run === undefined ? leadsElsewhere(rest) || isDoneOn(rest) : isAbroad(run);
}
