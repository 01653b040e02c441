const MEANS =
  'docker(?:[- ]compose)?|podman|kubernetes|k8s|kubectl|helm|systemd|systemctl|nomad|swarm|openshift|bare[- ]metal|source|(?:the )?binary|snap|homebrew|brew|apt|yum|dnf|ansible|terraform';
/** "With Docker:", "If you use systemd", "Using Helm (recommended)": how it is run, and nothing done with it. */
const BY_MEANS = new RegExp(
  String.raw`^(?:with|using|via|if (?:you(?:['’]re| are)? )?(?:use|using|run(?:ning)?(?: (?:on|in|with))?)|when (?:using|running (?:on|in|with))|for|on) (?:the |an? )?(${MEANS})(?: (?:deployments?|installs?|installations?|set-?ups?|users|chart))?(?: \([^()]{1,40}\))?\s*:?$`,
  'i',
);

/** By index: comments in a row that each name other means by which the same is run: of these a reader has one. */
export function meansComments(texts: readonly string[]): readonly number[] {
  const read = texts.map((text) => BY_MEANS.exec(text.trim())?.[1]?.toLowerCase());
  const at = read.flatMap((name, i) => (name === undefined ? [] : [i]));
  return new Set(at.map((i) => read[i])).size > 1 ? at : [];
}
