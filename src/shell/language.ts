/** What a language tag promises; tags mislead in about one block of ten, so content and context may overrule it. */
export type LanguageClass = 'shell' | 'session' | 'output' | 'data' | 'code' | 'query' | 'other' | 'none';

const classes: Readonly<Record<Exclude<LanguageClass, 'none'>, string>> = {
  shell:
    'bash sh shell zsh ksh fish ash dash shellscript sh-raw bash-script azurecli azurecli-interactive azure-cli azcli cli cloudcli powershell pwsh ps ps1 posh azurepowershell azurepowershell-interactive azps batch bat cmd dos cmdline commandline command-line command gcloud kubectl cloudshell aws-cli unix linux',
  session:
    'console shell-session shellsession sh-session bash-session session terminal term cram ansi powershell-session doscon pwsh-session',
  output:
    'output text txt plain plaintext log logs stdout none nohighlight no-highlight result results out response accesslog stacktrace',
  data: 'yaml yml json json5 jsonc jsonnet toml ini cfg conf config properties env dotenv xml hcl terraform tf csv tsv dockerfile docker nginx apache apacheconf caddyfile diff patch cue bicep protobuf proto helm jinja jinja2 gotemplate go-template systemd makefile make rego cfn csp http email',
  code: 'js javascript jsx ts typescript tsx node go golang python py python3 ruby rb irb java kotlin scala c cpp c++ cs csharp rust rs php perl lua r groovy jenkinsfile swift elixir erlang clojure haskell erb html css scss awk jq lisp vim dart solidity graphql gql starlark pycon zig nim crystal ada fortran cobol pascal delphi objc objective-c objectivec fsharp f# vb vbnet vba ocaml reason elm purescript coffee coffeescript svelte vue astro pug haml slim ejs handlebars hbs liquid twig mustache puppet cmake gradle bazel nix wasm asm nasm llvm verilog vhdl tcl matlab octave julia prolog scheme racket smalltalk vimscript viml emacs elisp glsl hlsl thrift avro wsdl xsd xslt plist ebnf bnf regex regexp sass less postcss mjs cjs flow-js rego-test jsonpath d objectpascal nu nushell xonsh elvish csh tcsh expect smarty razor jsp',
  query:
    'sql psql pgsql postgresql postgres plsql mysql tsql t-sql kql kusto promql logql logsql lucene cypher cql influxql flux mongo mongodb mongosh redis redis-cli splunk spl elasticsearch esql opensearch sumologic query metricsql traceql prometheus loki kusto-query cloudwatch',
  other:
    'mermaid plantuml puml uml dot graphviz ditaa markdown md mdx asciidoc adoc rst latex tex math mdx-jsx jsx-inline tree diagram ascii flow sequence gherkin variables note admonition tip warning quote image',
};

const byName = new Map<string, LanguageClass>(
  Object.entries(classes).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind as LanguageClass] as const),
  ),
);

export function languageClass(tag: string): LanguageClass {
  const language = languageName(tag);
  // Sphinx writes `default` where nothing is said.
  if (language === '' || /^(?:default|auto|guess)$/.test(language)) return 'none';
  return byName.get(language) ?? classOfWords(language);
}

/** A tag without what some authors put around the name: `/bin/sh`, `#!/bin/bash`, `bash=` (line numbers of HackMD). */
function languageName(tag: string): string {
  return tag
    .replace(/^(?:#!)?\/(?:\w+\/)*/, '')
    .replace(/[=+!]\d*$/, '')
    .replace(/^\.(?=[a-z])/, '');
}

/** Tags that nobody has agreed on mostly say what they are: `bash-terminal`, `ssh-session`, `cli-output`. */
function classOfWords(language: string): LanguageClass {
  if (language.startsWith('azurecli')) return 'shell';
  const words = language.split(/[-_./:]+/);
  const has = (names: RegExp): boolean => words.some((word) => names.test(word));
  if (has(/^(?:outputs?|logs?|results?|response|stdout)$/)) return 'output';
  if (has(/^(?:console|session|terminal|prompt|tty)$/)) return 'session';
  if (has(/^(?:bash|sh|zsh|shell|cli|commands?|cmd)$/)) return 'shell';
  return words.length > 1 && words.some((word) => byName.get(word) === 'code') ? 'code' : 'none';
}

/** Whether a tag says something, but nothing that anybody knows. */
export function isUnknownTag(tag: string): boolean {
  return tag !== '' && languageClass(tag) === 'none' && !/^(?:default|auto|guess)$/.test(languageName(tag));
}

export function isPowerShell(language: string): boolean {
  return /^(?:powershell|pwsh|ps1?|posh|azurepowershell(?:-interactive)?|azps|powershell-session|pwsh-session)$/.test(
    language,
  );
}

/** The shell or interpreter that a language tag names, where it names one. */
export function shellOf(tag: string): string | undefined {
  const language = languageName(tag);
  if (isPowerShell(language)) return 'powershell';
  if (/^(?:batch|bat|cmd|dos|doscon)$/.test(language)) return 'cmd';
  if (/^(?:zsh|fish|ksh|bash)$/.test(language)) return language;
  if (language === 'sh' || language === 'ash' || language === 'dash') return 'sh';
  return undefined;
}
