/** Where the command line keeps run logs unless `--runs` says otherwise, from the current folder on. */
export const RUNS_FOLDER = '.breakwater/runs';

/** Where a team's templates for messages are unless `--templates` says otherwise. */
export const TEMPLATES_FOLDER = 'communication';

/** Where incidents are kept unless `--incidents` says otherwise. */
export const INCIDENTS_FOLDER = '.breakwater/incidents';
