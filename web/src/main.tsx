import { render } from 'preact'
import { App } from './app'
import { loadConfig } from './config'
import { common } from './i18n/common'
import { language } from './i18n/language'
import { Button } from './ui/parts'
import { Page } from './ui/Page'

document.documentElement.lang = language
const place = document.getElementById('app')!
loadConfig().then(
  () => render(<App />, place),
  () => render(<Page title={common.problems.offline}><div><Button onClick={() => location.reload()}>{common.retry}</Button></div></Page>, place),
)
