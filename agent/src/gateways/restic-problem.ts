import type { ProblemCode } from '@percloud/contract/problems';
import { Problem } from '../problem.ts';
import type { ResticFailed } from './restic-process.ts';

interface Sign {
  code: ProblemCode;
  /** Since 0.17. */
  exitCode?: number;
  words: RegExp;
}

/** Restic before 0.17 says everything by one exit code: what it printed tells more. The first that fits counts. */
const signs: readonly Sign[] = [
  { code: 'backup-wrong-key', exitCode: 12, words: /wrong password|no key found/i },
  { code: 'backup-locked', exitCode: 11, words: /already locked/i },
  { code: 'backup-target-full', words: /no space left|disk quota exceeded|insufficient storage/i },
  // In a place that is full restic can't even make its lock.
  { code: 'backup-locked', words: /unable to create lock/i },
  { code: 'backup-server-changed', words: /host key verification failed|x509: certificate signed by unknown authority/i },
  {
    code: 'backup-server-refused',
    words: /permission denied|unauthorized|forbidden|\b40[13]\b|accessdenied|invalidaccesskey|signaturedoesnotmatch/i,
  },
  // It asks for a repository also where it reached nobody.
  {
    code: 'backup-target-unreachable',
    words:
      /dial tcp|connection re|i\/o timeout|no such host|network is unreachable|unexpected http response|x509|start the sftp session|ssh command exited|connection lost/i,
  },
  { code: 'backup-too-new', words: /unsupported repository version/i },
  { code: 'backup-not-there', exitCode: 10, words: /is there a repository at the following location|repository does not exist/i },
  {
    code: 'backup-damaged',
    words: /repository contains errors|ciphertext verification failed|invalid data returned|does not match|hash mismatch/i,
  },
  { code: 'backup-target-used', words: /already initialized|config file already exists|already contains (keys|snapshots)/i },
];

export function problemOf(error: ResticFailed): Problem {
  // What it printed names addresses, too, which may contain any word.
  const sign = signs.find(({ exitCode }) => exitCode === error.exitCode) ?? signs.find(({ words }) => words.test(error.said));
  return new Problem(sign?.code ?? 'backup-failed', { cause: error });
}
