/*
 * What the cmdlets of PowerShell, Windows and well-known modules are about, after learn.microsoft.com/powershell/module and
 * the pages of the modules. A cmdlet of another noun is a script of anybody's, whatever its verb promises.
 */

const words = (text: string): string => text.trim().split(/\s+/).join('|');

/** Of PowerShell itself and of Windows. */
const OWN = words(`
  Acl Alias AuthenticodeSignature ChildItem Clipboard CmsMessage Command ComputerInfo ComputerRestorePoint Content Content\\w*
  ControlPanelItem Counter Credential Culture Date Debug Drive Error Event EventLog EventSubscriber ExecutionPolicy
  ExperimentalFeature FileHash FormatData Help History Host HotFix Item ItemProperty ItemPropertyValue Job Location Member
  Module ModuleManifest Object PfxCertificate Process PS\\w+ Random Runspace RunspaceDebug SecureRandom SecureString Service
  String StringData Table List Wide Custom Hex TimeZone TraceSource TypeData UICulture Unique Uptime Variable Verb Version
  WinEvent WmiObject Xml Json Csv Html Clixml Markdown Base64 Path Connection ComputerSecureChannel NetConnection
  ServiceHealth Object Transcript Debugger Package PackageProvider PackageSource Script InstalledModule InstalledScript
  Cim\\w+ ScheduledTask\\w* ScheduledJob\\w* LocalUser LocalGroup LocalGroupMember WindowsFeature WindowsOptionalFeature
  WindowsCapability WindowsUpdate\\w* WindowsDriver WindowsImage WindowsPackage Windows\\w*Log Appx\\w+ Disk Partition Volume
  PhysicalDisk VirtualDisk Storage\\w+ InitiatorPort Iscsi\\w+ MPIO\\w* DiskImage FileShare FileIntegrity Smb\\w+ Nfs\\w+ Net\\w+
  Dns\\w+ Dhcp\\w+ Printer\\w* PrintJob Tpm BitLockerVolume MpComputerStatus MpPreference MpThreat\\w* Certificate
  PnpDevice\\w* Process\\w* VpnConnection\\w* WSMan\\w* WinHomeLocation WinUserLanguageList WinSystemLocale
  Cluster\\w* VM\\w* Web\\w+ IIS\\w+ GPO GPResultantSetOfPolicy GPInheritance GPPermission RDUserSession RD\\w+ Dfs\\w+ Hgs\\w*
  DscConfiguration\\w* DscResource DscLocalConfigurationManager DtcTransaction\\w* Deduplication\\w* Dedup\\w+ SR\\w+
`);
/** Of modules that put their name before all nouns: Azure, Active Directory, Entra, AWS, Exchange, SharePoint, dbatools. */
const MODULES = words(`
  Az\\w+ AzureRm\\w+ AzureAD\\w+ AD\\w+ Mg\\w+ Entra\\w+ Msol\\w+ Exchange\\w+ Mailbox\\w* Message\\w* Transport\\w+ Queue\\w*
  Recipient\\w* DistributionGroup\\w* UnifiedGroup\\w* InboxRule ReceiveConnector SendConnector AcceptedDomain CASMailbox
  SPO\\w+ PnP\\w+ SP\\w+ Team\\w* Cs\\w+ Intune\\w+ CM\\w+ Dba\\w+ Sql\\w+
  AWS\\w+ EC2\\w+ S3\\w+ CFN\\w+ IAM\\w+ STS\\w+ RDS\\w+ ECS\\w+ EKS\\w+ LM\\w+ CW\\w+ SSM\\w+ R53\\w+ ASG?\\w+ ELB\\w*
  VMHost\\w* Datastore\\w* Datacenter ResourcePool Snapshot Stat\\w* View VDPort\\w+ VDSwitch\\w* VIEvent VIServer
  GC\\w+ Octopus\\w+ Chef\\w+ Pester\\w* Vault\\w* Secret SecretInfo SecretVault Kube\\w+ Docker\\w+ Container\\w*
`);
const KNOWN = new RegExp(`^(?:${OWN}|${MODULES})$`, 'i');

/** Whether a cmdlet, by what it is about, is of PowerShell or of a module that many use. */
export function isKnownNoun(noun: string): boolean {
  return KNOWN.test(noun);
}
