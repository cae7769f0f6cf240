import type en from '../en/terms'
import type { Words } from '../words'

const terms: Words<typeof en> = {
  services: {
    teleadvice: 'Consejo', teletriage: 'Triaje', telemedicine: 'Visita por video', teleconsulting: 'Segunda opinión entre veterinarios', telemonitoring: 'Seguimiento en casa',
    'follow-up': 'Control', refill: 'Renovación de receta',
  },
  status: {
    waiting: 'Espera a un veterinario', booked: 'Reservada', 'checked-in': 'El dueño está', started: 'En curso', ended: 'Terminada', cancelled: 'Cancelada', stopped: 'Detenida: emergencia', missed: 'No realizada',
  },
  outcomes: {
    treated: 'Tratado', 'watch-at-home': 'Observar en casa', 'see-in-person': 'Ver en persona', 'emergency-referred': 'Enviado como emergencia',
    'could-not-treat': 'No se pudo tratar', interrupted: 'Interrumpida', 'no-show': 'Nadie vino',
  },
  urgency: { now: 'Ahora', today: 'Hoy', 'within-three-days': 'En tres días', 'within-two-weeks': 'En dos semanas' },
  sides: { owner: 'Dueño', vet: 'Veterinario', staff: 'Personal', system: 'El sistema' },
  sex: { male: 'macho', female: 'hembra', unknown: 'sexo desconocido' },
  neutered: 'esterilizado',
  notNeutered: 'sin esterilizar',
  born: date => `nacido el ${date}`,
  died: date => `murió el ${date}`,
  kg: n => `${n} kg`,
  known: 'Enfermedades conocidas',
  products: { 'animal-drug': 'Medicamento veterinario', 'human-drug': 'Medicamento humano', compounded: 'Fórmula magistral', 'feed-directive': 'Directiva de alimento' },
  classes: {
    'over-the-counter': 'Sin receta', 'prescription-only': 'Solo con receta', 'schedule-ii': 'Lista II', 'schedule-iii': 'Lista III', 'schedule-iv': 'Lista IV', 'schedule-v': 'Lista V',
  },
  prescriptions: { active: 'Vigente', expired: 'Vencida', cancelled: 'Anulada' },
  photos: { none: 'Ninguna', 'awaiting-upload': 'Aún no subida', working: 'En revisión', ready: 'Lista', retake: 'Pedida de nuevo', refused: 'No utilizable', abandoned: 'No llegó' },
  verdicts: { good: 'Buena', usable: 'Utilizable', retake: 'Repetir' },
  measures: {
    temperature: 'Temperatura', 'heart-rate': 'Frecuencia cardíaca', 'respiratory-rate': 'Frecuencia respiratoria', weight: 'Peso', glucose: 'Glucosa', 'blood-pressure': 'Presión arterial',
    oxygen: 'Oxígeno', 'pain-score': 'Puntos de dolor', 'itch-score': 'Puntos de picor', free: 'En palabras',
    temperatureC: 'Temperatura (°C)', heartRate: 'Frecuencia cardíaca (/min)', respiratoryRate: 'Frecuencia respiratoria (/min)', usualRespiratoryRate: 'Frecuencia respiratoria habitual (/min)',
    capillaryRefillSeconds: 'Llenado capilar (s)', glucoseMgDl: 'Glucosa (mg/dL)', weightChangePercent: 'Cambio de peso (%)', hoursWithoutFood: 'Horas sin comer', hoursWithoutDroppings: 'Horas sin heces',
  },
  cameAbout: { 'in-person': 'Examinado en persona', 'synchronous-video': 'Empezó por video en vivo', 'emergency-exception': 'Excepción de emergencia' },
  basis: {
    'no-vcpr-needed': 'no necesita relación', 'existing-vcpr': 'con la relación que existe', 'same-complaint': 'como control de la misma dolencia', 'starts-by-video': 'esta visita inicia la relación',
    'emergency-exception': 'por la excepción de emergencia', 'referring-vets-vcpr': 'con la relación del veterinario que remite',
  },
  licence: {
    number: n => `Número ${n}`,
    until: date => `Válida hasta el ${date}`,
    revoked: { suspended: 'Suspendida', surrendered: 'Renunciada', 'revoked-by-register': 'Revocada por el registro', 'entered-in-error': 'Anotada por error' },
    lapsed: 'Vencida',
    valid: 'Válida',
  },
  steps: {
    'consent-recorded': 'Registre el consentimiento del dueño a la telemedicina.',
    'identity-confirmed': 'Confirme quién es el dueño y qué animal es.',
    'location-confirmed': 'Confirme dónde está el animal en este momento.',
    'licence-shown': 'Dé al dueño su nombre, y el estado y número de su licencia.',
    'history-reviewed': 'Revise la historia del animal.',
    'examination-by-video': 'Examine al animal por video en vivo, hasta donde la dolencia lo pida.',
    'second-contact-channel': 'Acuerden otra forma de comunicarse si se corta la conexión.',
    'in-person-follow-up-named': 'Nombre una clínica cerca del animal para atención en persona.',
    'federal-limits-told': 'Diga que la ley federal limita lo que se puede recetar tras un examen por video.',
    'pharmacy-choice-told': 'Diga que algunos medicamentos se pueden comprar en la farmacia que elija el dueño.',
  },
  law: { known: 'Ley conocida', undated: 'Ley conocida, sin fecha de inicio', unknown: 'Sin norma conocida: vale la más estricta', 'not-in-force': 'No vigente', 'no-row': 'Sin norma conocida: vale la más estricta' },
  rulesVersion: version => `Normas ${version}`,
  source: 'Fuente',
  kinds: {
    visit: 'Visitas', intake: 'Consultas iniciales', examination: 'Exámenes', prescription: 'Recetas', photo: 'Fotos', wound: 'Heridas', reading: 'Mediciones', answer: 'Respuestas', consent: 'Consentimientos',
    message: 'Mensajes', fee: 'Pagos', call: 'Llamadas', video: 'Video', share: 'Enlaces', custody: 'Custodia',
  },
}

export default terms
