import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { act, api, ask, type Schemas } from '../api/client'
import { fieldProblems } from '../api/problem'
import { useAsk } from '../api/useAsk'
import { common } from '../i18n/common'
import { Choice, Choices, Select, TextField } from '../ui/fields'
import { Page } from '../ui/Page'
import { Button, Card, Failure, Loaded, speciesName } from '../ui/parts'
import { toast } from '../ui/toast'
import { type Animal, at, getAnimal, getOwner } from './data'
import { w } from './words'

const t = w.animal
const species = Object.keys(common.species)
/** Long-term problems that triage asks about. */
const conditions = ['diabetes', 'heart-disease', 'kidney-disease', 'epilepsy'] as const

export const NewAnimal = (): JSX.Element => <Page title={t.newTitle} lead={t.newLead} back={at.home}><Form /></Page>

export function EditAnimal(): JSX.Element {
  const id = useRoute().params['animalId'] ?? ''
  const animal = useAsk(() => getAnimal(id), [id])
  return <Page title={t.editTitle} back={at.animal(id)}><Loaded of={animal}>{known => <Form known={known} />}</Loaded></Page>
}

function Form({ known }: { known?: Animal }): JSX.Element {
  const { route } = useLocation()
  const [name, setName] = useState(known?.name ?? '')
  const [kind, setKind] = useState(known?.species ?? '')
  const [breed, setBreed] = useState(known?.breed ?? '')
  const [sex, setSex] = useState<string>(known?.sex ?? 'unknown')
  const [neutered, setNeutered] = useState(known?.neutered === true ? 'yes' : known?.neutered === false ? 'no' : 'unknown')
  const [birth, setBirth] = useState(known?.birthDate ?? '')
  const [weight, setWeight] = useState(known?.weightKg?.toString() ?? '')
  const [has, setHas] = useState<readonly string[]>(known?.conditions ?? [])
  const [practice, setPractice] = useState(known?.practiceId ?? '')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>()
  const practices = useAsk(async () => {
    const owner = await getOwner()
    return owner ? (await ask(api().GET('/api/practices', { params: { query: { region: owner.region } } }))).practices : []
  }, [])
  const wrong = fieldProblems(failed)

  const save = async (): Promise<void> => {
    setBusy(true)
    setFailed(undefined)
    const body: Schemas['AnimalProfile'] = {
      name, species: kind, breed: breed.trim() || null, sex: sex as Schemas['Sex'], neutered: neutered === 'unknown' ? null : neutered === 'yes',
      birthDate: birth || null, weightKg: weight.trim() === '' ? null : Number(weight.replace(',', '.')), conditions: [...has], practiceId: practice || null, diedOn: known?.diedOn ?? null,
    }
    try {
      const saved = known
        ? await ask(api().PUT('/api/animals/{animalId}', { params: { path: { animalId: known.id } }, body }))
        : await act('animal', body, header => api().POST('/api/animals', { params: { header }, body }))
      toast(w.saved)
      route(at.animal(saved.id), true)
    } catch (error) {
      setFailed(error)
      setBusy(false)
    }
  }

  return (
    <Card>
      <form class="stack" noValidate onSubmit={event => (event.preventDefault(), void save())}>
        <TextField label={t.name} value={name} onInput={setName} error={wrong['/name']} autocomplete="off" maxLength={80} />
        <Choice label={t.species} value={kind} onInput={setKind} error={wrong['/species']} options={species.map(one => ({ value: one, text: speciesName(one) }))} />
        <TextField label={t.breed} value={breed} onInput={setBreed} error={wrong['/breed']} autocomplete="off" optional />
        <Choice label={t.sex} value={sex} onInput={setSex} options={[{ value: 'female', text: t.female }, { value: 'male', text: t.male }, { value: 'unknown', text: common.notSure }]} />
        <Choice label={t.neutered} value={neutered} onInput={setNeutered} options={[{ value: 'yes', text: common.yes }, { value: 'no', text: common.no }, { value: 'unknown', text: common.notSure }]} />
        <TextField label={t.birth} hint={t.birthHint} type="date" value={birth} onInput={setBirth} error={wrong['/birthDate']} optional />
        <TextField label={t.weight} unit="kg" inputMode="decimal" value={weight} onInput={setWeight} error={wrong['/weightKg']} optional />
        <Choices label={t.conditions} hint={t.conditionsHint} values={has} onInput={setHas} options={[...new Set([...conditions, ...has])].map(one => ({ value: one, text: (t.knownConditions as Record<string, string>)[one] ?? one }))} optional />
        {practices.value && practices.value.length > 0 && (
          <Select label={t.practice} hint={t.practiceHint} value={practice} onInput={setPractice} optional
            options={[{ value: '', text: t.noPractice }, ...practices.value.map(one => ({ value: one.id, text: one.name }))]} />
        )}
        <Failure failed={failed} fields={['/name', '/species', '/breed', '/birthDate', '/weightKg']} />
        <Button type="submit" busy={busy} wide>{known ? common.save : t.add}</Button>
      </form>
    </Card>
  )
}
