import { expect, test } from 'vitest';
import { namedSettings } from '../../src/risk/namedSettings.ts';
import { carriedRisk } from '../../src/risk/settings.ts';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  ['PATH=./bin kubectl get pods', 'unknown'],
  ['export PATH=./bin', 'unknown'],
  ['read PATH < f', 'unknown'],
  ['for PATH in ./bin; do ls; done', 'unknown'],
  ['printf -v PATH %s ./bin; ls', 'unknown'],
  ['mapfile PATH < f', 'unknown'],
  ['declare -x PATH=./bin', 'unknown'],
  [': ${PAGER:=./x}', 'unknown'],
  ['x=PATH; export $x=./bin; ls', 'unknown'],
  ['export $(cat .env | xargs)', 'unknown'],
  ['declare -n r=PATH; r=./bin; ls', 'unknown'],
  ['env PATH=./bin ls', 'unknown'],
  ['sudo PATH=./bin ls', 'unknown'],
  ['select PATH in ./b; do ls; done', 'unknown'],
])('there are more ways to set a variable than by =: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['AWS_CONFIG_FILE=$PWD/c aws s3 ls', 'unknown'],
  ['env AWS_CONFIG_FILE=./c aws s3 ls', 'unknown'],
  ['read KUBECONFIG; kubectl get pods', 'unknown'],
  ['AWS_CONFIG_FILE=./c aws s3 ls', 'unknown'],
  ['AWS_SHARED_CREDENTIALS_FILE=./c aws s3 ls', 'unknown'],
  ['DOCKER_CONFIG=./d docker ps', 'unknown'],
  ['GIT_DIR=./g git log', 'unknown'],
  ['GIT_CONFIG_COUNT=1 git log', 'unknown'],
  ['PGSERVICEFILE=./s psql -c "select 1"', 'unknown'],
  ['PSQLRC=./s psql -c "select 1"', 'unknown'],
  ['CURL_HOME=. curl https://a.example', 'unknown'],
  ['HELM_PLUGINS=./p helm ls', 'unknown'],
  ['HOME=. git log', 'unknown'],
  ['XDG_CONFIG_HOME=. git log', 'unknown'],
  ['CLOUDSDK_CONFIG=./c gcloud projects list', 'unknown'],
  ['ANSIBLE_CONFIG=./a ansible --version', 'unknown'],
  ['VAULT_CONFIG_PATH=./v vault status', 'unknown'],
  ['GNUPGHOME=. gpg --list-keys', 'unknown'],
])('settings of a client start programs: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['NODE_OPTIONS="-r ./x" node -p 1', 'unknown'],
  ['PYTHONSTARTUP=./x python3 -c "print(1)"', 'unknown'],
  ['PERL5OPT=-Mx perl -e 1', 'unknown'],
  ['RUBYOPT=-rx ruby -e 1', 'unknown'],
  ['JAVA_TOOL_OPTIONS=-javaagent:x java -version', 'unknown'],
  ['LD_PRELOAD=./x ls', 'unknown'],
  ['TAR_OPTIONS=--to-command=x tar tf a', 'unknown'],
  ['LESSOPEN="|rm -rf x" less f', 'destroys'],
  ['RSYNC_RSH="rm -rf x" rsync -n a b', 'destroys'],
  ['GIT_SSH_COMMAND="rm -rf x" git ls-remote', 'destroys'],
  ['PAGER="rm -rf x" git log', 'destroys'],
  ['EDITOR=./x kubectl get pods', 'unknown'],
  ['BROWSER=./x gh pr list', 'unknown'],
  ['LESS="+!touch x" less f', 'unknown'],
  ['JAVA_HOME=./j java -version', 'unknown'],
  ['MAKEFLAGS=--eval=x make -n', 'unknown'],
])('so do these: %s', (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['KUBECONFIG=~/.kube/config kubectl get pods', 'reads'],
  ['KUBECONFIG=/etc/kubernetes/admin.conf kubectl get pods', 'reads'],
  ['export KUBECONFIG=$HOME/.kube/prod', 'reads'],
  ['HOME=/root git log', 'reads'],
  ['PAGER=cat git log', 'reads'],
  ['EDITOR=vim', 'reads'],
  ['LESS=-R less f', 'reads'],
  ['LANG=C sort f', 'reads'],
  ['AWS_PROFILE=prod aws s3 ls', 'reads'],
  ['IFS=, read -r a b < f', 'reads'],
  ['PATH=$PATH:/opt/x/bin ls', 'reads'],
  ['PYTHONUNBUFFERED=1 ls', 'reads'],
  ['GIT_TRACE=1 git log', 'reads'],
  ['NS=shop; kubectl get pods -n $NS', 'reads'],
  ['AWS_CONFIG_FILE=~/.aws/../x aws s3 ls', 'unknown'],
  ['AWS_CONFIG_FILE=/tmp/c aws s3 ls', 'unknown'],
])("the responder's own settings and plain values are no concern: %s", (command, risk) => {
  expect(commandRisk(command)).toBe(risk);
});

test.each([
  ['KUBECONFIG=./k kubectl get pods', ['./k']],
  ['export KUBECONFIG=$PWD/k', ['$PWD/k']],
  ['env KUBECONFIG=/tmp/k kubectl get pods', ['/tmp/k']],
  ['sudo KUBECONFIG=./k kubectl get pods', ['./k']],
  ['kubectl --kubeconfig ./k get pods', ['./k']],
  ['helm --kubeconfig=./k ls', ['./k']],
  ['KUBECONFIG=~/.kube/config:./k kubectl get pods', ['~/.kube/config:./k']],
  ['KUBECONFIG=~/.kube/../k kubectl get pods', ['~/.kube/../k']],
  ['KUBECONFIG=~/.kube/config kubectl get pods', []],
  ['kubectl --kubeconfig /etc/kubernetes/admin.conf get pods', []],
  ['kubectl config view', []],
  ['cat kubeconfig.yaml', []],
])('a kubeconfig of the document is asked about: %s', (command, files) => {
  expect(namedSettings(command).map(({ file }) => file)).toEqual(files);
});

test('what an earlier command exported redirects the later ones', () => {
  expect(carriedRisk({ KUBECONFIG: '/ws/k' })).toBe('unknown');
  expect(carriedRisk({ KUBECONFIG: '/home/a/.kube/config' })).toBe('reads');
  expect(carriedRisk({ PATH: '/ws/bin' })).toBe('unknown');
  expect(carriedRisk({ NS: 'shop', AWS_PROFILE: 'prod' })).toBe('reads');
});
