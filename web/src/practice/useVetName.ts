import { api, ask } from '../api/client'
import { useAsk } from '../api/useAsk'

/** A vet's name as everybody sees it; undefined until it is known, or where the vet has said none. */
export const useVetName = (vetId: string | undefined): string | undefined =>
  useAsk(async () => (vetId ? (await ask(api().GET('/api/vets/{vetId}', { params: { path: { vetId } } }))).name : undefined), [vetId]).value
