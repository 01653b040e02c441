import { tableRisk, type ProgramTable } from './table.ts';
import { worse, type Risk } from './risk.ts';

/** A cloud's command line names what it does by a verb; the pattern of the verbs decides. */
interface Cloud {
  readonly source: string;
  /** Options that take the next word as their value. */
  readonly values: string;
  /** Which of the plain words is the verb. */
  readonly verb: (words: readonly string[]) => string;
  /** What the pattern of verbs would get wrong. */
  readonly table?: ProgramTable;
  readonly dryRun?: string;
  /** An option may take several words. */
  readonly lists?: true;
}

const READ_VERB =
  /^(?:get|list|ls|describe|show|view|head|lookup|batch-get|query|scan|search|select|filter|tail|simulate|validate|verify|decode|preview|check|estimate|detect|whoami|version|help|info|logs|status|history|presign|peek|diagnose|du|cat|stat|wait|count|exists|test|compare|print-access-token|print-identity-token|batch-describe|transact-get|read|discover|summarize|lint|diff|find|versions|usage|metrics|sizes|regions|zones)(?:-|$)/;
const DESTROY_VERB =
  /^(?:delete|del|remove|rm|rb|terminate|purge|destroy|deregister|detach|revoke|disassociate|reboot|kill|drain|failover|force|prune|release|shutdown|batch-delete|schedule-key-deletion|evict|abort|abandon|reimage|deallocate|power-off|poweroff|power-cycle|unset|wipe|undeploy|dismiss|hard|empty|erase|flush|bulk-delete|deprovision|stop|restore|reset|rollback|cancel|disable|swap)(?:-|$)/;

/** Verbs that read by their name and start or cost something, or hand out what is secret. */
const READS_NOT =
  /^(?:test-failover|detect-stack|get-session-token|test-invoke|wait-for-approval|check-in|check-out|show-and-delete)/;
/** What stops or takes back, and can be started or given again as it was. */
const MILD = /^(?:disable|cancel|reset|stop-(?:logging|query)|remove-tags|untag|restore|rollback|swap)/;

function byVerb(verb: string): Risk {
  if (MILD.test(verb)) return 'changes';
  if (DESTROY_VERB.test(verb)) return 'destroys';
  return READ_VERB.test(verb) && !READS_NOT.test(verb) ? 'reads' : 'changes';
}

const last = (words: readonly string[]): string => words[words.length - 1] ?? '';
/** The last word that looks like a verb: names of resources may stand behind it. */
const anyVerb = (words: readonly string[]): string =>
  words.find((word, i) => i > 0 && (DESTROY_VERB.test(word) || MILD.test(word))) ??
  words.find((word, i) => i > 0 && READ_VERB.test(word)) ??
  words[1] ??
  '';

/** Words behind a noun that say what is done with it: `instance-delete`, `image-rm`. */
const BEHIND_NOUN =
  /^([a-z][a-z0-9-]*)-(delete|remove|rm|destroy|terminate|purge|prune|prune-untagged|detach|revoke|reboot|stop|restart|start|reset|restore|cancel|disable|enable|create|add|update|list|get|view)$/;

/** `DeleteInstance`, `instance-delete` as `delete-instance`: the operation stands behind its service. */
const operation = (words: readonly string[]): string => {
  const [service = '', named = '', ...rest] = words;
  const plain = /^[A-Z][a-z]+[A-Z]/.test(named) ? named.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase() : named;
  const [, noun, verb] = READ_VERB.test(plain) || DESTROY_VERB.test(plain) ? [] : (BEHIND_NOUN.exec(plain) ?? []);
  const turned = noun === undefined ? plain : `${verb!}-${noun}`;
  return anyVerb([service, turned, ...rest]);
};

