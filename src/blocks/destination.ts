import { lastSentence } from './blockContext.ts';
import { CONSOLE } from './placeNouns.ts';

const PATH =
  /(?:^|[\s("'])((?:~|\.{1,2})?\/[\w./<>${}-]*\w|[\w-]+(?:\/[\w.-]+)*\.(?:ya?ml|json|conf|cfg|ini|toml|env|properties|service|tf|xml|rules|cnf|txt|sql))(?=$|[\s"'),:;.])/gi;
/** What stands before a file that the content is only held against: "must match the region in", "See also". */
const COMPARED =
  /\b(?:match(?:es|ing)?|see(?: also)?|compare\w*|refers? to|corresponds?|agrees?|differs?|identical|equals?|consistent|same\b.*\bas)\b|\b(?:like|as|from|unlike|(?:as|is|are|was|were) (?:defined|described|given|listed|set|shown|specified)|(?:you|we) (?:defined|gave|set|specified|used))\s+(?:(?:in|of|by|with|the|your|that|those|one|ones)\s+)*$/i;
/** "Save it as": the name that it gets. */
const SAVED_AS = /\b(?:save|write|store|create|keep|copy|put|name)\b[^,]*\bas\s+(?:the\s+|file\s+)*$/i;
const WRITES =
  /\b(?:edit|open|modify|change|update|adjust|create|write|save|add|append|put|insert|paste|place|extend|fill in)\b/i;

/**
 * Where file content, a query or a statement goes: a file's path, or a console by its name.
 * @param above what stands above the lead and names no other block's file.
 */
export function destinationOf(lead: string, language: string, console?: string, above = ''): string | undefined {
  const sentence = unmarked(lastSentence(lead));
  const named = filesIn(sentence);
  const path =
    named.find(({ compared }) => !compared)?.path ?? (named.length > 0 ? writtenFile(`${above} ${lead}`) : undefined);
  if (path !== undefined) return path;
  const program =
    new RegExp(CONSOLE, 'i').exec(sentence)?.[0] ??
    /\b(?:prometheus|grafana|kibana|splunk|loki|cloudwatch|bigquery|athena|datadog|log analytics|explore)\b/i.exec(
      sentence,
    )?.[0];
  if (program !== undefined) return program;
  if (console === 'query') return `${language === '' ? 'query' : language} console`;
  return console === undefined || console === 'other' || console === 'shell' ? undefined : `${console} console`;
}

function unmarked(text: string): string {
  return text.replace(/[`*]|(?<!\w)_|_(?!\w)/g, ' ');
}

interface NamedFile {
  readonly path: string;
  /** The words between the file before it and it. */
  readonly before: string;
  readonly compared: boolean;
}

function filesIn(sentence: string): readonly NamedFile[] {
  let from = 0;
  return [...sentence.matchAll(PATH)].map((match) => {
    const before = sentence.slice(from, match.index + match[0].length - match[1]!.length);
    from = match.index + match[0].length;
    return { path: match[1]!, before, compared: COMPARED.test(before) && !SAVED_AS.test(before) };
  });
}

/** The file that the last sentence with a verb of writing has for its object. */
function writtenFile(text: string): string | undefined {
  const sentences = unmarked(text).split(/(?<=[.!?:])\s+(?=[A-Z("'“])/);
  const files = sentences.reverse().flatMap((one) => filesIn(one));
  return files.find(({ before, compared }) => !compared && WRITES.test(before))?.path;
}
