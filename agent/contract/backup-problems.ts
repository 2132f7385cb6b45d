/** What can go wrong with backups, and with bringing things back: see problems.ts. */
export const backupProblems = {
  'backup-failed': {
    status: 500,
    title: 'The program that makes backups stopped with an error.',
    remedy: 'Backups that were made before are still there. Try again; if it happens again, the box’s log says why.',
  },
  'backup-wrong-key': {
    status: 409,
    title: 'These words don’t open this backup.',
    remedy: 'Compare them with your recovery kit, word by word. Another percloud’s kit does not open it.',
  },
  'backup-no-box': {
    status: 409,
    title: 'Nobody keeps backups at {host}.',
    remedy:
      'Compare the address with the one that stands beside the password on the other box, letter by letter: it is that of the app, not of the box.',
  },
  'backup-disk-missing': {
    status: 409,
    title: 'The disk of the backup is not plugged in.',
    remedy: 'Plug it in and try again. A backup that is due is made as soon as the disk is there.',
  },
  'backup-disk-unreadable': {
    status: 409,
    title: 'The disk of the backup can’t be opened.',
    remedy:
      'Plug it in again. If that does not help, look at it on a computer: it may need a repair, or be formatted in a way the box does not know.',
  },
  'backup-words-not-right': {
    status: 409,
    title: 'These are not the words that were asked for.',
    remedy: 'Compare them with what you wrote down. If a word is missing there, make new words.',
  },
  'backup-words-unreadable': {
    status: 400,
    title: 'These are not recovery words.',
    remedy: 'Recovery words are 24, in their order; these are {count}. Compare them with your kit, one by one.',
  },
  'backup-word-unknown': {
    status: 400,
    title: 'Word {place}, “{word}”, is no recovery word.',
    remedy: 'Compare it with your kit, letter by letter. Each word is in the kit as it has to be typed.',
  },
  'backup-words-needed': {
    status: 409,
    title: 'The recovery words of this place are not written down yet.',
    remedy: 'Write them down first: without them nobody could open the backup once this box is lost.',
  },
  'backup-incomplete': {
    status: 409,
    title: 'Some files could not be read, and are missing in this backup.',
    remedy: 'All others are in it. Look at the health of the box’s disk, and try again.',
  },
  'backup-release-unknown': {
    status: 409,
    title: 'No catalog of this box has version {version} of {app}, or a newer one.',
    remedy: 'Update this box, or add the catalog the app came from, then try again. Its data stays in the backup.',
  },
  'backup-not-tried': {
    status: 409,
    title: 'The backup could not be opened again: there is too little memory for it.',
    remedy: 'It may be well all the same. Stop an app for a while and try again.',
  },
  'backup-not-whole': {
    status: 409,
    title: 'An app did not work when it was opened from the backup: {app}.',
    remedy: 'Make a new backup and have it opened again. If that does not help, look at how the app itself is.',
  },
  'backup-not-found': {
    status: 404,
    title: 'That backup is not there any more.',
    remedy: 'Look at the list of backups.',
  },
  'backup-server-refused': {
    status: 409,
    title: 'The server of the backup does not let the box in.',
    remedy: 'Check name and password there; for a server with SSH, whether the box’s key is among its allowed keys.',
  },
  'recovery-ended': {
    status: 404,
    title: 'This took too long, and the words were forgotten.',
    remedy: 'Type them again.',
  },
  'percloud-is-here': {
    status: 409,
    title: 'This percloud lives on this box already.',
    remedy: 'Bring back single apps from the page of its backups.',
  },
  'backup-not-there': {
    status: 409,
    title: 'There is no backup at this place.',
    remedy: 'Check the address and the folder, or the disk that is plugged in.',
  },
  'backup-target-used': {
    status: 409,
    title: 'There is a backup at this place already.',
    remedy:
      'If it is of this percloud, type its recovery words, and it is taken on. Else choose another folder; on another Percloud box have the app installed once more.',
  },
  'backup-locked': {
    status: 409,
    title: 'Somebody else is writing into this backup.',
    remedy: 'Try again when they are done. A lock that was left behind goes away by itself within half an hour.',
  },
  'backup-server-changed': {
    status: 409,
    title: 'Another computer than before answers at this address.',
    remedy:
      'Ask whoever looks after it. If it was set up anew, stop keeping backups here and choose the place again. If not, somebody may be in between: nothing was sent there.',
  },
  'backup-target-full': {
    status: 507,
    title: 'The place of the backup is full.',
    remedy: 'Make room there. On another Percloud box whoever looks after it raises the limit of the app.',
  },
  'backup-too-new': {
    status: 409,
    title: 'This backup was made by a newer version.',
    remedy: 'Update this box, then try again.',
  },
  'backup-damaged': {
    status: 409,
    title: 'Parts of this backup are damaged.',
    remedy:
      'Mend it: what this box still has takes the place of what is damaged. Until then, what can be read can be restored. A place that damages once will do so again: think of another one.',
  },
  'backup-still-damaged': {
    status: 409,
    title: 'Parts of these backups are damaged still.',
    remedy: 'This place does not keep what is written to it. Make backups in another place, or put another disk there.',
  },
  'backup-lacks-pieces': {
    status: 409,
    title: 'Some files in this backup are empty or lack pieces: they were damaged, and there was no other copy.',
    remedy: 'Bring apps back from another backup, if there is one. A single file from here: look at it before you rely on it.',
  },
  'backup-mend-apps-missing': {
    status: 409,
    title: 'Not all apps of these backups are on this box, so what is damaged could not be mended.',
    remedy: 'Bring the apps back first, as far as they open. What doesn’t open can still be fetched file by file.',
  },
  'backup-mend-append-only': {
    status: 409,
    title: 'This place lets nobody take anything away, so what is damaged there can’t be mended.',
    remedy: 'Choose another place, or another folder there, and make a new backup. What can still be read here can be restored.',
  },
  'backup-mend-too-old': {
    status: 409,
    title: 'The program that makes backups is too old on this computer to mend them.',
    remedy: 'It is restic; version 0.18 can do it, which a Percloud box has, and Debian 13. Until then make a new backup in another place.',
  },
  'backup-put-off': {
    status: 409,
    title: 'The backup was put off until the moment is a better one.',
    remedy:
      'One that was due is begun again by itself; one you asked for, ask for again later. What was written already is not written again.',
  },
  'backup-under-way': {
    status: 409,
    title: 'Backups are being made, opened or mended in this place.',
    remedy: 'Try again when it is done; its page shows how far it is.',
  },
  'backup-target-unreachable': {
    status: 503,
    title: 'The place of the backup can’t be reached.',
    remedy: 'Check that it is switched on, plugged in and reachable. The backup is tried again by itself.',
  },
} as const;
