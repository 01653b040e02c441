import type { FileQuestion } from './ports.ts';

/** A program that acts on something elsewhere, and how it is told or where it is set what that is. */
export interface TargetTool {
  readonly programs: RegExp;
  /** Options whose value names the target, by the name it is shown under. */
  readonly named?: Readonly<Record<string, readonly string[]>>;
  /** Environment variables whose value names the target, likewise. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
  /** Options and environment variables that lead the program to other settings than the user's. */
  readonly redirects?: { readonly options?: readonly string[]; readonly variables?: RegExp };
  /** Options that take a value and stand before the first plain word only: `docker -c prod run -c 512`. */
  readonly early?: readonly string[];
  /** Words that move all later calls to another target, which follows them: `config use-context prod`. */
  readonly moves?: readonly { readonly words: readonly string[]; readonly name: string }[];
  readonly questions?: readonly FileQuestion[];
  /** Name under which `of` of the questions is said. */
  readonly of?: string;
}

/** Shown where the runbook itself decides what a program acts on, by files or variables that are not looked into. */
export const SET_BY_RUNBOOK = 'set by this runbook';

const cluster: Pick<TargetTool, 'redirects' | 'questions' | 'of'> = {
  redirects: { options: ['--kubeconfig', '--server', '-s', '--cluster', '--user'], variables: /^(?:KUBECONFIG|HOME)$/ },
  questions: [
    { name: 'kubectl', read: 'kube-context' },
    { name: 'namespace', read: 'kube-namespace' },
  ],
  of: 'kubectl',
};
const namespace = ['-n', '--namespace'];

export const targetTools: readonly TargetTool[] = [
  {
    programs: /^(?:kubectl|oc|k9s|stern|kustomize)$/,
    named: { kubectl: ['--context'], namespace },
    moves: [{ words: ['config', 'use-context'], name: 'kubectl' }],
    ...cluster,
  },
  { programs: /^(?:helm|helmfile)$/, named: { kubectl: ['--kube-context'], namespace }, ...cluster },
  { programs: /^kubectx$/, moves: [{ words: [], name: 'kubectl' }] },
  { programs: /^kubens$/, moves: [{ words: [], name: 'namespace' }] },
  {
    programs: /^(?:aws|eksctl|terraform|tofu)$/,
    named: { profile: ['--profile'] },
    variables: { profile: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] },
    redirects: { options: ['--endpoint-url'], variables: /^(?:AWS_(?!PAGER|REGION|DEFAULT_REGION)|HOME$)/ },
    questions: [
      { name: 'profile', read: 'aws-profile' },
      {
        name: 'aws',
        read: 'aws-account',
        program: { name: 'aws', args: ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'] },
      },
    ],
    of: 'profile',
  },
  {
    programs: /^(?:gcloud|gsutil|bq)$/,
    named: { gcp: ['--project', '--project_id'] },
    moves: [{ words: ['config', 'set', 'project'], name: 'gcp' }],
    variables: { gcp: ['CLOUDSDK_CORE_PROJECT'] },
    redirects: { options: ['--configuration'], variables: /^(?:CLOUDSDK_|HOME$)/ },
    questions: [{ name: 'gcp', read: 'gcloud-project' }],
  },
  {
    programs: /^az$/,
    named: { azure: ['--subscription'] },
    redirects: { variables: /^(?:AZURE_|HOME$)/ },
    questions: [{ name: 'azure', read: 'azure-subscription' }],
  },
  {
    programs: /^docker$/,
    named: { docker: ['-c', '--context', '-H', '--host'] },
    early: ['-c', '--context', '-H', '--host', '--config', '-l', '--log-level', '--tlscacert', '--tlscert', '--tlskey'],
    moves: [{ words: ['context', 'use'], name: 'docker' }],
    variables: { docker: ['DOCKER_HOST', 'DOCKER_CONTEXT'] },
    redirects: { options: ['--config'], variables: /^(?:DOCKER_|HOME$)/ },
    questions: [{ name: 'docker', read: 'docker-context' }],
  },
  {
    programs: /^git$/,
    redirects: { options: ['-C', '--git-dir', '--work-tree'], variables: /^GIT_(?:DIR|WORK_TREE)$/ },
    questions: [{ name: 'branch', read: 'git-branch' }],
  },
  {
    programs: /^(?:psql|pg_dump|pg_restore|pg_isready|mysql|mysqldump|redis-cli|valkey-cli)$/,
    named: { database: ['-h', '--host'] },
  },
];

/** Environment variables that decide what a program acts on. */
export const decidingVariables = /^(?:KUBECONFIG$|AWS_|CLOUDSDK_|AZURE_|DOCKER_|GIT_|HOME$)/;
