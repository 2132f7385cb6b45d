import type { LetterTexts } from './letter-texts.ts';

export const en: LetterTexts = {
  greeting: (name) => `Hello ${name},`,
  first: {
    subject: 'Your Percloud box can reach you here',
    text: 'from now on your box tells you here when something urgent needs you. This message shows that it can.',
  },
  needs: { subject: 'Your Percloud box needs you', text: 'something needs you:' },
  over: {
    subject: 'Your Percloud box: all over',
    subjectOfSome: 'Your Percloud box: something is over',
    text: 'This is over, you need do nothing more about it:',
  },
  still: 'This still needs you:',
  findings: {
    'disk-filling': 'The disk is filling.',
    'disk-failing': 'A disk is failing.',
    'disk-errors': 'The disk does not give back what was written.',
    'memory-short': 'The box is short of memory.',
    'too-hot': 'The box is too hot.',
    undervoltage: 'The box gets too little power.',
    'app-unhealthy': 'An app is not well.',
    'app-restarting': 'An app keeps stopping.',
    'name-unresolvable': 'Devices at home don’t find the box by its name.',
    'clock-wrong': 'The clock is wrong.',
    'clock-jumped': 'The clock was set anew.',
    'certificate-expiring': 'A certificate is about to end.',
    'catalog-unreachable': 'The catalog can’t be reached.',
    'update-waiting': 'An update is ready.',
    'snapshots-large': 'Snapshots hold much room.',
    'bin-large': 'The bin holds much room.',
    'backup-overdue': 'There is no backup of these days.',
    'backup-unproven': 'A backup could not be opened, or nobody tried for weeks.',
  },
  open: 'The panel says what it means and what to do:',
  why: 'You get this because you asked for it in the panel, under “Settings”. There you can end it as well.',
};