const clouds: Readonly<Record<string, Cloud>> = {
  aws: {
    source: 'awscli.amazonaws.com/v2/documentation/api/latest/reference',
    values:
      '--profile --region --output --endpoint-url --query --cli-read-timeout --cli-connect-timeout --color --ca-bundle --cli-binary-format',
    verb: (words) => words[1] ?? '',
    table: {
      source: 'awscli.amazonaws.com/v2/documentation/api/latest/reference',
      bare: 'reads',
      reads:
        's3 ls|s3 presign|sts get-*|sts decode-authorization-message|eks get-token|logs tail|logs start-query|logs filter-log-events|secretsmanager get-random-password|configure list|configure list-profiles|configure get|ecr get-login-password|ecr get-login|ec2 get-console-output|ec2 get-password-data|help|sso list-*|s3api get-bucket-*|s3api head-*|s3api list-*|cloudformation estimate-template-cost|cloudformation detect-stack-drift|cloudformation detect-stack-resource-drift|iam simulate-*|* wait|* help|dynamodb scan|dynamodb query|dynamodb execute-statement --help|rds-data --help|cloudtrail lookup-events|ssm get-*|sqs get-queue-*|codecommit get-*|kms verify|codeartifact get-authorization-token|ecr-public get-login-password',
      changes:
        's3 cp|s3 mb|s3 sync|s3 website|configure|configure set|configure sso|configure import|sso login|sso logout|sts assume-*|eks update-kubeconfig|ecs stop-task --help|sts get-session-token --help|s3api get-object|lambda invoke|sqs receive-message|s3api restore-object|rds restore-*|s3api select-object-content|glacier get-job-output|ssm resume-session|kms generate-*|kms encrypt|kms decrypt|rds download-db-log-file-portion|iam generate-*|login|logout|ec2 get-launch-template-data',
      unknown:
        'ssm start-session|ssm send-command|ecs execute-command|ssm start-automation-execution|rds-data execute-statement|rds-data batch-execute-statement|dynamodb execute-statement|redshift-data execute-statement|redshift-data batch-execute-statement|athena start-session|stepfunctions --help|lambda invoke-async --help|ec2-instance-connect ssh|ec2-instance-connect open-tunnel',
      destroys:
        's3 rm|s3 rb|s3 mv|s3 sync --delete|ec2 reset-*|rds reset-*|cloudformation cancel-update-stack|ec2 stop-instances|rds stop-*|rds restore-db-instance-from-db-snapshot --help|kms disable-key|kms schedule-key-deletion|ecs stop-task|sqs purge-queue|elasticache reset-*|rds failover-db-cluster|docdb failover-*|iam update-login-profile --help|autoscaling set-desired-capacity --help|ecs update-service --force-new-deployment --help|ec2 cancel-*|batch cancel-job|emr terminate-clusters|lambda put-function-concurrency --help|cloudformation cancel-*|codepipeline stop-pipeline-execution|glue batch-stop-job-run',
    },
    dryRun: '--dry-run --dryrun --generate-cli-skeleton',
  },
  az: {
    source: 'learn.microsoft.com/cli/azure/reference-index',
    values:
      '-g --resource-group -n --name --subscription -o --output --out --query -l --location --ids --cluster-name --vault-name --account-name --server-name --server --resource-type --command --file -f --nodepool-name --scope --assignee --role --tags --sku --vm-name --registry -r -p --parameters --template-file --uri --url --method --body --headers --api-version',
    lists: true,
    verb: (words) => last(words.filter((word) => /^[a-z][a-z0-9-]*$/.test(word))),
    table: {
      source: 'learn.microsoft.com/cli/azure/reference-index',
      bare: 'reads',
      reads:
        'account get-access-token|account list-locations|account show|account list|aks browse|aks get-versions|aks get-upgrades|aks check-acr|aks nodepool get-upgrades|aks kollect --help|find|version|deployment group what-if|deployment sub what-if|deployment group validate|deployment sub validate|cosmosdb check-name-exists|acr check-health|acr check-name|acr login --expose-token|monitor metrics list|monitor log-analytics query|graph query|network watcher test-*|network watcher show-*|vm list-*|vm get-*|vm is-*|webapp log tail|webapp log show|containerapp logs show|functionapp log tail|keyvault secret show|keyvault secret list|acr repository show-*|help|ad signed-in-user show|storage blob exists|storage blob show|storage blob url|interactive --help|sql db show-connection-string|webapp log deployment|network lb list-*|resource wait|consumption usage list',
      changes:
        'login|logout|account set|account clear|aks get-credentials|aks update-credentials|aks start|aks install-cli|acr login|configure|config set|extension add|extension update|upgrade|feedback|cloud set|vm restart|webapp restart|functionapp restart|aks nodepool scale|storage blob download|storage blob download-batch|keyvault secret download|keyvault secret backup|keyvault certificate download|keyvault key download|acr import|acr build|network vnet-gateway reset|webapp log download|webapp log config|aks enable-addons|aks disable-addons|disk grant-access|snapshot grant-access|aks rotate-certs|role assignment create|lock create|vm user update|storage file download|bicep build|bicep decompile|aks rotate-certs|postgres flexible-server restart|backup restore|vm auto-shutdown|sql db restore|deployment group export|group export|acr pipeline-run',
      unknown:
        'ssh|vm run-command|vmss run-command|aks command|aks command invoke|container exec|webapp ssh|containerapp exec|postgres flexible-server execute|mysql flexible-server execute|postgres flexible-server connect|mysql flexible-server connect|rest|interactive|acr run|webapp create-remote-connection|network bastion ssh|network bastion tunnel|serial-console connect|devops invoke|acr task run|synapse spark|batch task',
      destroys:
        'vm stop|vmss stop|vm deallocate|vmss deallocate|aks stop|vm redeploy|vm simulate-eviction|vmss simulate-eviction|webapp stop|functionapp stop|postgres flexible-server stop|mysql flexible-server stop|disk revoke-access|snapshot revoke-access|redis force-reboot|redis flush|cosmosdb failover-priority-change|sql failover-group set-primary|postgres flexible-server restart --failover|mysql flexible-server restart --failover|storage account failover|vm reimage|vmss reimage|aks nodepool stop|network application-gateway stop|storage blob delete-batch|container stop|servicebus georecovery-alias fail-over|lock delete|aks operation-abort|aks nodepool operation-abort|deployment group cancel|keyvault purge|aks nodepool delete-machines|sql db replica set-primary|webapp deployment slot swap|role assignment delete|vmss restart --help|extension remove|config unset|cache purge',
    },
  },
  gcloud: {
    source: 'cloud.google.com/sdk/gcloud/reference',
    values:
      '--project --zone --region --account --format --filter --limit --sort-by --configuration --verbosity --impersonate-service-account --cluster --location --billing-project --sort --page-size --flatten --flags-file --access-token-file --user-output-enabled',
    verb: anyVerb,
    table: {
      source: 'cloud.google.com/sdk/gcloud/reference',
      bare: 'reads',
      reads:
        'auth list|auth print-access-token|auth print-identity-token|auth describe|auth application-default print-access-token|config list|config get|config get-value|config configurations list|config configurations describe|info|version|help|topic|logging read|logging tail|compute instances get-serial-port-output|compute instances tail-serial-port-output|compute instances get-iam-policy|projects get-iam-policy|container get-server-config|secrets versions access|sql operations wait|builds log|app logs tail|app logs read|run services logs|components list|meta|services list|feedback|storage ls|storage cat|storage du|storage hash|cheat-sheet|asset search-all-resources|asset search-all-iam-policies|policy-troubleshoot|compute ssh --dry-run|kms keys versions get-public-key|endpoints services check-iam-policy|compute instances describe|sql instances describe',
      changes:
        'auth login|auth activate-service-account|auth configure-docker|auth application-default login|auth application-default set-quota-project|container clusters get-credentials|container fleet memberships get-credentials|config set|config unset|config configurations create|config configurations activate|init|components install|components update|compute scp|compute config-ssh|storage cp|storage mv|storage buckets create|storage sign-url|compute copy-files|sql export|pubsub subscriptions pull|artifacts docker tags add|compute start-iap-tunnel|compute instances start|compute instances resume|sql instances patch|logging write|compute instance-groups managed rolling-action|compute url-maps invalidate-cdn-cache|container hub memberships get-credentials|functions call|scheduler jobs run|run jobs execute|workflows run|run services proxy|compute instances stop --help|app browse|services enable|container clusters upgrade|container node-pools rollback|sql backups create|source repos clone|artifacts print-settings|kms decrypt|kms encrypt',
      unknown:
        'compute ssh|compute tpus tpu-vm ssh|app instances ssh|cloud-shell ssh|cloud-shell scp|sql connect|alloydb connect|spanner cli|spanner databases execute-sql|compute connect-to-serial-port|workstations ssh|beta sql connect|dataproc jobs submit|alpha interactive|interactive|functions local|emulators|beta emulators|compute reset-windows-password|beta compute ssh|alpha compute ssh|ai-platform local',
      destroys:
        'auth revoke|auth application-default revoke|config configurations delete|compute instances stop|compute instances suspend|compute instances reset|compute instances simulate-maintenance-event|sql instances failover|sql instances restore-backup|sql backups restore|sql instances promote-replica|sql import|sql instances restart|compute instance-groups managed recreate-instances|compute instance-groups managed abandon-instances|storage rm|storage rsync|services disable|pubsub subscriptions seek|kms keys versions destroy|kms keys versions disable|secrets versions destroy|secrets versions disable|redis instances failover|redis instances import|container clusters resize --help|builds cancel|dataflow jobs cancel|dataflow jobs drain|run jobs executions cancel|components remove|app versions stop|sql instances reset-ssl-config|firestore import|composer environments restart-web-server|projects remove-iam-policy-binding|compute instances delete-access-config|compute instances detach-disk|artifacts docker images delete',
    },
  },
};

