import type { BlockKind } from './model.ts';

/** What stands around a block and helps to tell what it is for. */
export interface BlockContext {
  /** The sentence or paragraph before it in the same container, plain. */
  readonly lead: string;
  /** Nearest heading above. */
  readonly heading: string;
  /** Kind of the block before it, where only little text lies between. */
  readonly previous?: { readonly kind: BlockKind; readonly language: string; readonly adjacent: boolean };
}

const outputLead =
  /\b(?:(?:example|sample|expected|typical|resulting|following|similar|the|this|command'?s?) (?:\w+ )?(?:output|response|result|error|log|logs|message)s?\b|outputs?\s*:?\s*$|output (?:is|shows?|should|will|would|looks?|resembles|from|of|contains|displays)|looks? (?:something )?(?:like|similar)|look (?:something )?like|(?:should|will|would|can|may|might|'ll) (?:then )?(?:also )?(?:see|show|return|get|output|print|display|produce|receive|find|have|look|be (?:similar|like|something)|report|respond|contain|list)\b|you (?:see|get)\b|(?:which|it|this|that|command|and|query|output) (?:\w+ )?(?:returns?|prints?|outputs?|shows?|displays?|reports?|responds?|gives?|produces?|yields?)\b|returns? (?:the|a|an|something|output|results?)\b|similar to (?:the following|this|these)|results? (?:in|is|should|will|looks?)|(?:log|error)s? (?:message|line|entr|output|like|such|similar|contain|show|appear)|error(?:s|ed)?\s*:?\s*$|messages? (?:like|such|similar)|(?:with|get|got|see|seeing|following|this|an|these) (?:the )?(?:following )?(?:errors?|messages?|warning|logs?)\b|would look|was successful|response\s*:?\s*$|results?\s*:?\s*$|for example, if|fails? with|alert(?:s)? (?:look|fires|message)|in the logs?\b|(?:is|are|will be) (?:shown|displayed|printed|returned|reported|logged)(?: (?:below|here))?\s*:?\s*$)/i;

const commandLead =
  /\b(?:run|runs|running|execute|executing|use|using|issue|invoke|enter|type|try|do|launch|start|restart|stop|create|delete|remove|install|apply|get|list|check|verify|connect|login|log in|ssh|export|set|find|fetch|retrieve|deploy|scale|download|clone|copy|describe|inspect|confirm|view|look up|query|change|edit|update|drain|cordon|enable|disable|add|save|open|generate|build|push|pull|upgrade|validate|via|by|with|following commands?|commands?)\b/i;

const runLead =
  /\b(?:(?:run|execute|issue|enter|type|use|using|try|running|executing)\b[^.]*$|commands?\s*:?\s*$|commands? below\b|(?:following|this|these|below) (?:\w+ )?commands?\b)/i;

