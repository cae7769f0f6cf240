import type en from '../en/practice'
import type { Words } from '../words'

const practice: Words<typeof en> = {
  places: { home: 'Clínica' },
  home: { title: 'Clínica' },
}

export default practice
