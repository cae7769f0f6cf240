import type en from '../en/record'
import type { Words } from '../words'

const record: Words<typeof en> = {
  by: who => `por ${who}`,
  roles: { owner: 'el dueño', vet: 'un veterinario', staff: 'el personal', system: 'el sistema', device: 'un aparato', share: 'quien tenía un enlace', admin: 'un administrador' },
  yes: 'sí',
  no: 'no',
  nothing: 'Aquí no hay nada anotado todavía.',
  more: n => `y ${n} más`,
  terms: {
    complaint: 'Dolencia', answer: 'Respuesta', reasons: 'Razones', questions: 'Preguntas propias', reason: 'Motivo', service: 'Servicio', start: 'Hora', outcome: 'Resultado', notes: 'Notas', assessment: 'Valoración',
    differential: 'También podría ser', instructions: 'Instrucciones', urgency: 'Ver en persona', steps: 'Plan', watch: 'Vigilar', followUpOn: 'Control', drug: 'Medicamento', directions: 'Uso', supply: 'Cantidad',
    expiresOn: 'Válida hasta', findings: 'Hallazgo', stepId: 'Paso', choice: 'Hallado', number: 'Hallado', words: 'Hallado', confirmed: 'Confirmado', on: 'Día', verdict: 'Juicio', note: 'Nota', text: 'Texto',
    question: 'Pregunta', opinion: 'Opinión', woundId: 'Herida', area: 'Superficie', readings: 'Mediciones', kind: 'Tipo', how: 'Cómo', series: 'Serie', takenAt: 'Tomada', seeInPersonBy: 'Ver en persona antes del', what: 'Qué', signs: 'Signos', vitals: 'Medido',
  },
  every: (hours, days) => `cada ${hours} horas, durante ${days} días`,
  whatThen: (what, then) => `${what}: ${then}`,
}

export default record
