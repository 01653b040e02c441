import { isImperative } from '../blocks/imperative.ts';
import type { Block } from '../blocks/model.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Asked } from './model.ts';
import { visibleText } from './stepTitle.ts';

const MAX_ASKED = 200;
const START = String.raw`^\W*(?:(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|lastly|then|next|now|please|also|again|finally|before (?:that|this)|manually|you (?:must|should|need to|have to)|make sure to|be sure to)\b,? )*`;
const form = (verbs: string): RegExp => new RegExp(START + verbs, 'i');

const PEOPLE = String.raw`(?:(?:ask|tell|inform|contact|warn|phone|consult|coordinate|e-?mail|notify|alert|escalate) (?!(?:if|when|me|us)\b)\w|(?:agree|check|confirm|coordinate|verify) with\b|call (?:the |your |an? )?(?:[\w-]+ ){0,2}?(?:on-?call|team|owner|manager|lead|vendor|support|customer|dba|admin\w*|engineer|operator)s?\b|(?:get|obtain|request|ask for|wait for) (?:the |an? |their |written |explicit )*(?:[\w-]+ ){0,2}?(?:approval|permission|sign-?off|go-?ahead|confirmation)\b|announce\b)`;
const TO_PEOPLE = form(PEOPLE);
const WAITS = form(String.raw`wait (?:until|till|for|at least|about|around|some|several|a\b|an\b|\d)`);
const EDITS = form(
  String.raw`(?:edit|modify|change|update|adjust|open|fill in|correct)\b[^.\n]{0,60}?(?:[~\w-]*\/[\w./-]+|\b[\w-]+\.(?:ya?ml|json|toml|conf|cfg|cnf|ini|env|properties|xml|tf|tfvars|hcl|service|rules|list|config)\b)`,
);
const IN_A_PAGE = form(
  String.raw`(?:click\b|(?:log|sign) ?in(?:to| to| on)?\b[^.]{0,60}\b(?:console|portal|dashboard|website|web|ui|gui|page|account)\b|(?:go|navigate|browse) to\b[^.]{0,80}\b(?:console|portal|dashboard|website|page|tab|menu|settings|ui|gui)\b|open\b[^.]{0,60}\b(?:console|portal|dashboard|website|browser|tab|menu)\b)`,
);
/** Whatever is done: in a page, or by a system that the command below knows nothing of. */
const BY_A_SYSTEM = form(
  String.raw`[a-z-]+\b[^.]{0,140}\b(?:(?:through|via|in|from|using|with) (?:the |your )?(?:[\w-]+ ){0,3}(?:console|portal|dashboard|web ?ui|ui|gui|web interface|admin panel|control panel)|(?:through|via) (?:the |your )?(?:proxmox|vcenter|vsphere|esxi|idrac|ilo|ipmi|cloudflare|jenkins|grafana|rancher|argo ?cd|pagerduty|servicenow|jira)|in the (?:rack|data ?cent(?:er|re)))\b`,
);
const MERGES = form(
  String.raw`(?:merge|approve|close) (?:the|your|that|this) (?:\w+ )?(?:pull request|merge request|pr|mr|change request)\b`,
);
const MERGER = /\b(?:gh|glab|git|hub|az repos)\b/;
const AT_THE_MACHINE = form(
  String.raw`(?:unplug|plug in|physically|(?:insert|swap|pull|reseat) (?:the|an?) (?:\w+ )?(?:disk|drive|cable|card|module|stick|key))\b`,
);
const FOLLOWS = form(String.raw`(?:follow|complete|perform|repeat|carry out|go through|do)\b`);
/** A page or a section of its own, by name. */
const LINK = /\[[^\]\n]+\]\((?!https?:[^)\s]*\.(?:zip|tgz|gz|deb|rpm)\))[^)\n]+\)|\[[^\]\n]+\]\[[^\]\n]*\]/;
const PROCEDURE = /\b(?:procedure|steps|instructions|section|guide|runbook|process)\b/i;
const CHECKS = form(String.raw`(?:verify|confirm|(?:double[- ])?check|validate)\b`);
/** One of several things that are told in their order. */
const COUNTED = /^\W*(?:first|second|third|fourth)(?:ly)?,/i;
const EDITOR =
  /\b(?:vi|vim|nvim|nano|emacs|ed|sed|yq|jq|perl|crudini|tee|patch|visudo|visual|editor|edit|code|augtool)\b|>|\$EDITOR|(?:^|\n)\s*(?:sudo )?(?:cp|mv|install|curl|wget)\b/i;
const OPENS =
  /(?:^|[\n;&|])\s*(?:open|xdg-open|start|az login|\S+ login|\S+ dashboard|\S+ port-forward|\S+ service)\b/i;
const WAITER = /\b(?:wait|sleep|until|while|watch|--wait\w*|timeout|rollout status)\b/i;
const SENDER =
  /\b(?:curl|wget|http|mail|mailx|sendmail|wall|notify\w*|alert\w*|slack\w*|announce\w*|aws sns|send\w*)\b/i;
const CHECKER = /\b(?:check|verify|valid\w*|test|status|list|get|show|describe|diff|plan|dry-run|lint|grep|version)\b/i;

/**
 * What the sentences of a paragraph above a command ask people to do themselves: to wait, to speak with somebody, to edit
 * a file, to go through another page. What the command does (`sleep 60`, `vi /etc/x`) is no such thing, nor is what leads
 * into it.
 */
export function askedAbove(paragraph: MdNode, block: Block): readonly Asked[] {
  const raw = (paragraph.children[0]?.content ?? '').slice(0, 2000).replace(/\s+/g, ' ').trim();
  return raw.split(/(?<=[.!;])\s+(?=[A-Z[`*_"(])/).flatMap((sentence) => {
    const text = visibleText(sentence).trim();
    // What stands right above the block leads into it.
    if ((/:$/.test(text) && block.line - paragraph.endLine < 3) || text === '' || !isForPeople(text, sentence, block))
      return [];
    return [{ line: paragraph.line, text: text.length > MAX_ASKED ? `${text.slice(0, MAX_ASKED)}…` : text }];
  });
}

function isForPeople(text: string, raw: string, { commands, risk }: Block): boolean {
  const code = commands.join('\n').slice(0, 5000);
  if (TO_PEOPLE.test(text)) return !SENDER.test(code);
  if (WAITS.test(text)) return risk !== 'reads' && !WAITER.test(code);
  if (EDITS.test(text)) return !EDITOR.test(code);
  if (IN_A_PAGE.test(text)) return !OPENS.test(code);
  if (MERGES.test(text)) return !MERGER.test(code);
  if (isImperative(text) && BY_A_SYSTEM.test(text) && /[.;]$/.test(text))
    return !OPENS.test(code) && !namesSystem(text, code);
  if (AT_THE_MACHINE.test(text)) return true;
  if (FOLLOWS.test(text)) return LINK.test(raw) && (PROCEDURE.test(text) || /^\W*follow\b/i.test(text));
  const counts = risk === 'unknown' && COUNTED.test(text);
  return CHECKS.test(text) && (counts || /^(?:changes|destroys)$/.test(risk)) && !CHECKER.test(code);
}

/** The command goes to the system that the sentence names. */
function namesSystem(text: string, code: string): boolean {
  const said = /\b(?:through|via) (?:the |your )?([\w-]{3,})/i.exec(text)?.[1]?.toLowerCase();
  return said !== undefined && code.toLowerCase().includes(said);
}
