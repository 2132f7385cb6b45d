import type { LetterTexts } from './letter-texts.ts';

export const it: LetterTexts = {
  greeting: (name) => `Ciao ${name},`,
  first: {
    subject: 'La tua box Percloud può avvisarti qui',
    text: 'da adesso la tua box ti avvisa qui quando qualcosa di urgente ha bisogno di te. Questo messaggio mostra che ci riesce.',
  },
  needs: { subject: 'La tua box Percloud ha bisogno di te', text: 'qualcosa ha bisogno di te:' },
  over: {
    subject: 'La tua box Percloud: tutto passato',
    subjectOfSome: 'La tua box Percloud: qualcosa è passato',
    text: 'Questo è passato, non devi fare altro:',
  },
  still: 'Questo ha ancora bisogno di te:',
  findings: {
    'disk-filling': 'Il disco si sta riempiendo.',
    'disk-failing': 'Un disco si sta guastando.',
    'disk-errors': 'Il disco non restituisce ciò che è stato scritto.',
    'memory-short': 'Alla box manca memoria.',
    'too-hot': 'La box è troppo calda.',
    undervoltage: 'Alla box arriva poca corrente.',
    'app-unhealthy': 'Un’app non sta bene.',
    'app-restarting': 'Un’app continua a fermarsi.',
    'name-unresolvable': 'I dispositivi di casa non trovano la box con il suo nome.',
    'clock-wrong': 'L’orologio è sbagliato.',
    'clock-jumped': 'L’orologio è stato rimesso.',
    'certificate-expiring': 'Un certificato sta per scadere.',
    'catalog-unreachable': 'Il catalogo non è raggiungibile.',
    'update-waiting': 'Un aggiornamento è pronto.',
    'snapshots-large': 'Le istantanee occupano molto spazio.',
    'bin-large': 'Il cestino occupa molto spazio.',
    'backup-overdue': 'Manca il backup di questi giorni.',
    'backup-unproven': 'Un backup non si è aperto, o nessuno ha provato da settimane.',
  },
  open: 'Il pannello spiega che cosa significa e che cosa fare:',
  why: 'Ricevi questo messaggio perché lo hai chiesto nel pannello, sotto «Opzioni». Lì puoi anche smettere di riceverlo.',
};
