const NAME = String.raw`(staging|stage|stg|prod(?:uction)?|prd|dev(?:elopment)?|testing|test|qa|uat|pre-?prod(?:uction)?|sandbox|preview|demo)`;
/** "For staging", "Production cluster", "For studio/dev environment (two replicas)". */
const ENVIRONMENT = new RegExp(
  String.raw`^(?:(for|in|on) )?(?:an? |the |our |your )?(?:[\w-]+ ?/ ?)?${NAME}(?: ?/ ?[\w-]+)?( (?:environments?|env|clusters?|systems?|deployments?|site|account))?(?: ?\([^()]{1,40}\))?\s*:?$`,
  'i',
);
/** "Testing": by itself what is done, not where. */
const ACTIVITY = /^(?:development|test|testing|preview|demo)$/i;

/** By index: comments in a row that each name another environment and nothing else: of these a reader is in one. */
export function environmentComments(texts: readonly string[]): number[][] {
  const groups: { readonly names: Set<string>; readonly all: number[] }[] = [];
  let open: (typeof groups)[number] | undefined;
  texts.forEach((text, at) => {
    const name = environmentOf(text);
    if (name === undefined) open = undefined;
    else if (open && !open.names.has(name)) {
      open.names.add(name);
      open.all.push(at);
    } else groups.push((open = { names: new Set([name]), all: [at] }));
  });
  return groups.filter(({ all }) => all.length > 1).map(({ all }) => all);
}

function environmentOf(text: string): string | undefined {
  const [, preposed, name = '', noun] = ENVIRONMENT.exec(text.trim()) ?? [];
  const isBare = preposed === undefined && noun === undefined;
  return name === '' || (isBare && ACTIVITY.test(name)) ? undefined : name.toLowerCase().slice(0, 4);
}
