import { clean } from '../incident/clean.ts';
import { formulas, type Figures, type Metrics } from '../incident/metrics.ts';
import { eachGroup, type GroupFigures } from '../incident/metricsText.ts';
import { measures, type Measure } from '../incident/times.ts';

interface Family {
  readonly name: string;
  readonly help: string;
  readonly unit?: 'seconds' | 'ratio';
  /** Labels beside those of the group, and the value; absent where it is not known. */
  readonly samples: (figures: Figures) => readonly (readonly [Readonly<Record<string, string>>, number | undefined])[];
  /** A drill takes nothing down: what is about downtime has no sample for it. */
  readonly incidentsOnly?: boolean;
}

const families: readonly Family[] = [
  {
    name: 'breakwater_incidents',
    help: 'Incidents that began in the window.',
    samples: ({ incidents }) => [[{}, incidents]],
  },
  {
    name: 'breakwater_incidents_open',
    help: 'Incidents that began in the window and are not resolved.',
    samples: ({ open }) => [[{}, open]],
  },
  ...measures.map((measure) => timeFamily(measure)),
  {
    name: 'breakwater_downtime_seconds',
    help: formulas['downtime']!,
    unit: 'seconds',
    samples: ({ downtime }) => [[{}, downtime / 1_000]],
    incidentsOnly: true,
  },
  {
    name: 'breakwater_time_between_failures_seconds',
    help: formulas['mtbf']!,
    unit: 'seconds',
    samples: ({ mtbf }) => [[{}, mtbf === undefined ? undefined : mtbf / 1_000]],
    incidentsOnly: true,
  },
  {
    name: 'breakwater_availability_ratio',
    help: formulas['availability']!,
    unit: 'ratio',
    samples: ({ availability }) => [[{}, availability]],
    incidentsOnly: true,
  },
  {
    name: 'breakwater_error_budget_burn_ratio',
    help: formulas['budget']!,
    unit: 'ratio',
    samples: ({ budget }) => [[{ slo: budget?.slo ?? '' }, budget?.burn]],
    incidentsOnly: true,
  },
];

function timeFamily(measure: Measure): Family {
  return {
    name: `breakwater_time_to_${measure}_seconds`,
    help: `${formulas[measure]}; ${formulas['mean and median']}`,
    unit: 'seconds',
    samples: ({ times }) =>
      (['mean', 'median'] as const).map((statistic) => {
        const value = times[measure][statistic];
        return [{ statistic }, value === undefined ? undefined : value / 1_000];
      }),
  };
}

/** The metrics in the OpenMetrics text format 1.0: gauges, with their formulas as help. */
export function metricsOpenMetrics(metrics: Metrics): string {
  const groups = eachGroup(clean(metrics));
  const lines = families.flatMap((family) => {
    const { name, help, unit, samples, incidentsOnly } = family;
    const own = groups.filter(({ kind }) => kind === 'incident' || incidentsOnly !== true);
    return [
      `# TYPE ${name} gauge`,
      ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${escapeText(help)}`,
      ...own.flatMap((group) =>
        samples(group.figures).flatMap(([labels, value]) =>
          value === undefined || !Number.isFinite(value)
            ? []
            : [`${name}{${labelText({ ...groupLabels(group), ...labels })}} ${value}`],
        ),
      ),
    ];
  });
  return `${lines.join('\n')}\n# EOF\n`;
}

function groupLabels({ kind, group, figures }: GroupFigures): Readonly<Record<string, string>> {
  return { kind, group, ...(group === 'all' ? {} : { [group]: figures.key }) };
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`)
    .join(',');
}

function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
