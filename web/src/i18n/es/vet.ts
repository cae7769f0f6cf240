import type en from '../en/vet'
import type { Words } from '../words'

const vet: Words<typeof en> = {
  places: { day: 'Mi día' },
  day: { title: 'Mi día' },
}

export default vet
