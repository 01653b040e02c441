import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, Request, TypeSpec } from '../knowledge/schema.ts';

const send: Member = { request: { options: 1 }, returns: 'Output' };
const awsRetry: RetryFigures = {
  attempts: 3,
  delay: 'exponential',
  baseMs: 50,
  maxMs: 20_000,
  jitter: true,
  errors: 'selective',
  why: 'the AWS SDK makes 3 attempts by default',
};

/** Services of the AWS SDK, as their classes are named: `S3Client`, and `S3` with all operations as methods. */
const services = [
  'S3',
  'S3Control',
  'DynamoDB',
  'DynamoDBStreams',
  'SQS',
  'SNS',
  'SES',
  'SESv2',
  'Lambda',
  'LambdaMicrovms',
  'SecretsManager',
  'SSM',
  'STS',
  'KMS',
  'IAM',
  'EC2',
  'ECS',
  'ECR',
  'ECRPUBLIC',
  'EKS',
  'EFS',
  'RDS',
  'RDSData',
  'RedshiftData',
  'Redshift',
  'CloudWatch',
  'CloudWatchLogs',
  'CloudWatchEvents',
  'EventBridge',
  'Scheduler',
  'Pipes',
  'SFN',
  'Kinesis',
  'Firehose',
  'KinesisVideo',
  'Athena',
  'Glue',
  'EMR',
  'EMRServerless',
  'Batch',
  'CloudFormation',
  'CloudFront',
  'CloudTrail',
  'CodeBuild',
  'CodeCommit',
  'CodeDeploy',
  'CodePipeline',
  'CognitoIdentity',
  'CognitoIdentityProvider',
  'APIGateway',
  'ApiGatewayV2',
  'ApiGatewayManagementApi',
  'AppSync',
  'AppConfig',
  'AppConfigData',
  'AutoScaling',
  'ApplicationAutoScaling',
  'ElasticLoadBalancing',
  'ElasticLoadBalancingV2',
  'ElastiCache',
  'ElasticBeanstalk',
  'ElasticsearchService',
  'OpenSearch',
  'OpenSearchServerless',
  'Route53',
  'Route53Domains',
  'Route53Resolver',
  'ACM',
  'ACMPCA',
  'WAFV2',
  'Shield',
  'GuardDuty',
  'SecurityHub',
  'Inspector2',
  'Organizations',
  'ResourceGroupsTaggingAPI',
  'ServiceDiscovery',
  'ServiceQuotas',
  'SSO',
  'SSOOIDC',
  'SSOAdmin',
  'CostExplorer',
  'Budgets',
  'Pricing',
  'Support',
  'Health',
  'BedrockRuntime',
  'Bedrock',
  'BedrockAgent',
  'BedrockAgentRuntime',
  'BedrockAgentCore',
  'SageMaker',
  'SageMakerRuntime',
  'Rekognition',
  'Textract',
  'Comprehend',
  'ComprehendMedical',
  'Translate',
  'Polly',
  'Transcribe',
  'TranscribeStreaming',
  'LexRuntimeV2',
  'LexRuntimeService',
  'Personalize',
  'PersonalizeRuntime',
  'PersonalizeEvents',
  'Forecast',
  'Kendra',
  'QBusiness',
  'IoT',
  'IoTDataPlane',
  'IoTEvents',
  'Greengrass',
  'Location',
  'Pinpoint',
  'PinpointEmail',
  'PinpointSMSVoiceV2',
  'Connect',
  'ConnectParticipant',
  'Chime',
  'ChimeSDKMeetings',
  'MediaConvert',
  'MediaLive',
  'MediaPackage',
  'Mq',
  'Kafka',
  'MemoryDB',
  'DocDB',
  'Neptune',
  'Neptunedata',
  'TimestreamQuery',
  'TimestreamWrite',
  'QLDBSession',
  'Backup',
  'Glacier',
  'StorageGateway',
  'DataSync',
  'Transfer',
  'FSx',
  'XRay',
  'Synthetics',
  'CloudSearchDomain',
  'CloudSearch',
  'MarketplaceMetering',
  'MarketplaceEntitlementService',
  'Amplify',
  'Lightsail',
  'LakeFormation',
  'QuickSight',
  'WorkSpaces',
  'DatabaseMigrationService',
  'DirectoryService',
  'VerifiedPermissions',
  'S3Tables',
  'S3Vectors',
  'DSQL',
  'SSMContacts',
  'EC2InstanceConnect',
  'AccessAnalyzer',
  'Account',
  'Signer',
  'Macie2',
  'NetworkFirewall',
] as const;
const makesClient: Member = { returns: 'Client', createsClient: true, options: 0 };
/** Its second argument says how items are written; all else is the client's that it is given. */
const documents: Member = { returns: 'Client', clientArgument: 0 };
const classNames = services.flatMap((name) => [name, `${name}Client`]);

/**
 * `waitUntilTableExists({ client, maxWaitTime: 20 }, input)`: it gives up after that time, which its type demands, and has no
 * third argument. Source: @smithy/util-waiter 4.2.5 dist-cjs/index.js, createWaiter and runPolling.
 */
const waiter: Member = {
  request: { repeats: true, timeout: { state: 'bounded', why: '`maxWaitTime` ends it' } },
};

