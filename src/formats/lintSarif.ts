import { pathToFileURL } from 'node:url';
import { lineHashes } from '../text/lineHashes.ts';
import { repositoryUrl } from '../text/repository.ts';
import { internalError, missingReason, parseError, unusedSuppression } from '../lint/model.ts';
import type { LintMessage, SuppressedMessage } from '../lint/model.ts';
import { ruleUrl } from '../rules/docs.ts';
import { rules } from '../rules/index.ts';
import type { Severity } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import { pages } from '../rules/pages.ts';
import type { Format, ReportContext } from './lintReport.ts';
import { visibleJson } from '../text/visible.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

const engineRules: readonly (readonly [id: string, level: string, text: string])[] = [
  [parseError, 'error', 'Syntax error'],
  [internalError, 'warning', 'Internal error in Breakwater'],
  [unusedSuppression, 'warning', 'Unused suppression comment'],
  [missingReason, 'warning', 'Suppression comment without a reason'],
];

/** SARIF 2.1.0: one run, every rule with its page, findings with fingerprints, fixes and suppressions. */
export const sarif: Format = (reports, context) => {
  const descriptors = [
    ...rules.map((rule) => ({
      id: rule.id,
      shortDescription: { text: rule.description },
      helpUri: ruleUrl(rule.id),
      help: { text: `${rule.description}. See ${ruleUrl(rule.id)}`, markdown: pages[rule.id] },
      defaultConfiguration: { level: levels[rule.severity], enabled: rule.preset === 'recommended' },
      properties: {
        precision: 'high',
        'problem.severity': problemSeverities[rule.severity],
        tags: ['reliability', rule.preset],
      },
    })),
    ...engineRules.map(([id, level, text]) => ({ id, shortDescription: { text }, defaultConfiguration: { level } })),
  ];
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  const results = reports.flatMap(({ result, path, text }) => {
    const messages = [...result.messages, ...result.suppressed];
    const hashes = messages.length > 0 ? lineHashes(text()) : [];
    return messages.map((message) =>
      toResult(message, artifact(path, context), indexes.get(message.ruleId), hashes, context),
    );
  });
  const run = {
    tool: {
      driver: {
        name: 'Breakwater',
        semanticVersion: context.version,
        informationUri: repositoryUrl,
        rules: descriptors,
      },
    },
    // What follows the last slash would tell runs of one kind apart; code scanning takes the rest as their category.
    automationDetails: { id: 'breakwater/lint/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(context.workingDirectory).href.replace(/\/$/, '')}/` } },
    ...(context.parser ? { properties: { parser: context.parser } } : {}),
    invocations: [{ executionSuccessful: true }],
    results,
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${visibleJson(JSON.stringify(log))}\n`;
};

interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

/** Below the working directory relative to it, elsewhere a whole address. */
function artifact(path: string, { workingDirectory }: ReportContext): ArtifactLocation {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return { uri: pathToFileURL(path).href };
  const uri = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('../')) return { uri: new URL(uri, `${pathToFileURL(workingDirectory).href}/`).href };
  return { uri, uriBaseId: '%SRCROOT%' };
}

function toResult(
  message: LintMessage | SuppressedMessage,
  location: ArtifactLocation,
  ruleIndex: number | undefined,
  hashes: readonly string[],
  context: ReportContext,
): object {
  const { ruleId, severity, start, end, range, fingerprint, fix, suggestions, related = [] } = message;
  const changes = [...(fix ? [fix] : []), ...suggestions];
  const suppressed = 'suppressedBy' in message ? message : undefined;
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location,
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
            charOffset: range.start,
            charLength: range.end - range.start,
          },
        },
      },
    ],
    partialFingerprints: {
      'breakwater/v1': fingerprint,
      ...(hashes[start.line - 1] === undefined ? {} : { primaryLocationLineHash: hashes[start.line - 1] }),
    },
    ...(changes.length > 0 ? { fixes: changes.map((change) => toFix(change, location)) } : {}),
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place) => ({
            physicalLocation: {
              artifactLocation: place.file === undefined ? location : { uri: pathToFileURL(place.file).href },
              region: { charOffset: place.range.start, charLength: place.range.end - place.range.start },
            },
            message: { text: place.message },
          })),
        }
      : {}),
    ...(context.baseline ? { baselineState: suppressed?.suppressedBy === 'baseline' ? 'unchanged' : 'new' } : {}),
    suppressions: suppressed
      ? [
          {
            kind: suppressed.suppressedBy === 'comment' ? 'inSource' : 'external',
            ...(suppressed.reason ? { justification: suppressed.reason } : {}),
          },
        ]
      : [],
  };
}

function toFix({ title, edits }: Suggestion, location: ArtifactLocation): object {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: location,
        replacements: edits.map(({ range, newText }) => ({
          deletedRegion: { charOffset: range.start, charLength: range.end - range.start },
          insertedContent: { text: newText },
        })),
      },
    ],
  };
}