const others: Readonly<Record<string, string>> = {
  oci: 'docs.oracle.com/iaas/tools/oci-cli',
  ibmcloud: 'cloud.ibm.com/docs/cli',
  aliyun: 'alibabacloud.com/help/cli',
  doctl: 'docs.digitalocean.com/reference/doctl',
  'linode-cli': 'linode.com/docs/products/tools/cli',
  hcloud: 'github.com/hetznercloud/cli',
  scw: 'cli.scaleway.com',
  vultr: 'github.com/vultr/vultr-cli',
  'vultr-cli': 'github.com/vultr/vultr-cli',
  openstack: 'docs.openstack.org/python-openstackclient',
  exo: 'community.exoscale.com/documentation/tools',
  upctl: 'github.com/UpCloudLtd/upcloud-cli',
  civo: 'github.com/civo/cli',
  tccli: 'tencentcloud.com/document/product/1013',
};

const otherCloud = (source: string): Cloud => ({
  source,
  values:
    '--profile --region --output -o --format --context --access-token -t --compartment-id --query --project --project-id -c --config --wait-timeout --zone --os-cloud',
  verb: operation,
  table: {
    source,
    changes: 'login|auth init|config|target|plugin install|compute ssh',
    unknown: 'ssh|compute ssh|server ssh|instance ssh|raw-request|ks cluster config',
    reads: 'account get|help|version|regions|plugins',
  },
});

