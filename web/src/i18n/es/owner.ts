import type en from '../en/owner'
import type { Words } from '../words'

const owner: Words<typeof en> = {
  places: { animals: 'Animales', visits: 'Visitas' },
  animals: { title: 'Sus animales' },
}

export default owner
