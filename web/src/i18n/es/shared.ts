import type en from '../en/shared'
import type { Words } from '../words'

const shared: Words<typeof en> = {
  title: 'Un historial compartido', titleOf: name => `Historial de ${name}`, lead: 'El dueño lo ha compartido con usted. Cada apertura se cuenta y el dueño la ve.',
  gone: 'Este enlace no abre nada', goneLead: 'Puede haber terminado, haber sido anulado o estar copiado a medias. Pida uno nuevo al dueño.', home: 'A la primera página',
  animal: 'Animal', born: 'Nacido', weight: 'Peso', conditions: 'Enfermedades conocidas', print: 'Imprimir', course: 'Lo que pasó', empty: 'Todavía no hay nada.',
  vets: '¿Es usted veterinario con licencia? Entre para responder al dueño.', signIn: 'Entrar', answer: 'Responder al dueño', answerHint: 'Queda en el historial, con su nombre.', send: 'Enviar', answered: 'Su respuesta está en el historial',
  yes: 'sí', no: 'no',
  kinds: { visit: 'Visita', intake: 'Contado por el dueño', examination: 'Examen', photo: 'Foto', reading: 'Medida', prescription: 'Receta', answer: 'Respuesta', message: 'Mensaje', messages: 'Mensaje', fee: 'Honorario', call: 'Llamada', video: 'Vídeo', share: 'Enlace', consent: 'Consentimiento', wound: 'Herida', record: 'Historial', custody: 'Custodia', import: 'De otro sitio' },
  types: {
    'wound.measured': 'Herida medida', 'addendum.written': 'Añadido después', 'animal.examined': 'Examinado en persona', 'consult.asked': 'Se preguntó a un colega', 'consult.opinion-given': 'Opinión de un colega', 'visit.booked': 'Visita reservada', 'visit.rescheduled': 'Visita cambiada', 'visit.checked-in': 'El dueño llegó', 'visit.started': 'La visita empezó', 'visit.ended': 'La visita terminó', 'visit.cancelled': 'Visita cancelada', 'visit.missed': 'Visita perdida', 'visit.stopped': 'Detenida por emergencia', 'visit.ran-late': 'La visita se retrasó',
    'intake.taken': 'El dueño contó', 'photo.requested': 'Se pidió una foto', 'photo.ready': 'Foto', 'photo.judged': 'Foto valorada', 'prescription.written': 'Recetado', 'readings.taken': 'Medido', 'home-finding.reported': 'Hallado por el dueño', 'home-examination.sent': 'El veterinario pidió mirar', 'share.made': 'Se hizo un enlace', 'share.viewed': 'Se abrió un enlace', 'photo.refused': 'Foto rechazada', 'message.sent': 'Mensaje', 'vcpr.started': 'Empezó la relación con el veterinario', 'refill.asked': 'Se pidió una renovación', 'refill.refused': 'Renovación denegada', 'refill.granted': 'Renovación concedida', 'visit.requested': 'Se pidió una visita', 'visit.claimed': 'Un veterinario tomó la visita', 'share.revoked': 'Se anuló un enlace', 'share.answered': 'Un veterinario respondió', 'import.received': 'Llegó un papel de otra clínica', 'messages.read': 'Se leyeron los mensajes', 'photo.attempted': 'El sistema miró una foto', 'fee.decided': 'Se decidió el honorario',
    'call.requested': 'Se pidió una llamada', 'call.placed': 'Se hizo la llamada', 'call.attended': 'La llamada siguió', 'call.step-claimed': 'Un paso de la llamada', 'call.step-reported': 'Noticia de un paso de la llamada', 'call.timed-out': 'Nadie respondió a la llamada', 'call.over': 'La llamada terminó', 'connection.tested': 'Se probó la conexión', 'video.faltered': 'El vídeo falló', 'consent.given': 'Se dio el consentimiento', 'consent.withdrawn': 'Se retiró el consentimiento', 'consult.withdrawn': 'Se retiró la pregunta a un colega',
    'custody.hold-placed': 'Bajo retención legal', 'custody.hold-lifted': 'Se levantó la retención legal', 'custody.exported': 'Se entregó una copia de todo', 'custody.erasure-planned': 'Se planeó su borrado', 'examination.withdrawn': 'Se retiró un examen', 'intake.closed': 'Lo contado está cerrado', 'messages.closed': 'Se cerraron los mensajes', 'photo.interrupted': 'Se interrumpió el trabajo en una foto', 'photo.abandoned': 'Una foto no llegó',
    'photo.retake': 'Se devolvió una foto', 'prescription.cancelled': 'Receta anulada', 'fee.let-go': 'Se perdonó el honorario', 'share.token-added': 'Se renovó un enlace', 'visit.confirmed': 'Se confirmó la hora', 'visit.hold-lapsed': 'Se soltó la hora reservada', 'visit.offered': 'Se preguntó a un veterinario', 'visit.offer-ended': 'Ya no se pregunta al veterinario', 'visit.reoffered': 'Se preguntó a otro veterinario', 'visit.reminded': 'Se envió un recordatorio', 'visit.wait-told': 'Se dijo la espera',
  },
  members: { area: 'Superficie', questions: 'Preguntas propias', reasons: 'Por qué', confirmed: 'Confirmado', complaint: 'En palabras del dueño', reason: 'Motivo', service: 'Tipo de visita', level: 'Urgencia', outcome: 'Resultado', notes: 'Notas', assessment: 'Valoración', instructions: 'Indicaciones', plan: 'Plan', text: 'Texto', drug: 'Medicamento', dosing: 'Cómo darlo', supply: 'Cantidad', verdict: 'Juicio', kind: 'Clase', value: 'Valor', signs: 'Signos', answer: 'Respuesta', note: 'Nota', watch: 'Vigilar', what: 'Qué', differential: 'Podría ser también', followUpOn: 'Próxima revisión', start: 'Cuándo', until: 'Hasta', code: 'Código', on: 'El', region: 'Región', late: 'Tarde', noticeMinutes: 'Minutos antes' },
  services: { teleadvice: 'Consejo', teletriage: 'Triaje', telemedicine: 'Visita por vídeo', 'follow-up': 'Seguimiento', refill: 'Renovación' },
  outcomes: { treated: 'Tratado', 'watch-at-home': 'Vigilar en casa', 'see-in-person': 'Ver a un veterinario en persona', 'emergency-referred': 'Enviado a urgencias', 'could-not-treat': 'No se pudo tratar por vídeo', 'no-show': 'No vino nadie', interrupted: 'Se cortó' },
  verdicts: { good: 'Buena', usable: 'Útil', retake: 'Devuelta, para repetirla' },
  fees: { free: 'Gratis', charged: 'Cobrado', waived: 'Perdonado', credited: 'Queda como saldo' },
  show: 'Mostrar', all: 'Todo', withPhotos: 'Página con fotos, para imprimir o guardar', fhir: 'Para el sistema de una clínica (FHIR)',
  answerForm: {
    note: 'Su nota', files: 'Fotos e informes', filesHint: 'JPEG, HEIC, PNG, WebP o PDF, hasta 20. Pasan a ser parte de la historia.',
    sending: (n, of) => `Foto ${n} de ${of}…`, refused: (name, why) => `${name}: ${why}`,
    slow: 'Una foto tarda más de lo normal. Pulse de nuevo en un momento: nada se envía dos veces.',
  },
  imports: {
    title: 'De otras clínicas', lead: 'Informes, análisis, imágenes o un archivo de otra clínica: se guardan como llegaron, marcados como ajenos. Aquí no deciden nada.', bring: 'Traer un archivo', brought: 'Ya está en el historial', take: 'Abrir el archivo', foreign: 'De otro lugar',
    formats: { 'fhir-bundle': 'Historial de otro sistema (FHIR)', pdf: 'PDF', jpeg: 'Imagen (JPEG)', png: 'Imagen (PNG)', webp: 'Imagen (WebP)', heic: 'Imagen (HEIC)' },
  },
  everyStep: 'Mostrar cada paso',
}

export default shared