const alikes: Readonly<Record<string, string>> = { aws2: 'aws', awslocal: 'aws', awscli: 'aws' };

/** Clouds whose verbs are known by pattern. */
export const cloudPrograms: ReadonlyMap<string, Cloud> = new Map([
  ...Object.entries(clouds),
  ...Object.entries(others).map(([name, source]) => [name, otherCloud(source)] as const),
  ...Object.entries(alikes).map(([name, program]) => [name, clouds[program]!] as const),
]);

/** What `aws`, `az`, `gcloud` and their like do; undefined for other programs. */
export function cloudRisk(name: string, args: readonly string[]): Risk | undefined {
  const cloud = cloudPrograms.get(name);
  if (!cloud) return undefined;
  // `aws ec2 terminate-instances help` shows a page.
  if (args[args.length - 1] === 'help' && args.length <= 3 && args.every((arg) => /^[a-z][\w-]*$/.test(arg)))
    return 'reads';
  const dryRun = cloud.dryRun?.split(' ').some((option) => args.includes(option)) === true;
  const release = args.filter((word) => word !== 'alpha' && word !== 'beta' && word !== 'preview');
  const sure = patternRisk(cloud, plainWords(cloud, release), release);
  const risk = sure === 'reads' ? sure : dryRun ? 'reads' : sure;
  return risk === 'reads' && writesFile(name, release) ? 'changes' : risk;
}

function patternRisk(cloud: Cloud, words: readonly string[], args: readonly string[]): Risk {
  if (words.length === 0) return args.every((arg) => /^(?:--version|--help|-h|help)$/.test(arg)) ? 'reads' : 'unknown';
  // What is called is only known when it runs.
  if (words.slice(0, 2).some((word) => /[$<{`]/.test(word))) return 'unknown';
  const named = cloud.table && tableRisk({ ...cloud.table, values: cloud.values }, args);
  const verb = cloud.verb(words);
  if (named !== undefined && named !== 'unknown') return named;
  if (named === 'unknown' && isNamed(cloud.table!, words)) return worse('unknown', byVerb(verb));
  // A verb that is only known when it runs.
  if (/[$<{`]/.test(verb) || verb === '') return 'unknown';
  return byVerb(verb);
}

/** Whether the table itself says that it is unknown. */
function isNamed(table: ProgramTable, words: readonly string[]): boolean {
  return (table.unknown ?? '').split('|').some((entry) => entry.split(' ').every((part, i) => words[i] === part));
}

function plainWords(cloud: Cloud, args: readonly string[]): string[] {
  const values = new Set(cloud.values.split(' '));
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') break;
    if (!arg.startsWith('-')) words.push(arg);
    // `--secret-permissions get list`: behind the verb, all up to the next option are values.
    else if (words.length > 1 && cloud.lists === true) while (args[i + 1]?.startsWith('-') === false) i++;
    else if (values.has(arg) && args[i + 1]?.startsWith('-') !== true) i++;
    // Any other option behind the verb may take a value, which is no verb.
    else if (words.length > 1 && !arg.includes('=') && args[i + 1]?.startsWith('-') === false) i++;
  }
  return words;
}

/** Some verbs that read put what they got into a file. */
function writesFile(name: string, args: readonly string[]): boolean {
  if (name !== 'az') return false;
  return (
    args.some((arg) => /^--(?:file|destination|output-file|dest)$/.test(arg)) &&
    args.some((arg) => /^(?:download|show|export)/.test(arg))
  );
}