/** The last sentence, where authors say what comes next; "For example:" alone says nothing and takes the one before along. */
export function lastSentence(lead: string): string {
  const sentences = lead.split(/(?<=[.!?:])\s+(?=[A-Z(`"'“])/);
  const last = sentences[sentences.length - 1] ?? '';
  const hollow = /^(?:(?:for|an?) (?:example|instance)|examples?|e\.g\.|like (?:this|so)|as follows)[\s:.,]*$/i;
  return hollow.test(last) && sentences.length > 1 ? `${sentences[sentences.length - 2]} ${last}` : last;
}

/** "Check if it was successful:" asks for something to be done, although it speaks of a result. */
function asksToCheck(sentence: string): boolean {
  const asks =
    /^(?:(?:then|now|next|finally|lastly|first|also|please|you can|to)[ ,]+)*(?:check|verify|confirm|test|ensure|validate|find out|see|make sure)\b(?: (?:if|that|whether|the|on|for|it|how|which|what))?\b/i;
  const shows =
    /\b(?:outputs?|looks?|similar|you (?:should )?see|shows?|shown|prints?|returns?|displays?|contains?|response|results? (?:is|are|in)|messages?|like)\b/i;
  return asks.test(sentence) && !shows.test(sentence.replace(asks, ''));
}

/** Says that a query or statement is to be run somewhere, rather than explaining one. */
export function asksForQuery(lead: string): boolean {
  const sentence = lastSentence(lead);
  return (
    /\b(?:run|execute|enter|paste|issue|use|using|try|check|verify|search|find|look)\b/i.test(sentence) &&
    /\b(?:quer(?:y|ies)|statements?|sql|expressions?|promql|logql|kql|consoles?|explore[r]?|dashboard|prometheus|grafana|kibana|splunk|loki|log analytics|bigquery|athena|cloudwatch|psql|database)\b/i.test(
      sentence,
    )
  );
}

/** "Confirm the image based on the output of `update`.": what is read there, not what stands below. */
const READS_OUTPUT = /\b(?:based on|according to|depending on)\b[^.:]{0,40}\boutputs? (?:of|from)\b[^.:]*\.$/i;

/** "Without this, the pods will fail with `x`:" tells why, not what stands below. */
const FAILS_WITHOUT =
  /^\W*(?:without|otherwise|or else|unless|if (?:you|it|this|these) (?:do|does|is|are)(?:n['’]t| not))\b.{0,200}\bfails?\b/i;

export interface Leaning {
  readonly output: boolean;
  readonly command: boolean;
  /** Says outright that something is to be run. */
  readonly run: boolean;
}

/** What the text before a block says about it. */
export function leaningOf(context: BlockContext): Leaning {
  const sentence = lastSentence(context.lead);
  const run = runLead.test(sentence);
  let output =
    (outputLead.test(sentence) || showsMade(context.lead)) &&
    !asksToCheck(sentence) &&
    !READS_OUTPUT.test(sentence) &&
    !FAILS_WITHOUT.test(sentence);
  // "Run the following command to see the error" announces a command.
  if (output && run) {
    const where = sentence.search(outputLead);
    const asked = sentence.search(/\b(?:run|execute|use|issue|enter|type)\b/i);
    output =
      !(asked >= 0 && asked < where) ||
      /\boutputs?\b[^.]*:?\s*$|(?:see|returns?|shows?|prints?|displays?)[^.]{0,40}:\s*$/i.test(sentence);
    if (/commands?\b[^.]{0,30}:?\s*$/i.test(sentence) && !/output/i.test(sentence.slice(-30))) output = false;
  }
  return { output, command: commandLead.test(sentence), run };
}

/** Says outright that what follows was printed, rather than telling what will come of it. */
export function announcesOutput(lead: string): boolean {
  return /\b(?:outputs?|response|results?|logs?|errors?|messages?)\b[^.]{0,60}:?\s*$|\b(?:returns?|prints?|shows?|displays?|yields?|responds?|reports?|looks? (?:something )?like|similar to|see(?: something)?(?: like)?(?: this| the following)?|get)\b[^.,]{0,40}:\s*$/i.test(
    lastSentence(lead),
  );
}

const MADE_BY = String.raw`(?:auto-?)?(?:generated|rendered|produced|resulting)`;
const MADE = String.raw`(?:scripts?|files?|units?|code|manifests?|sql|templates?|playbooks?|wrappers?|hooks?)`;
const SHOWS_MADE = [
  new RegExp(
    String.raw`^\W*(?:(?:an?|the|this|our|example of (?:an?|the)|example) )*${MADE_BY} (?:[\w.-]+ ){0,3}${MADE}(?: (?:is|will be|(?:then )?looks? (?:something )?like(?: this)?))?\W*$`,
    'i',
  ),
  new RegExp(
    String.raw`^\W*(?:which|this|that|it|and this)(?: (?:then|in turn|will|would))* (?:produces?|generates?|renders?|emits?|expands? (?:to|into)|compiles? (?:to|into)|translates? (?:to|into))(?: (?:the following|a|this)(?: [\w-]+)? ${MADE})?\s*:\s*$`,
    'i',
  ),
  new RegExp(String.raw`,\s*which (?:then )?(?:produces|generates|renders|expands to|compiles to)\s*:\s*$`, 'i'),
];

/** "Generated script:", "which produces:": what stands below was made by a program, and is looked at. */
export function showsMade(lead: string): boolean {
  const sentence = lastSentence(lead);
  return SHOWS_MADE.some((form) => form.test(sentence));
}

const LOOKS_LIKE = new RegExp(
  String.raw`^\W*(?:(?:an?|the|this|our|your|example|sample|final|finished|complete|whole|full|simple|minimal) )*(?:[\w./-]+ ){0,3}(?:${MADE}|crontab|cron ?job|makefile|dockerfile)(?: [\w./-]+){0,3} (?:would|could|should|will|may|might) (?:then )?look (?:something )?like(?: (?:this|so|the following))?\s*:?\s*$`,
  'i',
);

/** "The wrapper script would look like:": a file that somebody may write, whatever commands stand in it. */
export function looksLikeFile(lead: string): boolean {
  return LOOKS_LIKE.test(lastSentence(lead));
}

/** Says that something is to be done, with what follows. */
export function asksToAct(lead: string): boolean {
  const sentence = lastSentence(lead);
  return (
    /\b(?:run|execute|do|download|upload|copy|fetch|launch|invoke|use|start|stop|restart|install|connect|log ?in|create|delete|remove|deploy|drain|decrypt|encrypt|restore)\b/i.test(
      sentence,
    ) &&
    !(/\bfile\b/i.test(sentence) && /\b(?:create|use)\b/i.test(sentence)) &&
    !/\b(?:config\w*|settings?|section|contents?|template|message|format|example of|like this|looks?|called|named)\b/i.test(
      sentence,
    )
  );
}

/** "Create it with the following contents:", "Append this to `~/.bashrc`:" */
export function leadsIntoContents(lead: string): boolean {
  const sentence = lastSentence(lead);
  if (/\b(?:run|execute|enter|type) (?:the|this|these|following)\b|\bcommands?\s*:?\s*$/i.test(sentence)) return false;
  return (
    /\b(?:with|has|have|having|containing|contains?|add|put|paste|append|write|insert)\b[^.]{0,40}\b(?:contents?|lines?)\b[^.]{0,50}:?\s*$/i.test(
      sentence,
    ) ||
    /^\W*(?:\d+\W+)?(?:then |and |now |next,? )?append\b[^.]*\bto\b/i.test(sentence) ||
    /\b(?:add|put|insert|paste|append)\b[^.]*\b(?:to|into|in|at)\b[^.]*(?:\bcrontab\b|\bMakefile\b|\bDockerfile\b|(?:^|[\s`'"(/~])\.?[\w-]*(?:rc|profile)(?=$|[\s`'"),:;]))/i.test(
      sentence,
    )
  );
}

/** Names a template, a message or a piece of text to be copied as it is. */
export function isMessageLead(lead: string): boolean {
  return /\b(?:template|wording|following (?:text|message|note|email|announcement)|message (?:to|for)|subject|say something|post (?:the|a|this)|reply with|(?:ask|tell|prompt|message|write to|reply to) (?:the|your|an?) (?:[\w-]+ )?(?:agent|assistant|bot|copilot|chatbot|model|team|customers?|users?)\b[^.]*$|send (?:the|a|this) (?:following )?(?:message|email))\b/i.test(
    lastSentence(lead),
  );
}

/** "Add this to the configuration file:", "set the theme in `.zshrc` to:" */
export function leadsIntoSetting(lead: string, text: string): boolean {
  if (/^\s*export\s|\$\(|`/m.test(text)) return false;
  const sentence = lastSentence(lead);
  if (/\b(?:run|execute|enter|type|commands?|script|terminal|shell)\b/i.test(sentence)) return false;
  return (
    /\b(?:add|append|put|insert|paste|include|set|change|replace|write|save|edit|update|modify|contains?)\b/i.test(
      sentence,
    ) &&
    /\b(?:(?:config(?:uration)?|settings?|rc|properties|ini|conf|hosts|env\w*|profile) files?|file|section|stanza)\b|(?:^|[\s`'"(/])\.?[\w-]*(?:rc|\.(?:conf|cfg|ini|env|properties|toml|ya?ml|json|service|list|rules|cnf))(?=$|[\s`'"),:;])/i.test(
      sentence,
    )
  );
}

/** "Add `allow_empty_token` into `VirtualHost`:", "Add a new config file /etc/app.d/99.conf": what follows is written, not printed. */
export function asksToWrite(lead: string): boolean {
  const sentence = lastSentence(lead).trim();
  if (/\b(?:run|running|execute|enter|type|commands?|terminal|shell)\b/i.test(sentence)) return false;
  return WRITES.test(sentence) && (/:$/.test(sentence) || /\b(?:file|section|config\w*)\b/i.test(sentence));
}

const WRITES =
  /^\W*(?:(?:then|now|next|first|finally|also|and|again|so|please|you (?:can|should|must|need to)),?\s+)*(?:add|append|put|insert|paste|include|write|uncomment|place)\b/i;

/** A file of settings by its path: none that is run. */
const SETTINGS_FILE = String.raw`(?:(?:the|your|a|its)\s+)?(?:file\s+)?((?:~|\.{1,2})?(?:\/[\w.<>{}$@-]+){2,}|[\w/.~-]*\.(?:conf|cfg|cnf|ini|env|toml|ya?ml|json|properties|service|socket|timer|mount|rules|list|repo|local|crontab|hcl|tf)|~?\/?\.[a-z][\w.-]+)(?:\s+file)?`;
const START_OF_LEAD = String.raw`^\W*(?:(?:step )?\d+[.)]\s*)?(?:(?:then|now|next|first|finally|also|and|again|please|you (?:can|should|must|need to)),?\s+)*`;
const FILLED: readonly RegExp[] = [
  new RegExp(
    String.raw`${START_OF_LEAD}(?:add|append|put|insert|paste|write|save|copy|include|place)\b[^.:;]*?\s(?:to|in|into|inside|(?:end|top|bottom|beginning) of)\s+${SETTINGS_FILE}\W*$`,
    'i',
  ),
];
const EDITED: readonly RegExp[] = [
  new RegExp(
    String.raw`${START_OF_LEAD}(?:edit|open|modify|change|amend|update|adjust|create)\s+${SETTINGS_FILE}(?:\s+(?:(?:on|in|at)\s+[\w\s-]+|to\s[^.;]*|so that\s[^.;]*|with\s[^.;]*|as follows|like (?:this|so)|and (?:add|set|change|replace|include|append|insert|make|ensure|uncomment|write|put)\s[^.;]*))?\W*$`,
    'i',
  ),
  new RegExp(String.raw`${START_OF_LEAD}(?:in|inside|within)?\s*${SETTINGS_FILE}\s*:\s*$`, 'i'),
];

/**
 * "Add the following to `/etc/hosts`:", "Edit `/etc/rc.local` to start it at boot:", "Then `/etc/default/app`:". What
 * follows is that file's content, unless it names the file itself, as a call of an editor or of `tee` does.
 * @param strong only what tells to put text there, which no program does by itself.
 */
export function leadsIntoPath(lead: string, text: string, strong: boolean): boolean {
  const sentence = lastSentence(lead).replace(/[`*]/g, '').trim();
  if (
    /\b(?:run|running|execute|executing|enter|type|commands?|scripts?|restart|reload|terminal|shell)\b/i.test(sentence)
  )
    return false;
  for (const pattern of strong ? FILLED : [...FILLED, ...EDITED]) {
    const path = pattern.exec(sentence)?.[1];
    if (path === undefined || /\.(?:sh|bash|py|rb|pl)$|\/s?bin\//.test(path)) continue;
    const name = path.replace(/^.*\//, '');
    return !text.includes(path) && !(name.length > 5 && text.split(/[\s'"/]+/).includes(name));
  }
  return false;
}

/** A heading that says that what stands below it was printed: "Example output". */
export function isOutputTitle(heading: string): boolean {
  return /^\W*(?:(?:an?|the|example|sample|expected|typical|command|test|your)\s+)+(?:outputs?|results?|responses?)(?:\s+(?:example|sample|of\b.*))?\W*$|^\W*outputs?(?:\s+(?:example|sample))?\W*$/i.test(
    heading,
  );
}

const EDITED_SO =
  /\b(?:edit|modify|change|update|adjust)\s+(?:it|them|this file|the (?:[\w./`-]+ )?(?:file|config\w*|settings?|section|values?|lines?|crontab))\s+(?:as (?:shown|follows|below|seen|such)|to (?:look|read)\b|like (?:this|so|the following)|so (?:that )?it (?:looks|reads))/i;

/** "Then edit it as shown": what follows is what the file is to hold, unless it is a call of what edits files. */
export function isEditedAsShown(lead: string, rows: readonly string[]): boolean {
  const said = lastSentence(lead);
  if (!EDITED_SO.test(said) || /\b(?:run|running|execute|commands?)\b/i.test(said)) return false;
  return !rows.some((row) =>
    /^\s*(?:[$#]\s+)?(?:sudo\s+)?(?:sed|perl|awk|echo|printf|cat|tee|vi|vim|nano|emacs|ed|crudini|yq|jq|patch|kubectl|oc|git|crontab)\s/.test(
      row,
    ),
  );
}
