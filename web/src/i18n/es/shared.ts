import type en from '../en/shared'
import type { Words } from '../words'

const shared: Words<typeof en> = {
  title: 'Un historial compartido',
}

export default shared
