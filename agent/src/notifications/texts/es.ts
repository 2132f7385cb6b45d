import type { LetterTexts } from './letter-texts.ts';

export const es: LetterTexts = {
  greeting: (name) => `Hola, ${name}:`,
  first: {
    subject: 'Tu equipo Percloud puede avisarte aquí',
    text: 'Desde ahora tu equipo te avisa aquí cuando algo urgente necesita tu atención. Este mensaje muestra que puede hacerlo.',
  },
  needs: { subject: 'Tu equipo Percloud necesita tu atención', text: 'Esto necesita tu atención:' },
  over: {
    subject: 'Tu equipo Percloud: todo pasó',
    subjectOfSome: 'Tu equipo Percloud: algo ya pasó',
    text: 'Esto ya pasó, no tienes que hacer nada más:',
  },
  still: 'Esto sigue necesitando tu atención:',
  findings: {
    'disk-filling': 'El disco se está llenando.',
    'disk-failing': 'Un disco está fallando.',
    'disk-errors': 'El disco no devuelve lo que se escribió.',
    'memory-short': 'Al equipo le falta memoria.',
    'too-hot': 'El equipo está demasiado caliente.',
    undervoltage: 'Al equipo le llega poca corriente.',
    'app-unhealthy': 'Una aplicación no está bien.',
    'app-restarting': 'Una aplicación se para una y otra vez.',
    'name-unresolvable': 'Los aparatos de casa no encuentran el equipo por su nombre.',
    'clock-wrong': 'El reloj va mal.',
    'clock-jumped': 'El reloj se puso de nuevo en hora.',
    'certificate-expiring': 'Un certificado está a punto de caducar.',
    'catalog-unreachable': 'No se puede llegar al catálogo.',
    'update-waiting': 'Hay una actualización lista.',
    'snapshots-large': 'Las instantáneas ocupan mucho espacio.',
    'bin-large': 'La papelera ocupa mucho espacio.',
    'backup-overdue': 'No hay copia de seguridad de estos días.',
    'backup-unproven': 'Una copia de seguridad no se pudo abrir, o nadie lo ha probado en semanas.',
  },
  open: 'El panel explica qué significa y qué hacer:',
  why: 'Recibes esto porque lo pediste en el panel, en «Ajustes». Allí también puedes dejar de recibirlo.',
};