/** `paginateListFunctions({ client }, input)` */
const throughClient = { state: 'unknown', why: 'what limits it is the client that it is given' } as const;

/**
 * AWS SDK v3. Commands and exceptions are classes of the same packages, so that clients go by name; functions are
 * paginators and waiters: `paginateListObjectsV2({ client }, input)`.
 */
export const awsSdk3: Library = {
  name: '@aws-sdk/*',
  api: 'aws-sdk',
  modules: ['@aws-sdk/client-*', '@aws-sdk/lib-dynamodb', '@aws-sdk/lib-storage'],
  exports: {
    Upload: { new: { returns: 'Upload', createsClient: true, options: 0, clientOption: 'client' } },
    DynamoDBDocumentClient: { members: { from: documents } },
    DynamoDBDocument: { members: { from: documents } },
    ...Object.fromEntries(classNames.map((name) => [name, { new: makesClient }])),
    'waitUntil*': { call: waiter },
    'paginate*': { call: { request: { options: 2, timeout: throughClient } } },
    '*': { call: { request: { options: 2 } } },
  },
  typeNames: {
    ...Object.fromEntries(classNames.map((name) => [name, 'Client'])),
    DynamoDBDocumentClient: 'Client',
    DynamoDBDocument: 'Client',
  },
  types: {
    Client: {
      members: {
        send,
        destroy: {},
        middlewareStack: { property: { members: {} } },
        config: { property: { members: {} } },
        '*': send,
      },
    },
    Upload: { members: { done: { request: {} }, on: {}, abort: {} } },
    Output: { members: {} },
  },
  timeouts: [
    { option: 'abortSignal', bounds: 'call', acceptedAt: 'call', unit: 'signal' },
    {
      option: 'requestHandler.socketTimeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0],
      plainSince: '>=3.521.0',
      madeBy: { name: 'NodeHttpHandler', packages: ['@smithy/node-http-handler', '@aws-sdk/node-http-handler'] },
      why: '`socketTimeout` is a socket idle timeout',
    },
    {
      option: 'requestHandler.requestTimeout',
      bounds: 'call',
      acceptedAt: 'instance',
      off: [0],
      requires: { option: 'requestHandler.throwOnRequestTimeout', is: true },
      why: '`requestTimeout` alone only logs a warning; set `throwOnRequestTimeout: true`',
      source: 'node-http-handler 4.14.2 set-request-timeout.js; measured',
    },
    {
      option: 'requestHandler.connectionTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectionTimeout` limits connecting only',
    },
  ],
  retryOptions: { attempts: ['maxAttempts'], countsAs: 'total', off: [1] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'the AWS SDK sets no request, connection or socket timeout' },
      retry: awsRetry,
      source: '@aws-sdk/client-s3 3.1169, node-http-handler 4.14.2; measured',
    },
  ],
};

const v2Request: Request = {
  callback: -1,
  sentBy: ['promise', 'send', 'then', 'createReadStream'],
  chain: true,
};
const v2: Member = { request: v2Request };

const documentClient: TypeSpec = { new: { returns: 'Dynamo', createsClient: true, options: 0 } };
const dynamo: TypeSpec = { ...documentClient, members: { DocumentClient: { property: documentClient } } };

export const awsSdk2: Library = {
  name: 'aws-sdk',
  api: 'aws-sdk',
  modules: ['aws-sdk', 'aws-sdk/clients/*'],
  exports: {
    default: {
      new: { returns: 'Client', createsClient: true, options: 0 },
      members: {
        config: {},
        DynamoDB: { property: dynamo },
        DocumentClient: { property: documentClient },
        '*': { property: { new: { returns: 'Client', createsClient: true, options: 0 } } },
      },
    },
    config: { members: {} },
    DynamoDB: dynamo,
    DocumentClient: documentClient,
    '*': { new: { returns: 'Client', createsClient: true, options: 0 } },
  },
  typeNames: { DynamoDB: 'Dynamo', DocumentClient: 'Dynamo', '*': 'Client' },
  types: {
    Client: {
      members: {
        ...each(
          ['getSignedUrl', 'getSignedUrlPromise', 'createPresignedPost', 'on', 'makeRequest', 'setupRequestListeners'],
          {},
        ),
        waitFor: v2,
        '*': v2,
      },
    },
    // lib/services/dynamodb.js: `defaultRetryCount: 10`.
    Dynamo: {
      extends: ['Client'],
      members: {
        '*': {
          request: {
            ...v2Request,
            figures: { ...awsRetry, attempts: 11, why: 'aws-sdk 2 retries 10 times by default with DynamoDB' },
          },
        },
      },
    },
  },
  timeouts: [
    {
      option: 'httpOptions.timeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      off: [0],
      why: '`httpOptions.timeout` is an idle timeout',
    },
  ],
  retryOptions: { attempts: ['maxRetries'], countsAs: 'retries', off: [0] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { idle: 120_000 }, why: 'aws-sdk 2 closes a silent socket after 2 minutes' },
      retry: { ...awsRetry, attempts: 4, why: 'aws-sdk 2 retries 3 times by default' },
      source: 'AWS SDK v2 reference, AWS.Config httpOptions',
    },
  ],
};
