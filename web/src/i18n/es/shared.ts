import type en from '../en/shared'
import type { Words } from '../words'

const shared: Words<typeof en> = {
  title: 'Un historial compartido', titleOf: name => `Historial de ${name}`, lead: 'El dueño lo ha compartido con usted. Cada apertura se cuenta y el dueño la ve.',
  gone: 'Este enlace no abre nada', goneLead: 'Puede haber terminado, haber sido anulado o estar copiado a medias. Pida uno nuevo al dueño.', home: 'A la primera página',
  animal: 'Animal', born: 'Nacido', weight: 'Peso', conditions: 'Enfermedades conocidas', print: 'Imprimir', course: 'Lo que pasó', empty: 'Todavía no hay nada.',
  vets: '¿Es usted veterinario con licencia? Entre para responder al dueño.', signIn: 'Entrar', answer: 'Responder al dueño', answerHint: 'Queda en el historial, con su nombre.', send: 'Enviar', answered: 'Su respuesta está en el historial',
  yes: 'sí', no: 'no',
  kinds: { visit: 'Visita', intake: 'Contado por el dueño', examination: 'Examen', photo: 'Foto', reading: 'Medida', prescription: 'Receta', answer: 'Respuesta', message: 'Mensaje', fee: 'Honorario', call: 'Llamada', video: 'Vídeo', share: 'Enlace', consent: 'Consentimiento', wound: 'Herida', record: 'Historial' },
  types: {
    'visit.booked': 'Visita reservada', 'visit.rescheduled': 'Visita cambiada', 'visit.checked-in': 'El dueño llegó', 'visit.started': 'La visita empezó', 'visit.ended': 'La visita terminó', 'visit.cancelled': 'Visita cancelada', 'visit.missed': 'Visita perdida', 'visit.stopped': 'Detenida por emergencia', 'visit.ran-late': 'La visita se retrasó',
    'intake.taken': 'El dueño contó', 'photo.requested': 'Se pidió una foto', 'photo.ready': 'Foto', 'photo.judged': 'Foto valorada', 'prescription.written': 'Recetado', 'readings.taken': 'Medido', 'home-finding.reported': 'Hallado por el dueño', 'home-examination.sent': 'El veterinario pidió mirar', 'share.made': 'Se hizo un enlace', 'share.viewed': 'Se abrió un enlace', 'share.answered': 'Un veterinario respondió', 'fee.decided': 'Se decidió el honorario',
  },
  members: { complaint: 'En palabras del dueño', reason: 'Motivo', service: 'Tipo de visita', level: 'Urgencia', outcome: 'Resultado', notes: 'Notas', summary: 'Resumen', assessment: 'Valoración', instructions: 'Indicaciones', plan: 'Plan', text: 'Texto', drug: 'Medicamento', dosing: 'Dosis', supply: 'Cantidad', advice: 'Consejo', verdict: 'Juicio', kind: 'Clase', value: 'Valor', unit: 'Unidad', signs: 'Signos', answer: 'Respuesta', on: 'El', note: 'Nota', steps: 'Pasos', watch: 'Vigilar', what: 'Qué', then: 'Entonces', differential: 'Diferencial', urgency: 'Urgencia', followUpOn: 'Próxima revisión' },
}

export default shared
